// A helper's browser that ends as with a flat battery, at three points: before the first answer, in the middle, and after the
// last one. What was given opens on the person's own phone and is gone on with there; and by the server's clock a guest
// notebook is there on its 90th day and not after it.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Helping } from '../lib/helping.mjs';
import { Person } from '../lib/person.mjs';
import { makeScene } from '../lib/scene.mjs';
import { say } from '../lib/words.mjs';

const jo = 'Jo Bennett';
const things = 'How are things';
const { server, handset, desk, person, worker, step } = await makeScene({ worker: jo });
const phones = [new Device(phone), new Device(phone)];
after(() => Promise.all(phones.map((device) => device.remove())));
const cards = () => person.page.locator('main a.card[href^="/written/"]');
let help;

/** Signed in anew, as on any morning after. */
async function back() {
  await worker.signIn({ help: true });
  help = new Helping(worker);
}

/** Looks at the words that came to a phone that was never met. */
async function claim(device, words) {
  const newcomer = new Person(device, server.person);
  await newcomer.open('/words');
  await device.page.goto(`${server.person}/words#${words.join('-')}`);
  await newcomer.tap('person.first_opening.begin');
  await newcomer.heading('person.claim.title');
  await newcomer.tap('person.claim.look');
  return newcomer;
}

step('somebody has met a peer worker for help only', async () => {
  await person.open();
  await person.begin('Maryam');
  await worker.setUp(server.addWorker(jo, 'peer-worker'));
  const made = await worker.makeIntroduction();
  await person.openIntroduction(made.link);
  await person.accept({ worker: jo, tell: true });
  await worker.seesAccepted();
  help = new Helping(worker);
  await help.open();
});

step('killed before the first answer: it was begun, and the phone says so', async () => {
  await help.begin({ way: 'paper', who: 'Maryam', which: things });
  await help.statement(1, 4);
  await desk.kill();
  await person.comesToToday('the card is on Today', cards());
  assert.ok(await person.hasAroundDay('person.written.begun_by', { who: 'Jo' }));
  await cards().first().click();
  await person.tap('person.written.throw_away');
});

step('killed in the middle: what was given is there, and the rest is answered on the phone', async () => {
  await back();
  await help.begin({ way: 'phone', who: 'Maryam', which: things });
  await help.saysYes();
  await help.answerAll(['7', '8'], { of: 4 });
  await help.says('team.helping.kept', { name: 'Maryam' });
  await desk.kill();
  const two = say('person.written.answers_many', { title: things, count: 2 });
  await person.comesToToday('two answers are on the phone', cards().filter({ hasText: two }));
  await cards().first().click();
  await person.tap('person.written.go_on');
  assert.deepEqual(await person.at(), [3, 4]);
  await person.answerAll([null, null, 4, 6]);
  await person.finish();
  assert.deepEqual(await person.page.locator('.tn .ah span').allInnerTexts(), ['7', '8', '4', '6']);
});

step('killed after the last answer of somebody with no app: the eight words bring all of it, and the person ends it', async () => {
  await back();
  await help.begin({ way: 'phone', which: things });
  await help.saysYes();
  const words = await help.handWordsOver();
  await help.answerAll(['1', '2', '3', '4'], { of: 4 });
  await help.review();
  await help.says('team.helping.kept_words');
  await desk.kill();
  const newcomer = await claim(phones[0], words);
  await newcomer.sees('person.written.lede_begun');
  await newcomer.tap('person.written.go_on');
  await newcomer.heading('person.review.title');
  await newcomer.tap('person.review.done');
  await newcomer.sees('person.support.lede');
  await newcomer.tap('person.support.result');
  assert.deepEqual(await newcomer.page.locator('.tn .ah span').allInnerTexts(), ['1', '2', '3', '4']);
});

let last;

step('on its 90th day a guest notebook opens, and does not use the words up', async () => {
  await back();
  await help.begin({ way: 'phone', which: things });
  await help.saysYes();
  last = await help.handWordsOver();
  await help.answerAll(['5', '5', '5', '5'], { of: 4 });
  await help.review();
  await help.finish();
  await desk.close();
  await server.moveClock(89);
  const [[ends, stored]] = server.sql('SELECT ends_at, made_at FROM guests WHERE bytes IS NOT NULL');
  assert.equal(ends - stored, 90 * 86_400_000);
});

step('on the day after it is gone, and the phone says what may be the reason', async () => {
  await server.moveClock(91);
  const newcomer = await claim(phones[1], last);
  await newcomer.sees('errors.claim.not_there');
  await newcomer.sees('errors.claim.not_there_next');
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([handset, desk, ...phones].flatMap((device) => device.faults), []);
});
