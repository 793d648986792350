// What people type opens what it should, however their keyboard writes it; what opens something is kept from keyboards,
// services and managers; a file counts as saved when the person has found it; and codes are read from whatever was
// pasted or became of a link.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Amira Khan' });
// A browser that lets nothing be downloaded, and says nothing about it.
const stubborn = new Device(phone, { acceptDownloads: false });
after(() => stubborn.remove());

const own = 'Walk by the river';
// Three letters that keyboards and messages leave behind, and nobody sees.
const unseen = '\u200b\u3164\u2060';
const passphrase = "it's a long walk - home";
const asPhonesWrite = ' it\u2019s a long\u00a0walk \u2014 home ';
let file; let words; let first; let second;

/** What stands on every field of the screen that is typed into, and is not as it should be. */
const loose = (wanted) => person.page.evaluate((wanted) => {
  const typed = [...document.querySelectorAll('main input, main textarea')]
    .filter((field) => !['radio', 'checkbox', 'file', 'range'].includes(field.type));
  const wrong = typed.flatMap((field) => Object.entries(wanted)
    .filter(([name, value]) => field.getAttribute(name) !== value)
    .map(([name]) => `${field.id} ${name} ${field.getAttribute(name)}`));
  return typed.length > 0 ? wrong : ['no field'];
}, wanted);

const always = { autocomplete: 'off', writingsuggestions: 'false', 'data-gramm': 'false', 'data-lpignore': 'true',
  'data-bwignore': 'true', 'data-1p-ignore': 'true' };
const secret = { ...always, spellcheck: 'false', autocorrect: 'off', autocapitalize: 'none' };

/** The note outside the notebook that a copy is kept. */
const noted = (who) => who.page.evaluate(() => localStorage.getItem('waymark-copy'));

const field = (key) => person.page.getByLabel(say(key), { exact: true });

async function check(bytes, opener) {
  await person.goto('/me/check');
  await person.page.locator('#copy').setInputFiles(bytes);
  await person.page.locator('#secret').fill(opener);
  await person.tap('person.back.open');
}

step('a phone with something to lose', async () => {
  await person.open();
  await person.begin();
  await person.addAspiration(own);
  words = await person.recoveryWords();
});

step('what opens something is kept from keyboards, spelling services and password managers', async () => {
  await person.goto('/me/copy');
  await person.pick(say('person.copy.with_passphrase'));
  await field('person.copy.again').waitFor();
  assert.deepEqual(await loose(secret), []);
  for (const path of ['/me/lock', '/me/move']) {
    await person.goto(path);
    assert.deepEqual(await loose(secret), [], path);
  }
  await person.goto('/i');
  assert.deepEqual(await loose({ ...secret, autocapitalize: 'characters' }), []);
});

step('own words are spelled as the phone is set, and nothing is suggested by anybody', async () => {
  for (const path of ['/aspirations/new', '/me', '/me/contacts']) {
    await person.goto(path);
    assert.deepEqual(await loose({ ...always, spellcheck: null }), [], path);
  }
});

step('words with nothing to see in them are no name, no number and no note', async () => {
  await person.goto('/me');
  await field('person.me.name').fill(unseen);
  await person.tap('person.me.name_keep');
  await person.sees('person.store.kept');
  await person.goto('/');
  const greeting = await person.page.locator('main h1').innerText();
  assert.ok(['morning', 'afternoon', 'evening'].some((part) => greeting === say(`person.today.${part}`)), `${greeting}: nothing to see is no name`);
  await person.goto('/me/contacts');
  const [name, number] = ['#name-1', '#number-1'].map((id) => person.page.locator(id));
  await name.fill('My sister');
  for (const nobody of ['', unseen]) {
    await number.fill(nobody);
    await person.tap('person.own_contacts.keep');
    await person.sees('person.own_contacts.number_first');
  }
  await name.fill(unseen);
  await number.fill('07700 900123');
  await person.tap('person.own_contacts.keep');
  await person.announced(say('person.store.kept'));
  assert.equal(await person.page.getByText(say('person.own_contacts.number_first')).count(), 0);
  await person.goto('/help');
  await person.sees('person.help.own_call', { name: '07700 900123' });
  for (const [path, id, keep, first] of [
    ['/journey', '#new-note', 'person.journey.note_keep', 'person.journey.note_empty'],
    ['/aspirations/new', '#words', 'person.new_aspiration.keep', 'person.new_aspiration.empty'],
  ]) {
    await person.goto(path);
    await person.page.locator(id).fill(unseen);
    await person.tap(keep);
    await person.sees(first);
    await person.page.locator(id).fill('');
  }
});

