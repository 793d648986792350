// Three months with one phone and no server after the first minute: four questions, an aspiration, asked again after two
// weeks, a bad week, the life areas, a look back, a setback, a month of silence, a return, and paper. Before the app asks
// for anything, it gives back what the person told it; nothing it says is about how somebody is.
import assert from 'node:assert/strict';
import { dayInWords } from '../lib/day.mjs';
import { screenFaults } from '../lib/look.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const scene = await makeScene({ look: true });
const { handset, person, step } = scene;
const wish = 'Get back to the allotment';
const [far, looked, slugs] = ['It feels a long way off.', 'I walked there and only looked.', 'Slugs took the lot. I went home.'];
const note = 'The week the boiler broke. I got through it.';
const neighbours = 'Ask two neighbours over';
let path;

/** The clock on the phone, so many days after the first one. Reading it again is what a person does who opens the app. */
async function onDay(count) {
  await handset.context.clock.setSystemTime(new Date(first.getTime() + count * 86_400_000));
  await person.goto('/');
}
// At noon, so that no step of a day is already in the next.
const first = new Date(new Date(Date.now() - 92 * 86_400_000).setUTCHours(12, 0, 0, 0));
const day = (count) => dayInWords(new Date(first.getTime() + count * 86_400_000));
const seen = async () => (await person.page.locator('body').innerText()).split(/\s+/).join(' ');

/** What stands on the screen says all of this, and nothing about how somebody is or what they did not do. */
async function givesBack(...words) {
  for (const one of words) await person.page.getByText(one, { exact: false }).filter({ visible: true }).first().waitFor();
  const all = await seen();
  assert.doesNotMatch(all, /worse|better|declin|improv|well done|congrat|keep it up|streak|missed|overdue|too long|fail|should/i, all);
}

/** The numbers of the last check-in on Today. */
const numbers = () => person.page.locator('.multi li b').allInnerTexts();

/** Begins by the one button of Today. */
async function goOn() {
  await person.page.locator('.dock .go').click();
  await person.page.waitForURL(/\/check-in\/[0-9a-f]{32}\/1$/);
}

async function endWith(key) {
  await person.tap('person.result.next');
  await person.heading('person.ask_again.title');
  await person.pick(say(`person.ask_again.${key}`));
  await person.tap('person.ask_again.done');
  await person.page.locator('nav').first().waitFor();
}

async function lookBack(rating, words) {
  await person.goto(`${path}/look-back`);
  await person.page.locator('main label', { has: person.page.locator(`input[type=radio][value="${rating}"]`) }).click();
  await person.page.getByLabel(say('person.look_back.note')).fill(words);
  await person.tap('person.look_back.keep');
  await person.page.waitForURL((url) => !url.pathname.endsWith('/look-back'));
}

step('the first day: what this is comes before the one thing that is asked', async () => {
  await handset.open();
  await handset.context.clock.setSystemTime(first);
  await person.goto('/');
  await givesBack(...['notebook', 'phone', 'choose'].map((key) => say(`person.first_opening.first.${key}`)));
  await person.begin();
  await person.readyForNoSignal();
  await scene.server.stop();
  await onDay(0);
  await givesBack(say('person.today.two_ways'), say('person.begin.title'), say('person.today.matters'));
});

step('four questions, and the answers come back as they were given; asked again in two weeks', async () => {
  await person.page.locator('main a[href="/check-in"]').click();
  await givesBack(...['nobody', 'stop', 'kept'].map((key) => say(`person.begin.${key}`, { what: say(`person.begin.${key}_what`) })));
  await person.tap('person.begin.start');
  await person.answerAll([4, 5, 3, 7]);
  await person.finish();
  await givesBack(say('person.result.first'), 'Life, all in all', 'not worried at all', '10, very worried');
  assert.deepEqual(await person.page.locator('.tn .ah span').allInnerTexts(), ['4', '5', '3', '7']);
  await endWith('two_weeks');
  await until('Today has the four numbers', async () => (await numbers()).join() === '4,5,3,7');
});

