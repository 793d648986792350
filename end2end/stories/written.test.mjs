// What a peer worker writes down with somebody comes to that person's own phone: into the inbox of somebody they have met,
// or under eight words. There it is kept, changed or thrown away, and counts for nothing before.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Helping } from '../lib/helping.mjs';
import { axe, axeFindings } from '../lib/look.mjs';
import { Person } from '../lib/person.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const jo = 'Jo Bennett';
const { server, handset, desk, person, worker, step } = await makeScene({ worker: jo, look: true });
const things = 'How are things';
const [second, third] = [new Device(phone), new Device(phone)];
for (const device of [second, third]) device.scripts.push(axe);
after(async () => { await Promise.all([second, third].map((device) => device.remove())); });
const path = (of = person) => new URL(of.page.url()).pathname;
let slip;

/** All that this story asks of the worker's side: a check-in over the telephone, left after these answers or finished. */
async function writeDown(answers, { withWhom, finish = true } = {}) {
  const help = new Helping(worker);
  await help.open();
  await help.begin({ way: 'phone', who: withWhom, which: things });
  await help.saysYes();
  const words = withWhom === undefined ? await help.handWordsOver() : undefined;
  await help.answerAll(answers.map(String), { of: 4 });
  if (finish) {
    await help.review();
    await help.finish();
  } else {
    await help.stop();
  }
  await worker.tap('team.helping.close');
  return { words };
}

/** Asks the server for what is new, as coming back to the app does, until Today has a card. */
async function card(key) {
  await person.comesToToday('the card is on Today', person.page.locator('main a.card[href^="/written/"]'));
  assert.ok(await person.hasAroundDay(key, { who: 'Jo' }));
}

const open = () => person.page.locator('main a.card[href^="/written/"]').first().click();

step('an introduction may be for help alone: nothing is shared', async () => {
  await person.open();
  await person.begin('Maryam');
  await worker.setUp(server.addWorker(jo, 'peer-worker'));
  const made = await worker.makeIntroduction();
  await person.openIntroduction(made.link);
  await person.accept({ worker: jo });
  await person.tap('person.choose.only_help');
  await person.sees('person.one_person.helps', { name: 'Jo' });
  await person.sees('person.sharing.sees_nothing');
  await worker.seesAccepted();
});

step('what Jo wrote down is read answer by answer and counts for nothing', async () => {
  await writeDown([7, 8, 3, 5], { withWhom: 'Maryam' });
  await card('person.written.by');
  await person.goto('/journey');
  assert.ok(!await person.has(things), 'it is on no journey');
  await person.goto('/check-ins');
  await person.page.locator('main a.row[href^="/written/"]').click();
  await until('its page is open', () => path().startsWith('/written/'));
  assert.deepEqual(await axeFindings(person.page), []);
  assert.equal(await person.page.locator('main .row .hint').count(), 4);
  await person.sees('team.shared.typed_helper');
  await person.sees('team.shared.helper_peer');
  assert.ok(await person.has(say('team.helping.call_met')), 'what was agreed on the telephone, word for word');
});

step('kept, it ends as any other: support, then the result, which says who helped', async () => {
  await person.tap('person.written.keep');
  await person.sees('person.support.lede');
  await person.tap('person.support.result');
  await person.page.locator('.tn li').first().waitFor();
  await person.sees('person.result.company', { company: say('person.company.over_the_phone') });
  await person.sees('team.shared.helper_peer');
  await until('the server holds nothing of it', () => server.sql('SELECT count(*) FROM written WHERE bytes IS NOT NULL')[0][0] === 0);
});

step('what is left in the middle is gone on with at the first open statement', async () => {
  await writeDown([7, 8], { withWhom: 'Maryam', finish: false });
  await card('person.written.begun_by');
  await open();
  await person.tap('person.written.go_on');
  assert.deepEqual(await person.at(), [3, 4]);
  await person.answerAll([null, null, 4, 6]);
  await person.finish();
});

step('thrown away it is gone, can be put back for a while, and does not come again', async () => {
  await writeDown([1, 2, 3, 4], { withWhom: 'Maryam' });
  await card('person.written.by');
  await open();
  await person.tap('person.written.throw_away');
  await person.sees('person.undo.draft');
  await person.tap('person.undo.undo');
  await card('person.written.by');
  await open();
  await person.tap('person.written.throw_away');
  // The page it is thrown away on has no card either.
  await person.sees('person.undo.draft');
  await until('Today has no card', async () => await person.page.locator('main a.card[href^="/written/"]').count() === 0);
  await person.goto('/');
  assert.equal(await person.page.locator('main a.card[href^="/written/"]').count(), 0);
});

step('eight words come to a phone that was never met, from "How it works"', async () => {
  slip = await writeDown([6, 6, 7, 2]);
  assert.equal(slip.words.length, 8);
  const newcomer = new Person(second, server.person);
  await newcomer.open();
  await newcomer.tap('person.first_opening.how.title');
  await newcomer.tap('person.first_opening.how.words');
  await newcomer.heading('person.claim.title');
  assert.deepEqual(await axeFindings(newcomer.page), []);
  const field = newcomer.page.locator('#claim-words');
  await field.fill(slip.words.slice(0, 7).join(' '));
  await newcomer.tap('person.claim.look');
  await newcomer.sees('errors.claim.count_many', { count: 7 });
  await field.fill([...slip.words.slice(0, 7), 'waymarks'].join(' '));
  await newcomer.tap('person.claim.look');
  await newcomer.sees('errors.claim.unknown', { place: 8, typed: 'waymarks' });
  // Of the list and of a right check, and nobody's.
  await field.fill('absurd avoid scissors anxiety gather lottery category enroll');
  await newcomer.tap('person.claim.look');
  await newcomer.sees('errors.claim.not_there');
  await field.fill(slip.words.join('\n').toUpperCase());
  await newcomer.tap('person.claim.look');
  await until('its page is open', () => path(newcomer).startsWith('/written/'));
  assert.ok(await newcomer.hasAroundDay('person.written.by', { who: say('person.written.peer_worker') }));
  assert.ok(!await newcomer.has(jo), 'no name of the helper');
  await until('the server has let go', () => server.sql('SELECT count(*) FROM guests WHERE bytes IS NOT NULL')[0][0] === 0);
  await newcomer.tap('person.written.change');
  await newcomer.heading('person.review.title');
  await newcomer.finish();
});

step('the same words open nothing a second time, and a link leaves none of them in the address', async () => {
  const other = new Person(third, server.person);
  await third.open();
  await third.page.goto(`${server.person}/words#${slip.words.join('-')}`);
  await other.heading('person.first_opening.first.title');
  assert.ok(!other.page.url().includes(slip.words[0]), 'the words have left the address');
  await other.tap('person.first_opening.begin');
  await other.heading('person.claim.title');
  assert.equal(await other.page.locator('#claim-words').inputValue(), slip.words.join(' '));
  await other.tap('person.claim.look');
  await other.sees('errors.claim.not_there');
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([handset, second, third, desk].flatMap((device) => device.faults), []);
});