step('a passphrase that anybody would try, or that was typed in two ways, makes no copy', async () => {
  await person.goto('/me/copy');
  await person.pick(say('person.copy.with_passphrase'));
  for (const [typed, key] of [[' '.repeat(12), 'short'], ['aaaaaaaaaaaa', 'repeated'], ['abcdefghijkl', 'row'], ['Password1234', 'common']]) {
    await field('person.copy.passphrase').fill(typed);
    await field('person.copy.again').fill(typed);
    await person.tap('person.copy.make');
    await person.sees(`errors.weak.${key}`, { count: '12' });
  }
  await field('person.copy.passphrase').fill(passphrase);
  await field('person.copy.again').fill(`${passphrase}!`);
  await person.tap('person.copy.make');
  await person.sees('person.copy.differs');
});

step('a passphrase can be seen and hidden again', async () => {
  const kind = () => field('person.copy.passphrase').getAttribute('type');
  const show = person.page.getByRole('button', { name: say('person.copy.show') });
  assert.equal(await kind(), 'password');
  await show.click();
  await until('it is shown', async () => await kind() === 'text' && await show.getAttribute('aria-pressed') === 'true');
  await show.click();
  await until('it is hidden', async () => await kind() === 'password' && await show.getAttribute('aria-pressed') === 'false');
});

step('a copy is noted when its file is found, and not before', async () => {
  await field('person.copy.again').fill(asPhonesWrite);
  await person.tap('person.copy.make');
  await person.sees('person.copy.made');
  assert.equal(await noted(person), null);
  const [download] = await Promise.all([person.page.waitForEvent('download'), person.tap('person.copy.save')]);
  file = join(handset.dir, 'own.waymark');
  await download.saveAs(file);
  await person.sees('person.copy.found_ask');
  assert.equal(await noted(person), null);
  await person.tap('person.copy.found');
  await person.sees('person.copy.saved');
  assert.match(await noted(person), /^\d{4}-\d\d-\d\d own$/);
});

step('the copy opens with what another keyboard writes, says what it holds, and changes nothing', async () => {
  await person.page.evaluate(() => localStorage.removeItem('waymark-copy'));
  await check(file, asPhonesWrite.toUpperCase());
  await person.sees('errors.copy.sealed');
  assert.equal(await noted(person), null);
  await person.page.locator('#secret').fill(asPhonesWrite);
  await person.tap('person.back.open');
  await person.sees('person.check.opens');
  assert.match((await person.page.locator('dl.terms').innerText()).replace(/\s+/g, ' '), /Aspirations 1 /);
  assert.match(await noted(person), / own$/, 'a copy that opens is there');
  assert.equal(await person.page.getByRole('button', { name: say('person.back.bring') }).count(), 0);
});

step('recovery words open a copy as they stand on a sheet of paper; a wrong one is named', async () => {
  const bytes = join(handset.dir, 'words.waymark');
  await person.saveCopy(bytes);
  const list = words.split(' ');
  await check(bytes, list.map((word, at) => `${at + 1}. ${at === 6 ? 'rivver' : word}`).join('\n'));
  await person.sees('errors.copy.unknown', { place: '7', typed: 'rivver' });
  await person.page.locator('#secret').fill(list.map((word, at) => `${at + 1}) ${word.toUpperCase()},`).join('\n'));
  await person.tap('person.back.open');
  await person.sees('person.check.opens');
});

