// What a first opening fetches; the shell without a server: a cold start, a part that is not to be had, and a new
// version that waits until it is accepted.
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

/** The assets a page has asked for so far, by path; what the service worker fetches to keep comes in its own time. */
const asked = (device) => device.sent.filter(({ byWorker }) => !byWorker).map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith('/assets/'));
const parts = (paths) => paths.filter((path) => path.startsWith('/assets/part-'));

let copy; let server; let handset; let person; let firstLoad;

const step = makeStory();

before(async () => {
  copy = mkdtempSync(join(tmpdir(), 'waymark-site-'));
  cpSync(site, copy, { recursive: true });
  server = await Server.make({ site: copy });
  handset = new Device(phone);
  person = new Person(handset, server.person);
  await person.open();
  await person.tookOver();
  firstLoad = asked(handset);
  await person.begin('Sam');
  await person.readyForNoSignal();
});
after(async () => {
  await handset?.remove();
  await server?.close();
  if (copy) rmSync(copy, { recursive: true, force: true });
});

step('the opening waits for no more than its own part, and the screens after it ask for theirs', () => {
  const last = (paths) => paths.filter((path) => path.includes('rest'));
  assert.ok(firstLoad.some((path) => /\/person\.[0-9a-f]+\.wasm$/.test(path)), 'the program itself was asked for');
  assert.deepEqual(last(parts(firstLoad)), []);
  assert.ok(last(parts(asked(handset))).length > 0, 'Me asked for the last part');
});

step('a part that cannot be fetched is said in words, and is there at the next try', async () => {
  const other = new Device(phone);
  try {
    const visitor = new Person(other, server.person);
    await other.open();
    await other.context.route('**/assets/part-*', (route) => route.abort());
    await visitor.goto('/');
    await visitor.heading('errors.part.away');
    await other.context.unroute('**/assets/part-*');
    await visitor.tap('person.store.again');
    await visitor.tookOver();
    await other.context.route('**/assets/part-*', (route) => route.abort());
    await visitor.begin();
    await visitor.tap('parts.me');
    await visitor.heading('errors.part.away');
    await other.context.unroute('**/assets/part-*');
    await visitor.tap('person.store.again');
    await visitor.page.getByLabel(say('person.me.name'), { exact: true }).waitFor();
  } finally {
    await other.remove();
  }
});

step('a phone that cannot start the program says so, with numbers to call that Get help now leads to', async () => {
  const other = new Device(phone);
  try {
    const visitor = new Person(other, server.person);
    await other.open();
    await other.context.route('**/assets/person.*.wasm', (route) => route.abort());
    await visitor.goto('/');
    await visitor.heading('errors.start.title');
    await visitor.tap('parts.get_help');
    await visitor.heading('person.help.title');
    await visitor.page.locator('#first-words a[href="tel:999"]').waitFor();
    await other.context.unroute('**/assets/person.*.wasm');
    await visitor.goto('/welcome');
    await visitor.page.locator('#first-words').waitFor({ state: 'detached' });
  } finally {
    await other.remove();
  }
});

step('a browser that cleared the files it kept, and nothing else, keeps them again at the next page', async () => {
  const kept = () => person.page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('waymark-'));
    return (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length))).join();
  });
  const before = await kept();
  const session = await handset.context.newCDPSession(person.page);
  await session.send('Storage.clearDataForOrigin', { origin: server.person, storageTypes: 'cache_storage' });
  await until('they are gone', async () => await kept() === '');
  await person.goto('/');
  await until('all of them are kept again', async () => await kept() === before);
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
  await person.beginWith(say('person.begin.practice'));
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
