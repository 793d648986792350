// Nothing is lost with a phone: a safe copy of one phone, which holds three years, is brought back on another, by words
// and by passphrase. And a reminder for its calendar.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync, copyFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { hashRows, QUIET, readNotebook } from '../lib/notebook.mjs';
import { Person } from '../lib/person.mjs';
import { holds, makeCanary } from '../lib/planted.mjs';
import { recordsOfCopy } from '../lib/sealed.mjs';
import { Server } from '../lib/server.mjs';
import { makeStory } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';
import { bringYears } from '../lib/years.mjs';

const passphrase = 'seven quiet stones';
const planted = makeCanary();
let dir; let server; let first; let second; let person; let again; let words;

const step = makeStory();

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'waymark-copies-'));
  server = await Server.make();
  first = new Device(phone);
  person = new Person(first, server.person);
  second = new Device(phone);
  again = new Person(second, server.person);
  await first.open();
  // A browser may keep its promise to itself; this one makes none.
  await first.context.addInitScript(() => { StorageManager.prototype.persisted = async () => false; });
  await person.goto('/');
  await person.begin('Robin');
  await bringYears(person);
  await person.startCheckIn();
  await person.answerAll([1, 1, 2, 2, 1, 3, 2, 1, 2, 2, 1]);
  await person.finish();
  await person.addAspiration(`Walk ${planted}`);
});
after(async () => {
  await first?.remove();
  await second?.remove();
  await server?.close();
  rmSync(dir, { recursive: true, force: true });
});

step('a phone whose browser promises nothing says so calmly, once there is something to lose', async () => {
  await person.goto('/');
  await person.sees('person.today.may_forget');
});

/** Saves a copy as `name` and answers where the file lies. */
async function save(name) {
  const path = join(dir, name);
  await person.takeCopy(path);
  return path;
}

/** How many records of a kind a copy holds. */
const many = (records, kind) => records.filter((record) => record.startsWith(`${kind} `)).length;
const [checkIns, aspirations] = [3, 5];

/** What the first phone's copy holds, by hash. */
const held = () => recordsOfCopy(readFileSync(join(dir, 'words.waymark')), words);

/** The second phone shows what came from the first. */
async function showsAll() {
  await again.goto('/aspirations');
  await again.page.getByText(`Walk ${planted}`).first().waitFor();
  await again.goto('/check-ins');
  await until('each check-in has its line', async () => await again.page.locator('a.row[href^="/check-ins/"]').count() === many(held(), checkIns));
}

/** Brings what was opened to the second phone. */
async function bring() {
  await again.tap('person.back.bring');
  await until('Today is open', () => new URL(again.page.url()).pathname === '/');
}

/** Chooses a file on the second phone, gives what opens it, and asks for it to be opened. */
async function tryToOpen(path, secret) {
  await again.goto('/me/back');
  await again.page.locator('#copy').setInputFiles(path);
  await again.page.locator('#secret').fill(secret);
  await again.tap('person.back.open');
}

step('a copy that opens with the recovery words holds nothing to read', async () => {
  await person.goto('/me/words');
  await person.tap('person.words.show');
  const list = person.page.locator('ol.check-words li');
  await until('the words are shown', async () => await list.count() === 12);
  words = (await list.allInnerTexts()).join(' ');
  await person.goto('/me/copy');
  const file = readFileSync(await save('words.waymark'));
  assert.ok(holds(Buffer.from(`Walk ${planted}`), planted), 'the search can find the word');
  assert.ok(!holds(file, planted) && !holds(file, 'Robin'));
});

step('with a copy there is nothing left to say', async () => {
  await person.goto('/aspirations');
  await person.page.getByText(`Walk ${planted}`).first().waitFor();
  await person.goto('/');
  assert.equal(await person.page.getByText(say('person.today.may_forget')).count(), 0);
});

step('a copy that opens with a passphrase wants a long one', async () => {
  await person.goto('/me/copy');
  await person.pick(say('person.copy.with_passphrase'));
  await person.page.getByLabel(say('person.copy.passphrase'), { exact: true }).fill('short');
  await person.tap('person.copy.make');
  await person.sees('errors.weak.short', { count: '12' });
  await person.page.getByLabel(say('person.copy.passphrase'), { exact: true }).fill(passphrase);
  await person.page.getByLabel(say('person.copy.again'), { exact: true }).fill(passphrase);
  await save('passphrase.waymark');
});

step('a wrong word, a wrong passphrase, a cut file and another file say so and change nothing', async () => {
  await again.open();
  await again.begin();
  const path = (name) => join(dir, name);
  copyFileSync(path('words.waymark'), path('cut.waymark'));
  truncateSync(path('cut.waymark'), statSync(path('cut.waymark')).size - 7);
  const list = words.split(' ');
  await tryToOpen(path('words.waymark'), list.slice(1).join(' '));
  await again.sees('errors.copy.count_many', { count: '11' });
  await tryToOpen(path('words.waymark'), [...list.slice(0, 4), 'waymark', ...list.slice(5)].join(' '));
  await again.sees('errors.copy.unknown', { place: '5', typed: 'waymark' });
  await tryToOpen(path('passphrase.waymark'), 'seven quiet stone');
  await again.sees('errors.copy.sealed');
  await tryToOpen(path('cut.waymark'), words);
  await again.sees('errors.copy.sealed');
  await again.goto('/me/back');
  await again.page.locator('#copy').setInputFiles({ name: 'photo.waymark', mimeType: 'application/octet-stream', buffer: Buffer.from('no copy at all') });
  await again.sees('errors.copy.not_a_copy');
  await again.goto('/');
  await again.sees('person.today.two_ways');
});

