// The room stays live: what one person does, another sees without loading the page again.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start, until } from '../server.mjs';

let house;
let cookies;

before(async () => {
  house = await start();
  cookies = await house.officer();
});

after(() => house.stop());

test('an answer on one screen changes the room on another, and nothing that is typed is lost', async () => {
  const alert = [{ labels: { event: 'gas-leak', lel: '24', dormitory: 'yes', place: '第二食堂' } }];
  assert.equal((await house.api('/api/v2/alerts', alert)).status, 200);
  const message = await until('somebody is told', () => house.received[0]);
  const context = await house.browser.newContext({ locale: 'zh-CN' });
  await context.addCookies(cookies);
  const room = await context.newPage();
  const troubles = [];
  room.on('pageerror', (error) => troubles.push(error));
  await room.goto(`${house.base}/incidents/${message.incident}`);
  await room.evaluate(() => (globalThis.loadedOnce = true));
  const note = room.locator('form[action$="/note"] [name="text"]');
  await note.fill('保安已到');
  const elapsed = await room.locator('[data-since]').textContent();

  const phone = await house.browser.newContext({ locale: 'zh-CN' });
  const duty = await phone.newPage();
  await duty.goto(message.link);
  await duty.locator('button[value="got-it"]').click();

  const row = room.locator('#duties').locator('xpath=../..').locator(`a[href="/duties/${message.duty}"]`);
  await row.locator('xpath=ancestor::li').locator('.st.ack').waitFor();
  assert.equal(await room.evaluate(() => globalThis.loadedOnce), true, 'without loading it again');
  assert.equal(await note.inputValue(), '保安已到');
  assert.equal(await note.evaluate((it) => it === document.activeElement), true, 'and the focus stays');
  await until('the elapsed time counts', async () =>
    (await room.locator('[data-since]').textContent()) !== elapsed,
  );

  // The note goes out from the page as it is now, and its form is ready for the next.
  await note.press('Enter');
  await room.waitForLoadState();
  await room.getByText('保安已到').waitFor();
  assert.deepEqual(troubles, []);
  await phone.close();
  await context.close();
});

test('a form that came with an update has an id of its own', async () => {
  const context = await house.browser.newContext({ locale: 'zh-CN' });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const incident = (await (await house.api('/api/v1/incidents')).json()).items[0].id;
  await page.goto(`${house.base}/incidents/${incident}`);
  const id = page.locator('form[action$="/note"] [name="id"]');
  const first = await id.inputValue();
  const facts = { id: 'more-is-known', facts: { injured: 1 } };
  assert.ok((await house.api(`/api/v1/incidents/${incident}/facts`, facts)).ok);
  await until('the form is new', async () => (await id.inputValue()) !== first);
  assert.match(await id.inputValue(), /^[0-9a-f]{32}$/);
  await context.close();
});

test('a lost line is said, and the page goes on without it', async () => {
  const context = await house.browser.newContext({ locale: 'zh-CN' });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(house.base);
  const lost = page.locator('.lost');
  assert.equal(await lost.isHidden(), true);
  await context.route(/\/live\?/, (route) => route.abort());
  await page.reload();
  await lost.waitFor();
  assert.match(await lost.textContent(), /自\d\d:\d\d起本页未再更新/);
  await context.unrouteAll();
  await until('it is found again', () => lost.isHidden());
  await context.close();
});
