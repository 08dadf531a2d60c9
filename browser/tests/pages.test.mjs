// Every page in both languages, narrow and wide, light and dark: nothing that keeps somebody out,
// nothing that runs off the side.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { start, until } from '../server.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const SHOTS = process.env.CHANGBEI_SHOTS;

let house;
let cookies;
const pages = {};

before(async () => {
  house = await start();
  cookies = await house.officer();
  const alert = [{ labels: { event: 'gas-leak', lel: '24', dormitory: 'yes', place: '第二食堂' } }];
  assert.equal((await house.api('/api/v2/alerts', alert)).status, 200);
  const message = await until('somebody is told', () => house.received[0]);
  Object.assign(pages, {
    'sign-in': '/sign-in',
    report: '/report',
    desk: '/',
    room: `/incidents/${message.incident}`,
    duty: new URL(message.link).pathname,
    officer: `/duties/${message.duty}`,
    plans: '/plans',
    plan: '/plans/gas-leak',
    read: '/read',
    organisation: '/organisation',
    person: '/people/lu-heng',
    post: '/posts/duty-leader',
    calendar: '/calendar',
    import: '/organisation/import',
  });
});

after(() => house.stop());

for (const language of ['zh-CN', 'en']) {
  for (const width of [390, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      test(`pages in ${language} at ${width} px, ${colorScheme}`, async () => {
        const context = await house.browser.newContext({
          viewport: { width, height: 900 },
          locale: language,
          colorScheme,
          bypassCSP: true,
        });
        await context.addCookies(cookies);
        const page = await context.newPage();
        for (const [name, path] of Object.entries(pages)) {
          await page.goto(house.base + path);
          if (SHOTS) {
            mkdirSync(SHOTS, { recursive: true });
            const path = `${SHOTS}/${name}-${language}-${width}-${colorScheme}.png`;
            await page.screenshot({ path, fullPage: true });
          }
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wider <= 0, `${name} is ${wider} px wider than the screen`);
          await page.addScriptTag({ path: AXE });
          const { violations } = await page.evaluate(() => globalThis.axe.run());
          const bad = violations
            .filter((it) => ['serious', 'critical'].includes(it.impact))
            .map((it) => `${it.id}: ${it.nodes.map((node) => node.html).slice(0, 3).join(' | ')}`);
          assert.deepEqual(bad, [], name);
        }
        await context.close();
      });
    }
  }
}