step('an aspiration with a step, and a first look at how far it is', async () => {
  path = await person.addAspiration(wish);
  await person.goto(path);
  await person.page.getByLabel(say('person.aspiration.add_step'), { exact: true }).fill(neighbours);
  await person.tap('person.aspiration.add_step_button');
  await person.page.getByRole('checkbox', { name: neighbours }).waitFor();
  await lookBack(2, far);
  await person.goto('/');
  await givesBack(wish, neighbours, far);
});

step('after two weeks Today gives back the numbers, the step and the words, and then asks as it was told to', async () => {
  await onDay(13);
  assert.equal((await seen()).includes(say('person.today.asked_today')), false, 'not a day early');
  await onDay(14);
  await givesBack(say('person.today.asked_today'), wish, neighbours, far, say('person.today.wrote_that', { day: day(0) }));
  assert.deepEqual(await numbers(), ['4', '5', '3', '7']);
  await goOn();
  await person.answerAll([5, 5, 5, 6]);
  await person.finish();
  await givesBack(say('person.result.items_moved_many', { moved: 3, of: 4 }), say('person.result.side_by_side'), 'still 5', '6, before 7');
  await endWith('not_now');
});

step('a bad week: the same words as for any other, help in reach, and a note of their own', async () => {
  await onDay(20);
  await givesBack(wish, far, say('person.today.whenever'));
  await goOn();
  await person.answerAll([2, 3, 1, 9]);
  await person.tap('person.review.done');
  await person.sees('person.support.lede');
  await givesBack(say('person.support.everyone'));
  await person.tap('person.support.result');
  await givesBack(say('person.result.items_moved_many', { moved: 4, of: 4 }), '2, before 5', '9, before 6', say('parts.get_help'));
  await person.page.getByLabel(say('person.result.note')).fill(note);
  await endWith('not_now');
});

step('the life areas, with more help wished for in one: three ways on, whatever was answered', async () => {
  await onDay(30);
  await person.startCheckIn({ which: 'Key life areas' });
  await person.sayAfter(true);
  await person.answerAll([5, 3, 2, 3, 2, 4, 1, 3, 2, 3]);
  await person.finish();
  await givesBack(say('person.result.ticked'), say('person.result.offer_write'), say('person.result.offer_print'), say('person.result.offer_who'));
  await endWith('month');
  await until('Today has the ten numbers', async () => (await numbers()).join() === '6,4,3,4,3,5,2,4,3,4');
});

step('a look back, and later a setback: both stay on the way, a point like any other', async () => {
  await onDay(45);
  await givesBack(wish, far);
  await lookBack(5, looked);
  await onDay(60);
  await givesBack(wish, looked);
  await lookBack(3, slugs);
  await person.goto(path);
  await givesBack(slugs, looked, far);
  const looks = await person.page.locator('main').innerText();
  assert.ok(looks.indexOf(slugs) < looks.indexOf(looked) && looks.indexOf(looked) < looks.indexOf(far), 'the newest first');
  assert.deepEqual(await screenFaults(person.page), []);
});

step('a month of silence and a return: the words and the numbers are there, and the same way on', async () => {
  await onDay(92);
  await givesBack(wish, slugs, say('person.today.wrote_that', { day: day(60) }));
  assert.deepEqual(await numbers(), ['6', '4', '3', '4', '3', '5', '2', '4', '3', '4']);
  assert.deepEqual(await screenFaults(person.page), []);
  await goOn();
  await person.answerAll([6, 3, 2, 3, 2, 4, 1, 3, 2, 3]);
  await person.finish();
  await givesBack(say('person.result.areas_moved_single', { of: 10 }), '7, before 6');
});

step('on paper the own words stand, the setback among them', async () => {
  await person.goto('/journey');
  await givesBack(slugs, looked, far, note);
  await person.page.emulateMedia({ media: 'print' });
  await givesBack(say('person.told.aspirations'), wish, slugs, looked, far, note);
  const pdf = await person.page.pdf({ format: 'A4', preferCSSPageSize: true });
  assert.ok(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length <= 2);
  await person.page.emulateMedia({ media: null });
  assert.deepEqual(handset.faults, []);
});
