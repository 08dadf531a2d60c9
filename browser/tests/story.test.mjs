// The main story as people click it, with and without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start, until } from '../server.mjs';

let house;

before(async () => {
  house = await start();
});

after(() => house.stop());

/** The message that a person got about an incident. */
function told(person, incident) {
  return until(`${person} is told`, () =>
    house.received.find((it) => it.to === person && it.incident === incident),
  );
}

test('a report by phone without scripts, and the first answer by the link', async () => {
  const context = await house.browser.newContext({
    viewport: { width: 390, height: 800 },
    locale: 'zh-CN',
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto(`${house.base}/report`);
  await page.locator('a[href="/report?event=gas-leak"]').click();
  await page.locator('[name="place"]').fill('第二食堂');
  await page.locator('form[action="/report"] button').click();
  const incidents = await (await house.api('/api/v1/incidents')).json();
  const incident = incidents.items[0];
  assert.equal(incident.event, 'gas-leak');
  assert.equal(incident.place, '第二食堂');

  const message = await told('qin-jibai', incident.id);
  await page.goto(message.link);
  await page.locator('button[value="got-it"]').click();
  await until('the duty is taken on', async () => {
    const duty = await (await house.api(`/api/v1/duties/${message.duty}`)).json();
    return duty.state === 'acknowledged';
  });
  assert.match(await page.content(), /已于.*知悉/);
  await context.close();
});