step('where nothing can be downloaded, nothing counts as saved', async () => {
  await stubborn.open();
  const other = new Person(stubborn, server.person);
  await stubborn.context.addInitScript(() => { StorageManager.prototype.persisted = async () => false; });
  await other.goto('/');
  await other.begin();
  await other.startCheckIn();
  await other.answerAll([1, 1, 2, 2, 1, 3, 2, 1, 2, 2, 1]);
  await other.finish();
  await other.goto('/me/copy');
  await other.tap('person.copy.make');
  await other.tap('person.copy.save');
  await other.tap('person.copy.missing');
  await other.sees('person.copy.not_noted');
  assert.equal(await noted(other), null);
  await other.goto('/me');
  await other.sees('person.me.not_copied');
  await other.goto('/');
  await other.sees('person.today.may_forget');
  assert.deepEqual(stubborn.faults, []);
});

step('a phone that can send files offers that too, and says what the file is', async () => {
  await person.page.addInitScript(() => {
    navigator.canShare = ({ files }) => files.length === 1;
    navigator.share = async ({ files }) => { globalThis.sent = [files[0].name, files[0].type, await files[0].text()]; };
  });
  await person.goto('/me/reminder');
  await person.tap('person.reminder.save');
  await person.tap('person.copy.send');
  const [name, type, text] = await until('it is sent', () => person.page.evaluate(() => globalThis.sent));
  assert.deepEqual([name, type], ['reminder.ics', 'text/calendar;charset=utf-8']);
  assert.match(text, /^BEGIN:VCALENDAR\r\n/);
  await person.sees('person.reminder.earlier');
});

step('a day that nobody meant is asked about, for a reminder and for a sheet', async () => {
  await person.goto('/me/reminder');
  for (const day of ['0026-05-01', '9999-12-31']) {
    await field('person.reminder.first').fill(day);
    await person.tap('person.reminder.save');
    await person.sees('person.reminder.far_day');
  }
  await person.goto('/check-in');
  await person.fromPaper();
  await person.page.locator('#sheet-day').fill('0026-05-01');
  await person.tap('person.begin.start');
  await person.page.getByText(say('person.begin.paper_long_ago', { day: '' }).split('  ')[0]).waitFor();
  assert.equal(new URL(person.page.url()).pathname, '/check-in');
});

step('another link opened in the same tab shows its own worker’s introduction', async () => {
  await worker.setUp(server.addWorker('Amira Khan'));
  first = await worker.makeIntroduction();
  await person.openIntroduction(first.link);
  second = await worker.makeIntroduction();
  const looks = () => server.personCalls().filter((line) => line.includes('/v1/introductions/')).length;
  const before = looks();
  await person.page.evaluate((hash) => { location.hash = hash; }, new URL(second.link).hash);
  await until('the second one is looked up', () => looks() > before);
  await until('its words are shown', async () => await person.page.locator('ol.check-words li').count() === 6);
  assert.equal(new URL(person.page.url()).hash, '', 'and its code has left the address');
});

step('a link whose sign was changed on its way opens with its code typed in, and says that others may have seen it', async () => {
  const [origin, code] = second.link.split('#');
  for (const changed of [`${origin}%23${code}`, `${origin}/${code}`]) {
    await person.page.goto(changed);
    await person.sees('person.meet.seen');
    assert.equal(await person.page.locator('#code').inputValue(), code);
    assert.equal(new URL(person.page.url()).pathname, '/i', 'the code has left the address');
    assert.equal(await person.page.locator('ol.check-words li').count(), 0, 'nothing is opened before the person says so');
  }
  await person.tap('person.meet.open');
  await until('the six words are shown', async () => await person.page.locator('ol.check-words li').count() === 6);
});

step('the whole message can be pasted in the place of the letters', async () => {
  await person.goto('/i');
  await person.page.locator('#code').fill(`Open this:\n${first.link}\nIt works for 14 days.\nSam`);
  await person.tap('person.meet.open');
  await until('the six words are shown', async () => await person.page.locator('ol.check-words li').count() === 6);
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
