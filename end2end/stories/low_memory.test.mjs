// A phone and a computer with too little memory to stretch what is typed: nothing is called wrong, false or damaged,
// nothing changes and no try is counted. The smaller lock is there for whoever chooses it, and grows by itself.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { flags, littleMemory } from '../lib/browser.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const passphrase = 'purple donkey hill 42';
const pin = '271828';
const wish = 'Walk to the sea';
const folder = mkdtempSync(join(tmpdir(), 'waymark-copies-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const copy = join(folder, 'healthy.waymark');
let introduction;

const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Amira Khan' });

/** Starts the device's browser anew, with or without the memory. */
async function restart(device, memory) {
  await device.close();
  device.options.args = memory ? flags : littleMemory;
  await device.open();
}

const openLock = async (secret) => {
  await person.page.locator('#secret').fill(secret);
  await person.page.getByRole('button', { name: say('person.locked.open'), exact: true }).click();
};
const lockedOut = () => person.page.getByRole('heading', { level: 1, name: say('person.locked.title'), exact: true }).waitFor();
const tries = () => person.page.evaluate(() => localStorage.getItem('waymark-tries'));

/** The cost byte of the lock's row, which the device key does not cover. */
const lockRow = () => person.page.evaluate(() => new Promise((done, failed) => {
  const request = indexedDB.open('waymark');
  request.onerror = () => failed(request.error);
  request.onsuccess = () => {
    const database = request.result;
    const read = database.transaction(['meta']).objectStore('meta').get('locked_key');
    read.onsuccess = () => { database.close(); done(read.result && [...new Uint8Array(read.result)].slice(0, 2)); };
  };
}));

async function fillLock() {
  await person.page.locator('#first').fill(pin);
  await person.page.locator('#second').fill(pin);
  await person.tap('person.lock.set');
}

async function chooseCopy(path, secret) {
  await person.goto('/me/back');
  await person.page.locator('#copy').setInputFiles(path);
  await person.page.locator('#secret').fill(secret);
  await person.tap('person.back.open');
}

async function fillPassphrase() {
  await person.goto('/me/copy');
  await person.pick(say('person.copy.with_passphrase'));
  await person.page.getByLabel(say('person.copy.again'), { exact: true }).waitFor();
  for (const field of await person.page.locator('main input[type=password]').all()) await field.fill(passphrase);
}

step('with the memory a wish, a copy and an introduction are made', async () => {
  await worker.setUp(server.addWorker('Amira Khan'));
  introduction = await worker.makeIntroduction();
  await person.open();
  await person.begin('Maryam');
  await person.addAspiration(wish);
  await fillPassphrase();
  await person.takeCopy(copy);
});

step('without it no lock is set, and nothing was changed', async () => {
  await restart(handset, false);
  const grown = await person.page.evaluate(() => {
    const grows = (pages) => { try { new WebAssembly.Memory({ initial: 1 }).grow(pages); return true; } catch { return false; } };
    return [grows(1024), grows(304)];
  });
  assert.deepEqual(grown, [false, true], 'this browser lacks the memory of the one and has that of the other');
  await person.goto('/me/lock');
  await fillLock();
  await person.sees('errors.memory.title');
  await person.sees('errors.memory.next');
  await person.sees('person.lock.off');
  assert.equal(await lockRow(), undefined);
  await person.goto('/aspirations');
  await person.page.getByText(wish).first().waitFor();
});

step('without it no copy is saved, and the twelve words are offered in its place', async () => {
  await fillPassphrase();
  await person.tap('person.copy.make');
  await person.sees('errors.memory.title');
  await person.sees('person.copy.words_instead');
  assert.equal(await person.page.getByRole('link', { name: say('person.copy.save') }).count(), 0, 'there is nothing to save');
});

step('without it a good copy is not called damaged', async () => {
  await chooseCopy(copy, passphrase);
  await person.sees('errors.memory.title');
  assert.equal(await person.page.getByText(say('errors.copy.sealed')).count(), 0);
});

step('without it a genuine introduction is not called false', async () => {
  await person.page.goto(introduction.link);
  await person.sees('errors.memory.title');
  assert.equal(await person.page.getByText(say('errors.not_genuine')).count(), 0);
});

step('whoever chooses it gets the smaller lock, which opens with its PIN and no other', async () => {
  await person.goto('/me/lock');
  await fillLock();
  await person.sees('person.lock.small');
  await person.tap('person.lock.small_set');
  await person.page.getByText(say('person.lock.small_done')).first().waitFor();
  assert.deepEqual(await lockRow(), [2, 2], 'a PIN, and the smaller cost');
  await person.page.goto(`${server.person}/`);
  await lockedOut();
  await openLock('9999');
  await person.sees('person.lock.wrong');
  assert.match(await tries(), /^1 /);
  await openLock(pin);
  await person.page.getByText(wish).first().waitFor();
  assert.deepEqual(await lockRow(), [2, 2], 'it stays small without the memory');
});

step('with the memory again, opening it makes it the full lock', async () => {
  await restart(handset, true);
  await person.page.goto(`${server.person}/`);
  await lockedOut();
  await openLock(pin);
  await person.page.getByText(wish).first().waitFor();
  await until('the lock is the full one', async () => (await lockRow())[1] === 1);
});

step('a full lock without the memory says so, counts no try, and opens once it is there', async () => {
  await restart(handset, false);
  await person.page.goto(`${server.person}/`);
  await lockedOut();
  for (const secret of [pin, '9999']) {
    await openLock(secret);
    await person.sees('errors.memory.title');
    assert.equal(await person.page.getByText(say('person.lock.wrong')).count(), 0);
    assert.equal(await tries(), null);
  }
  await restart(handset, true);
  await person.page.goto(`${server.person}/`);
  await lockedOut();
  await openLock(pin);
  await person.page.getByText(wish).first().waitFor();
});

step('without it a right password is not called wrong, and a set-up link is not used up', async () => {
  await restart(desk, false);
  await desk.page.goto(`${server.team}/`);
  await worker.heading(say('team.sign_in.title'));
  await desk.page.getByLabel(say('team.sign_in.name')).fill('Amira Khan');
  await desk.page.getByLabel(say('team.sign_in.password')).fill(worker.password);
  await worker.tap('team.sign_in.button');
  await desk.page.getByText(say('team.wrong.memory')).first().waitFor();
  assert.equal(await desk.page.getByText(say('team.sign_in.wrong')).count(), 0);
  const link = server.addWorker('Ben Ode');
  await desk.page.goto(link);
  await worker.heading(say('team.set_up.title'));
  await desk.page.getByLabel(say('team.set_up.password'), { exact: true }).fill(worker.password);
  await desk.page.getByLabel(say('team.set_up.again'), { exact: true }).fill(worker.password);
  await worker.tap('team.recovery.next');
  await desk.page.getByText(say('team.wrong.memory')).first().waitFor();
  await restart(desk, true);
  await desk.page.goto(link);
  await worker.heading(say('team.set_up.title'));
  await desk.page.getByLabel(say('team.set_up.password'), { exact: true }).fill(worker.password);
  await desk.page.getByLabel(say('team.set_up.again'), { exact: true }).fill(worker.password);
  await worker.tap('team.recovery.next');
  await worker.renew('team.set_up.button');
  await worker.heading(say('team.set_up.done_title'));
});
