// A copy with the organisation, of a phone with three years on it: off until it is turned on, unreadable there, brought to a new phone by twelve words,
// kept by two phones without losing anything of either, and gone when it is turned off.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Device, laptop, phone } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { holds, makeCanary } from '../lib/planted.mjs';
import { recordsOfBackup, recordsOfCopy } from '../lib/sealed.mjs';
import { Server } from '../lib/server.mjs';
import { makeStory } from '../lib/story.mjs';
import { Worker } from '../lib/team.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';
import { bringYears } from '../lib/years.mjs';

const planted = makeCanary();
const strangers = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
/** Two rounds of the regular look. */
const patient = { timeout_ms: 150_000 };
let dir; let server; let first; let second; let desk; let person; let again; let worker; let words; let walk;

const step = makeStory();

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'waymark-backup-'));
  server = await Server.make();
  first = new Device(phone);
  second = new Device(phone);
  desk = new Device(laptop);
  person = new Person(first, server.person);
  again = new Person(second, server.person);
  worker = new Worker(desk, server.team, 'Sam Field');
});
after(async () => {
  for (const device of [first, second, desk]) await device?.remove();
  await server?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Revision and bytes of the one backup; nothing while there is none. */
function kept() {
  const rows = server.sql('SELECT rev, bytes FROM backups');
  assert.ok(rows.length <= 1);
  return rows.length ? { rev: rows[0][0], bytes: Buffer.from(rows[0][1], 'hex') } : undefined;
}

/** Waits until the backup holds what the phone holds now. */
async function holdsAllOf(who, name) {
  const here = recordsOfCopy(await who.saveCopy(join(dir, name)), words);
  await until('the backup holds the same records', () => {
    const there = kept();
    assert.deepEqual(recordsOfBackup(there.bytes, words), here);
    return true;
  }, patient);
  return here;
}

async function checkIn(who) {
  await who.startCheckIn();
  await who.answerAll([1, 1, 2, 2, 1, 3, 2, 1, 2, 2, 1]);
  await who.finish();
}

/** Types words on the new phone and asks for the copy. */
async function look(text) {
  await again.page.locator('#words').fill(text);
  await again.tap('person.moving.look');
}

/** Brings what was found to the new phone. */
async function bring() {
  await again.tap('person.back.bring');
  await until('Today is open', () => new URL(again.page.url()).pathname === '/');
  await again.goto('/aspirations');
  await again.page.getByText(`Walk ${planted}`).first().waitFor();
}

step('before an introduction the server knows nobody, so a file is offered and nothing is asked', async () => {
  await person.open();
  await person.begin('Robin');
  await bringYears(person);
  await checkIn(person);
  walk = await person.addAspiration(`Walk ${planted}`);
  await person.goto('/me/backup');
  await person.sees('person.backup.not_met');
  assert.equal(await person.page.getByRole('button', { name: say('person.backup.turn_on') }).count(), 0);
  assert.deepEqual(server.personCalls(), []);
});

step('after one it wants the recovery words first, and sends nothing until it is turned on', async () => {
  await worker.setUp(server.addWorker('Sam Field'));
  const { link } = await worker.makeIntroduction();
  await person.openIntroduction(link);
  await person.accept({ worker: 'Sam Field' });
  await worker.seesAccepted();
  await person.choosePermission({ worker: 'Sam Field', what: [say('person.choose.totals'), `Walk ${planted}`], earlier: false });
  await person.share('Sam Field');
  await person.goto('/me/backup');
  await person.sees('person.backup.words_first');
  assert.equal(kept(), undefined);
  words = await person.recoveryWords();
  await person.tap('person.words.have');
  await person.page.waitForURL(/\/me\/backup/);
  await person.heading('person.backup.title_with', { name: 'Our team' });
  await person.tap('person.backup.turn_on');
  await person.sees('person.backup.turn_off');
  await until('the first copy is there', () => kept()?.rev >= 1, patient);
});

step('the server holds the records of this phone and cannot read one word of them', async () => {
  await holdsAllOf(person, 'first.waymark');
  assert.ok(holds(Buffer.from(`Walk ${planted}`), planted), 'the search can find the word');
  for (const [, bytes] of server.databaseBytes()) assert.ok(!holds(bytes, planted) && !holds(bytes, 'Robin'));
  const sizes = [16 * 1024, 64 * 1024, 256 * 1024, 1024 * 1024, 4 * 1024 * 1024 - 1024];
  assert.ok(sizes.includes(kept().bytes.length - 49 - 40), 'one of five sizes');
});

step('a new check-in is in the next copy', async () => {
  const { rev } = kept();
  await checkIn(person);
  await until('a later revision is there', () => kept().rev > rev, patient);
  await holdsAllOf(person, 'second.waymark');
  await person.goto('/me/backup');
  await person.page.getByText(say('person.backup.kept', { day: '|', time: '' }).split('|')[0].trim()).first().waitFor();
});

step('on a new phone, words that are not right say which way', async () => {
  await again.open();
  await again.heading('person.first_opening.first.title');
  await again.tap('person.first_opening.how.title');
  await again.tap('person.first_opening.how.another');
  await again.heading('person.moving.title');
  const list = words.split(' ');
  await look(list.slice(1).join(' '));
  await again.sees('errors.copy.count_many', { count: '11' });
  await look([...list.slice(0, 4), 'waymark', ...list.slice(5)].join(' '));
  await again.sees('errors.copy.unknown', { place: '5', typed: 'waymark' });
  await look(strangers);
  await again.sees('errors.backup.none');
});

step('a copy cut short, changed, or of a newer version says so; so do a lost signal and a server that is away', async () => {
  const { bytes } = kept();
  const put = (other) => server.sql('UPDATE backups SET bytes = ?', other.toString('hex'));
  for (let eighth = 0; eighth < 8; eighth += 1) {
    put(bytes.subarray(0, Math.floor(bytes.length * eighth / 8)));
    await look(strangers);
    await again.sees('errors.backup.none');
    await look(words);
    await again.sees('errors.backup.damaged');
  }
  const changed = Buffer.from(bytes);
  changed[bytes.length - 100] ^= 1;
  put(changed);
  await look(strangers);
  await again.sees('errors.backup.none');
  await look(words);
  await again.sees('errors.backup.damaged');
  const newer = Buffer.from(bytes);
  newer[8] = 2;
  put(newer);
  await look(words);
  await again.sees('errors.backup.newer');
  put(bytes);
  await second.context.setOffline(true);
  await look(words);
  await again.sees('errors.backup.offline');
  await second.context.setOffline(false);
  await server.stop();
  await look(words);
  await again.sees('errors.backup.away');
  await server.start();
  await again.goto('/');
  await again.sees('person.today.two_ways');
});

step('the right words say what the copy holds, and then bring every record, byte for byte', async () => {
  const here = recordsOfCopy(await person.saveCopy(join(dir, 'here.waymark')), words);
  await again.goto('/me/move');
  await look(` ${words.toUpperCase()} `);
  await again.sees('person.back.opened');
  const terms = await again.page.locator('dl.terms').innerText();
  const many = (kind) => here.filter((record) => record.startsWith(`${kind} `)).length;
  assert.ok(many(3) > 20, 'three years are more than twenty check-ins');
  assert.match(terms.replace(/\s+/g, ' '), new RegExp(`Check-ins ${many(3)} .*Aspirations ${many(5)} .*People you share with 1`));
  await bring();
  assert.deepEqual(recordsOfCopy(await again.saveCopy(join(dir, 'there.waymark')), words), here);
  assert.equal(await again.recoveryWords(), words, 'the same person on another phone');
});

step('permissions go on: what changes on the new phone reaches the worker', async () => {
  await again.rate(walk, 6);
  await until('the server took it under a number that was never used', () => server.sql('SELECT max(seq) FROM envelopes')[0][0] > 2 ** 32, patient);
  await holdsAllOf(again, 'after.waymark');
});

step('the old phone goes on as well, and nothing of either is lost', async () => {
  await person.addAspiration('Sing on Tuesdays');
  await person.goto('/me/backup');
  await until('it says that both were joined', async () =>
    (await person.page.locator('main').innerText()).includes(say('person.backup.other_phone', { day: '|' }).split('|')[0].trim()), patient);
  const both = await holdsAllOf(person, 'both.waymark');
  await again.addAspiration('Swim in June');
  await again.goto('/aspirations');
  await until('the new phone has joined them too', async () => (await again.page.locator('main').innerText()).includes('Sing on Tuesdays'), patient);
  const all = await holdsAllOf(again, 'all.waymark');
  for (const record of both.filter((it) => it.startsWith('5 '))) assert.ok(all.includes(record), 'each aspiration is there');
});

step('a browser that cleared the notebook says so, and the words bring it back', async () => {
  const here = recordsOfCopy(await again.saveCopy(join(dir, 'before.waymark')), words);
  // On a page without the app: under an open one it would go back from what that still holds.
  await again.page.goto(`${again.origin}/licences.txt`);
  await again.page.evaluate(async () => {
    const all = await indexedDB.databases();
    await Promise.all(all.map(({ name }) => new Promise((done, failed) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = done;
      request.onerror = failed;
    })));
  });
  const { rev } = kept();
  await again.goto('/');
  await again.sees('person.store.loss');
  await again.tap('person.store.loss_back');
  await again.heading('person.back.title');
  await again.tap('person.back.by_words');
  await again.heading('person.moving.title');
  await look(words);
  await again.sees('person.back.opened');
  assert.equal(kept().rev, rev, 'the emptied phone replaced nothing');
  await bring();
  await again.goto('/');
  assert.equal(await again.page.getByText(say('person.store.loss')).count(), 0);
  assert.deepEqual(recordsOfCopy(await again.saveCopy(join(dir, 'again.waymark')), words), here);
});

step('turned off without signal it waits, and then every byte of it is gone from the server', async () => {
  await until('the last copy is there', () => kept() !== undefined);
  await again.goto('/me/backup');
  await again.sees('person.backup.turn_off');
  // One of them may lie across two pages of the file.
  const { bytes: last } = kept();
  const samples = [5000, 7000, 9000].map((at) => last.subarray(at, at + 32));
  const found = () => server.databaseBytes().flatMap(([path, bytes]) => samples.filter((it) => bytes.includes(it)).map(() => path));
  assert.ok(found().length >= 2, 'the search can find them');
  await second.context.setOffline(true);
  await again.tap('person.backup.turn_off');
  await again.tap('person.backup.sure_yes');
  await again.sees('person.backup.ending');
  assert.ok(kept());
  await second.context.setOffline(false);
  await again.page.getByText(say('person.backup.gone', { day: '|', time: '' }).split('|')[0].trim()).first().waitFor();
  assert.equal(kept(), undefined);
  assert.deepEqual(found(), []);
});

step('the other phone does not bring it back: it says that it was turned off', async () => {
  await person.addAspiration('Read one page');
  await person.goto('/me/backup');
  await until('it says so', async () =>
    (await person.page.locator('main').innerText()).includes(say('person.backup.elsewhere', { day: '|' }).split('|')[0].trim()), patient);
  assert.equal(kept(), undefined);
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...first.faults, ...second.faults, ...desk.faults], []);
});
