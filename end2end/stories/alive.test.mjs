// The page stays alive while what somebody typed is stretched, on a phone four times as slow as this computer: no task
// holds it nearly as long as stretching does. How long that is on this machine, today, a phone shows first whose browser
// gives no thread; so it also shows that the probe sees what it looks for. How long the longest task is, alone on a
// machine, is measured by `cargo xtask deep alive`: at most a fifth of a second.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { makeScene } from '../lib/scene.mjs';
import { say } from '../lib/words.mjs';

/** The longest that a task may hold the page, in ms: so much of what stretching on the page does. */
const PART = 2 / 5;
let limit;
const passphrase = 'purple donkey hill 42';
const pin = '271828';
const wish = 'Walk to the sea';
const folder = mkdtempSync(join(tmpdir(), 'waymark-copies-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const copy = join(folder, 'own.waymark');
const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Amira Khan' });
let introduction;

/** Notes every task over 50 ms from here on, on a processor so many times slower. */
const probe = () => {
  globalThis.waymarkTasks = [];
  new PerformanceObserver((list) => globalThis.waymarkTasks.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: 'longtask' });
};

/** The longest task of what `act` does, until `done` has been seen. */
async function longest(device, act, done) {
  const session = await device.context.newCDPSession(device.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await device.page.evaluate(probe);
  const began = Date.now();
  await act();
  await done();
  const took = Date.now() - began;
  // What the observer has not handed over yet comes in a task of its own.
  await device.page.evaluate(() => new Promise((next) => { setTimeout(next, 100); }));
  const tasks = await device.page.evaluate(() => globalThis.waymarkTasks);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.detach();
  return { longest: Math.max(0, ...tasks), took };
}

async function alive(what, device, act, done) {
  const found = await longest(device, act, done);
  process.stderr.write(`${what}: ${found.took} ms, longest task ${found.longest} ms\n`);
  assert.ok(found.longest <= limit, `${what} held the page for ${found.longest} ms, ${limit} allowed`);
}

/** Setting the lock: what to do, and how it is seen to be done. */
async function settingTheLock(who) {
  await who.goto('/me/lock');
  for (const field of ['#first', '#second']) await who.page.locator(field).fill(pin);
  return [() => who.tap('person.lock.set'), () => who.page.getByText(say('person.lock.set_done')).first().waitFor()];
}

step('a worker, an introduction and a person', async () => {
  await worker.setUp(server.addWorker('Amira Khan'));
  introduction = await worker.makeIntroduction();
  await person.open();
  await person.begin('Maryam');
  await person.addAspiration(wish);
  await person.readyForNoSignal();
});

step('where the browser gives no thread the page stretches itself, and the probe sees it', async () => {
  const without = new Device(phone);
  without.scripts.push('globalThis.Worker = undefined;');
  try {
    const other = new Person(without, server.person);
    await other.open();
    await other.begin('Sam');
    const held = await longest(without, ...await settingTheLock(other));
    process.stderr.write(`stretching on the page: ${held.took} ms, longest task ${held.longest} ms\n`);
    assert.ok(held.longest > held.took / 4, 'the probe does not see it');
    limit = Number(process.env.WAYMARK_LONGEST_MS ?? held.longest * PART);
  } finally {
    await without.remove();
  }
});

step('while a passphrase copy is sealed and opened', async () => {
  await person.goto('/me/copy');
  await person.pick(say('person.copy.with_passphrase'));
  await person.page.getByLabel(say('person.copy.again'), { exact: true }).waitFor();
  for (const field of await person.page.locator('main input[type=password]').all()) await field.fill(passphrase);
  await alive('sealing a copy', handset, () => person.tap('person.copy.make'), () => person.sees('person.copy.made'));
  const [download] = await Promise.all([person.page.waitForEvent('download'), person.tap('person.copy.save')]);
  await download.saveAs(copy);
  await person.goto('/me/back');
  await person.page.locator('#copy').setInputFiles(copy);
  await person.page.locator('#secret').fill(passphrase);
  await alive('opening a copy', handset, () => person.tap('person.back.open'), () => person.sees('person.back.opened'));
});

step('while an introduction is opened', async () => {
  await person.goto('/i');
  await person.page.locator('#code').fill(introduction.letters);
  await alive('opening an introduction', handset, () => person.tap('person.meet.open'),
    () => person.page.locator('ol.check-words li').first().waitFor());
});

step('while a lock is set and opened, with no server too', async () => {
  await alive('setting the lock', handset, ...await settingTheLock(person));
  await server.stop();
  await person.page.goto(`${server.person}/`);
  await person.page.locator('#secret').fill(pin);
  await alive('opening the lock', handset, () => person.tap('person.locked.open'),
    () => person.page.getByText(wish).first().waitFor());
  await server.start();
});

step('while a worker signs in', async () => {
  await worker.signOut();
  await desk.page.getByLabel(say('team.sign_in.name')).fill('Amira Khan');
  await desk.page.getByLabel(say('team.sign_in.password')).fill(worker.password);
  await alive('signing in', desk, () => worker.tap('team.sign_in.button'),
    () => worker.heading(say('team.codes.title')));
  await worker.typeCode();
  await alive('opening the account', desk, () => worker.tap('team.codes.button'),
    () => worker.heading(say('team.introductions.code_title')));
});
