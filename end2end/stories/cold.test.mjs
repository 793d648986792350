// The shell without a server: a cold start, and a new version that waits until it is accepted.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { Server, site } from '../lib/server.mjs';
import { makeStory } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

let copy; let server; let handset; let person;

const step = makeStory({ onFault: async (name) => { for (const device of [handset]) await device.picture(`${device === handset ? 'phone' : 'desk'} ${name}`); } });

before(async () => {
  copy = mkdtempSync(join(tmpdir(), 'waymark-site-'));
  cpSync(site, copy, { recursive: true });
  server = await Server.make({ site: copy });
  handset = new Device(phone);
  person = new Person(handset, server.person);
  await person.open();
  await person.begin('Sam');
  await person.readyForNoSignal();
});
after(async () => {
  await handset?.remove();
  await server?.close();
  if (copy) rmSync(copy, { recursive: true, force: true });
});

step('a browser started with the server stopped opens every screen that needs no record', async () => {
  await server.stop();
  await handset.close();
  await person.open('/');
  for (const path of ['/check-in', '/check-ins', '/aspirations', '/sharing', '/journey', '/me', '/help']) {
    await person.goto(path);
  }
});

step('a new version waits, the page stays as it is, and accepting it takes it', async () => {
  const script = join(copy, 'person/service-worker.js');
  const before = readFileSync(script, 'utf8');
  writeFileSync(script, `${before}\n// A later version.\n`);
  for (const end of ['.br', '.gz']) rmSync(script + end, { force: true });
  await server.start();
  await person.goto('/check-in');
  await person.tap('person.begin.start');
  await person.heading('person.company.title');
  await person.choose(0);
  await person.tap('person.company.next');
  await person.answer(3);
  const here = person.page.url();
  await person.page.evaluate(() => { globalThis.stillTheSamePage = true; });
  await person.page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update(); });
  await until('the new version waits', () => person.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration.waiting !== null && registration.installing === null;
  }));
  assert.equal(person.page.url(), here);
  assert.equal(await person.page.evaluate(() => globalThis.stillTheSamePage), true, 'the page was not loaded again');
  await person.goto('/');
  await person.page.getByText(say('person.update.title')).waitFor();
  await person.tap('person.update.take');
  await until('nothing waits any more', () => person.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration.waiting === null && registration.active?.state === 'activated';
  }));
  await person.goto('/');
  await person.tap('person.today.resume');
  await person.page.locator('label.opt input').nth(3).waitFor({ state: 'attached' });
  await person.goto(new URL(here).pathname);
  assert.equal(await person.page.locator('label.opt input').nth(3).isChecked(), true, 'the answer is still there');
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual(handset.faults, []);
});
