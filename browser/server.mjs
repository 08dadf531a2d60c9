// A server with the sample school, the phones of its people, and a browser.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const TOKEN = 'a-token-for-the-browser';

/** How long anything here may take, in milliseconds. */
const PATIENCE = 20_000;

/** Asks until there is an answer. */
export async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`not in time: ${what}`);
}

/** Messages that reached the sample's people, oldest first. */
async function phones() {
  const received = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      received.push(JSON.parse(body));
      response.end();
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { received, url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Starts the sample school in a folder of its own. */
export async function start() {
  const data = mkdtempSync(join(tmpdir(), 'changbei-browser-'));
  const sink = await phones();
  const process_ = spawn(
    process.env.CHANGBEI_BIN,
    ['serve', '--sample', 'school', '--data', data, '--listen', '127.0.0.1:0'],
    {
      env: {
        ...process.env,
        CHANGBEI_LANG: 'en',
        CHANGBEI_SAMPLE_WEBHOOK: sink.url,
        CHANGBEI_SAMPLE_TOKEN: TOKEN,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  process_.stdout.on('data', (part) => (said += part));
  const signIn = await until('the sign-in link', () => said.match(/http\S+\/sign-in\/\S+/)?.[0]);
  const base = new URL(signIn).origin;
  await until('it takes commands', async () => (await fetch(`${base}/readyz`)).ok);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const api = (path, body) =>
    fetch(base + path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
  return {
    base,
    browser,
    api,
    received: sink.received,
    /** The cookies of the officer, signed in once with the printed link. */
    async officer() {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(signIn);
      await page.locator('button').first().click();
      await page.waitForURL(`${base}/`);
      const cookies = await context.cookies();
      await context.close();
      return cookies;
    },
    async stop() {
      await browser.close();
      process_.kill('SIGTERM');
      await new Promise((done) => process_.once('exit', done));
      sink.close();
      rmSync(data, { recursive: true });
    },
  };
}