step('a copy of a newer version says so, by words and by passphrase, and changes nothing', async () => {
  const rows = async () => {
    await again.page.goto(server.person + QUIET);
    return hashRows(await readNotebook(again.page));
  };
  const before = await rows();
  for (const name of ['words.waymark', 'passphrase.waymark']) {
    // The version of the file, and that of the records inside, which the head of the file says.
    for (const at of [8, 12]) {
      const newer = readFileSync(join(dir, name));
      assert.equal(newer[at], 1, 'the version of today');
      newer[at] = 2;
      writeFileSync(join(dir, 'newer.waymark'), newer);
      await again.goto('/me/back');
      await again.page.locator('#copy').setInputFiles(join(dir, 'newer.waymark'));
      await again.sees('errors.copy.newer');
      await again.sees('errors.copy.next');
      assert.equal(await again.page.locator('#secret').count(), 0, 'nothing asks for what would open it');
    }
  }
  assert.equal(await rows(), before);
  await again.goto('/');
  await again.sees('person.today.two_ways');
});

step('the words bring everything to the other phone, and say first what it is', async () => {
  await tryToOpen(join(dir, 'words.waymark'), ` ${words.toUpperCase()} `);
  await again.sees('person.back.opened');
  const terms = await again.page.locator('dl.terms').innerText();
  const here = held();
  assert.ok(many(here, checkIns) > 20, 'three years are more than twenty check-ins');
  assert.match(terms.replace(/\s+/g, ' '), new RegExp(`Check-ins ${many(here, checkIns)} .*Aspirations ${many(here, aspirations)} `));
  await bring();
  await showsAll();
  assert.equal(await again.recoveryWords(), words, 'the same person on another phone');
});

step('the two phones hold the same records, byte for byte', async () => {
  assert.deepEqual(recordsOfCopy(await again.saveCopy(join(dir, 'again.waymark')), words), held());
});

step('bringing the other copy back as well changes nothing', async () => {
  await tryToOpen(join(dir, 'passphrase.waymark'), passphrase);
  await again.sees('person.back.opened');
  await bring();
  await showsAll();
  assert.deepEqual(recordsOfCopy(await again.saveCopy(join(dir, 'again.waymark')), words), held());
});

step('a reminder is a calendar entry whose words say nothing', async () => {
  await person.goto('/me/reminder');
  await person.pick(say('person.reminder.four_weeks'));
  await person.page.getByLabel(say('person.reminder.first')).fill('2027-03-20');
  await person.page.getByLabel(say('person.reminder.time')).fill('07:30');
  await person.tap('person.reminder.save');
  const [download] = await Promise.all([person.page.waitForEvent('download'), person.tap('person.reminder.take')]);
  const path = join(dir, 'reminder.ics');
  await download.saveAs(path);
  const file = readFileSync(path, 'utf8');
  assert.match(file, /DTSTART:20270320T073000\r\nDURATION:PT10M\r\nRRULE:FREQ=WEEKLY;INTERVAL=4\r\nSUMMARY:A moment for me\r\n/);
  await person.page.getByLabel(say('person.reminder.first')).fill('');
  await person.tap('person.reminder.save');
  await person.sees('person.reminder.no_day');
});

step('the reminder stands on its page as it was chosen, can be ended, and the end taken back', async () => {
  await person.goto('/me/reminder');
  const first = person.page.getByLabel(say('person.reminder.first'));
  await until('the day is the one chosen', async () => await first.inputValue() === '2027-03-20');
  await person.tap('person.reminder.end');
  await person.sees('person.reminder.ended');
  await person.tap('person.undo.undo');
  await person.sees('person.undo.taken_back');
});

step('a browser that cleared the notebook does not pass for a new phone, and the copy brings it back', async () => {
  await again.goto('/help');
  await again.page.evaluate(async () => {
    const all = await indexedDB.databases();
    await Promise.all(all.map(({ name }) => new Promise((done, failed) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = done;
      request.onerror = failed;
    })));
  });
  await again.goto('/');
  await again.sees('person.store.loss');
  await again.begin();
  await tryToOpen(join(dir, 'words.waymark'), words);
  await again.sees('person.back.opened');
  await bring();
  await showsAll();
  assert.deepEqual(recordsOfCopy(await again.saveCopy(join(dir, 'again.waymark')), words), held());
});

step('no request carried a copy, no policy was violated and no page reported an error', () => {
  assert.deepEqual([...first.sent, ...second.sent].filter(({ method }) => method !== 'GET'), []);
  assert.deepEqual([...first.faults, ...second.faults], []);
});
