// One person with two phones: the second has everything from a safe copy. Both change what a worker sees, without signal
// and at once; everything of both arrives with few refusals, neither goes on asking, and what one takes back is over on
// the other.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Amira Khan' });
const second = new Device(phone);
const again = new Person(second, server.person);
after(async () => { await second.remove(); });

const walk = 'Walk to the river';
const sing = 'Sing on Tuesdays';
const both = [[person, 'this phone'], [again, 'the other phone']];
let file; let words; let walkPath; let singPath;

/** Routes that this person's phones asked for; `status` narrows it to one answer. */
const asked = (route, status = '') => server.personCalls().filter((line) => line.includes(route) && line.endsWith(status)).length;
const shares = () => asked('PUT /v1/shares');
const refusals = () => asked('', ' 409');

/** Writes a note on the journey of a phone. */
async function write(who, note) {
  await who.goto('/journey');
  await who.page.getByLabel(say('person.journey.note_new')).fill(note);
  await who.tap('person.journey.note_keep');
  await who.page.locator('ol.way', { hasText: note }).first().waitFor();
}

/** A phone says that everything it shared has arrived: delivered, or opened already, and nothing waits. */
async function saysDelivered(who, name) {
  await who.goto(`/sharing/${person.worker}`);
  await until(`${name} says that all was delivered`, async () => {
    const text = await who.page.locator('main').innerText();
    const [delivered, opened] = ['delivered', 'opened'].map((it) => say(`person.one_person.${it}`, { day: '' }).trim());
    return !text.includes(say('person.sharing.waiting')) && (text.includes(delivered) || text.includes(opened));
  });
}

/** The worker's page, read anew until all of this stands on it; its text. */
function workerReads(...parts) {
  return until(`the worker reads ${parts}`, async () => {
    await worker.openPerson('Robin');
    const text = await worker.pageText();
    return parts.every((part) => text.includes(part)) && text;
  });
}

const started = (rating) => say('team.shared.started', { rating });

/** Lets each phone look at the server again, twice. */
async function lookTwice() {
  for (const [who] of both) {
    for (const path of ['/', '/sharing']) {
      const before = asked('GET /v1/inbox');
      await who.goto(path);
      await until('the phone has looked', () => asked('GET /v1/inbox') > before);
    }
  }
}

step('a worker sees two aspirations and new notes, and then a copy is made', async () => {
  await worker.setUp(server.addWorker('Amira Khan'));
  await person.open();
  await person.begin('Robin');
  walkPath = await person.addAspiration(walk);
  singPath = await person.addAspiration(sing);
  const { link } = await worker.makeIntroduction();
  await person.openIntroduction(link);
  await person.accept({ worker: 'Amira Khan' });
  await worker.seesAccepted();
  await person.choosePermission({ worker: 'Amira Khan', what: [walk, sing, say('person.choose.notes')] });
  await person.share('Amira Khan');
  words = await person.recoveryWords();
  file = join(handset.dir, 'both.waymark');
  await person.saveCopy(file);
});

step('the words bring it to a second phone, which knows who sees what and sends nothing anew', async () => {
  const before = shares();
  await again.open();
  await again.begin();
  again.worker = person.worker;
  await again.goto('/me/back');
  await again.page.locator('#copy').setInputFiles(file);
  await again.page.locator('#secret').fill(words);
  await again.tap('person.back.open');
  await again.sees('person.back.opened');
  await again.tap('person.back.bring');
  await until('Today is open', () => new URL(again.page.url()).pathname === '/');
  await saysDelivered(again, 'the other phone');
  assert.equal(shares(), before);
  assert.equal(await again.page.getByText(say('person.today.came_back', { name: 'Amira' })).count(), 0);
});

step('both change something without signal; with signal, all of it is delivered and the worker reads both', async () => {
  for (const [who] of both) await who.readyForNoSignal();
  for (const device of [handset, second]) await device.context.setOffline(true);
  await person.rate(walkPath, 2);
  await write(person, 'The path along the water is dry');
  await again.rate(singPath, 8);
  await write(again, 'The choir has a free chair');
  for (const device of [handset, second]) await device.context.setOffline(false);
  for (const [who, name] of both) await saysDelivered(who, name);
  await workerReads('The path along the water is dry', 'The choir has a free chair',
    started(2), started(8));
});

step('both change the same aspiration, and what was sent last stands', async () => {
  await person.rate(walkPath, 4);
  await saysDelivered(person, 'this phone');
  await again.rate(walkPath, 7);
  await saysDelivered(again, 'the other phone');
  const theirs = await workerReads(started(7), 'The path along the water is dry', 'The choir has a free chair');
  assert.ok(!theirs.includes(started(2)), theirs);
  await person.rate(walkPath, 9);
  await saysDelivered(person, 'this phone');
  const ours = await workerReads(started(2), 'The choir has a free chair');
  assert.ok(!ours.includes(started(7)), ours);
});

step('few requests were refused, and neither phone goes on asking', async () => {
  assert.ok(refusals() <= 12, `${refusals()} requests were refused`);
  assert.equal(refusals(), asked('PUT /v1/shares', ' 409'), 'nothing but shares was refused');
  const before = [shares(), asked('PUT /v1/consents'), refusals()];
  await lookTwice();
  assert.deepEqual([shares(), asked('PUT /v1/consents'), refusals()], before);
});

step('what one phone takes back is over on the other at its next look, and stays so', async () => {
  await again.takeBack('Amira Khan');
  await worker.openPerson('Robin');
  await worker.page.getByText(say('team.person.taken_back'), { exact: true }).waitFor({ timeout: 40_000 });
  assert.equal(await worker.page.locator('.shared').count(), 0);
  const before = [shares(), asked('PUT /v1/consents')];
  await person.goto(`/sharing/${person.worker}`);
  await person.sees('person.sharing.sees_nothing');
  const gone = say('person.one_person.taken_gone', { time: '' }).split('.')[0].trim();
  await person.page.getByText(gone).first().waitFor();
  assert.equal(await person.page.getByText(say('person.one_person.closed')).count(), 0, 'the server ended nothing by itself');
  await person.goto('/sharing');
  await person.sees('person.sharing.sub_none');
  // What is written now stays here, on both.
  for (const [who] of both) await write(who, 'Mine alone');
  await lookTwice();
  assert.deepEqual([shares(), asked('PUT /v1/consents')], before);
  assert.equal(server.sql('SELECT COUNT(*) FROM envelopes')[0][0], 0);
});

step('no policy was violated and no page reported an error', () => {
  rmSync(file, { force: true });
  assert.deepEqual([...handset.faults, ...second.faults, ...desk.faults], []);
});
