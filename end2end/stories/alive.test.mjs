// The page stays alive while what somebody typed is stretched, on a phone four times as slow as this computer: no task
// holds it nearly as long as stretching does. A busy loop that is planted first shows that the probe sees one. How long
// the longest task is, alone on a machine, is measured by `cargo xtask deep alive`: at most a fifth of a second.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { makeScene } from '../lib/scene.mjs';
import { site } from '../lib/server.mjs';
import { say } from '../lib/words.mjs';

/** The longest task, in ms. The quick build, which nobody is served, also draws its screens some times as slowly. */
const { quick } = JSON.parse(readFileSync(join(site, 'site.json'), 'utf8'));
const LIMIT = Number(process.env.WAYMARK_LONGEST_MS ?? (quick ? 800 : 500));
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
  assert.ok(found.longest <= LIMIT, `${what} held the page for ${found.longest} ms`);
}

step('a worker, an introduction and a person', async () => {
  await worker.setUp(server.addWorker('Amira Khan'));
  introduction = await worker.makeIntroduction();
  await person.open();
  await person.begin('Maryam');
  await person.addAspiration(wish);
  await person.readyForNoSignal();
});

step('the probe sees a busy loop', async () => {
  const found = await longest(
    handset,
    () => person.page.evaluate(() => new Promise((done) => {
      setTimeout(() => { for (const end = performance.now() + 400; performance.now() < end;); done(); });
    })),
    async () => {},
  );
  assert.ok(found.longest > 390, `${found.longest}`);
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
  await person.goto('/me/lock');
  await person.page.locator('#first').fill(pin);
  await person.page.locator('#second').fill(pin);
  await alive('setting the lock', handset, () => person.tap('person.lock.set'),
    () => person.page.getByText(say('person.lock.set_done')).first().waitFor());
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

step('where the browser gives no thread the page does it itself, and the probe sees that too', async () => {
  handset.scripts.push('globalThis.Worker = undefined;');
  await handset.close();
  await handset.open();
  await person.page.goto(`${server.person}/`);
  await person.page.locator('#secret').fill(pin);
  const found = await longest(handset, () => person.tap('person.locked.open'), () => person.page.getByText(wish).first().waitFor());
  assert.ok(found.longest > LIMIT, `stretching on the page held it for ${found.longest} ms`);
});
