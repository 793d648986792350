// Somebody helps, and the phone is the person's own: someone beside them, someone who reads it out, and a sheet of paper.
import assert from 'node:assert/strict';
import { axeFindings } from '../lib/look.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { handset, person, step } = await makeScene({ look: true });
const path = () => new URL(person.page.url()).pathname;
const things = 'How are things';
const areas = 'Key life areas';

/** Puts the day of the sheet in and begins, as somebody with the sheet before them. */
async function beginSheet(which, day) {
  await person.goto('/check-in');
  await person.fromPaper();
  await person.page.locator('#sheet-day').fill(day);
  await person.beginWith(which);
  await person.page.waitForURL(/\/check-in\/[0-9a-f]{32}\/1$/);
}

/** One key a statement, and nothing else. */
async function typeSheet(keys) {
  for (const [n, key] of keys.entries()) {
    await until(`statement ${n + 1} is on the screen`, async () => (await person.at())[0] === n + 1);
    await person.page.locator('.keyed').waitFor();
    await person.page.keyboard.press(key);
  }
  await person.heading('person.review.title');
}

step('someone beside the person has a line of their own on each statement', async () => {
  await person.open();
  await person.begin('Ravi');
  await person.page.locator('a[href="/check-in"]').first().click();
  await person.heading('person.begin.title');
  await (await person.turn('person.begin.change')).locator('label.opt', { hasText: say('person.company.someone_beside') }).click();
  await person.pick(say('team.shared.helper_close'));
  await person.beginWith(things);
  await person.sees('person.beside.helper');
  await person.answerAll([5, 6, null, 7]);
  await person.finish();
  await person.sees('person.result.company', { company: say('person.company.someone_beside') });
  await person.sees('team.shared.helped_by');
  await person.sees('team.shared.helper_close');
});

step('whoever reads it out is told how before, and hands the phone back before anything of a result', async () => {
  await person.goto('/check-in');
  await (await person.turn('person.begin.change')).locator('label.opt', { hasText: say('person.company.read_to_me') }).click();
  await person.beginWith(things);
  await person.heading('person.hand_over.title');
  assert.deepEqual(await axeFindings(person.page), []);
  for (const key of ['exactly', 'options', 'no_examples', 'they_answer', 'skip', 'nothing_shown']) await person.sees(`person.hand_over.${key}`);
  await person.tap('person.hand_over.begin');
  await person.sees('person.beside.reader');
  await person.answerAll([5, 6, 4, 7]);
  await person.tap('person.review.done');
  await person.heading('person.hand_over.back');
  assert.deepEqual(await axeFindings(person.page), []);
  assert.equal(await person.page.locator('nav, .tn').count(), 0, 'nothing leads to a result');
  await person.tap('person.hand_over.have_it');
  await person.sees('person.support.lede');
  await person.tap('person.support.result');
  await person.page.locator('.tn li').first().waitFor();
});

step('from paper one key a statement chooses and goes on, also ten', async () => {
  await beginSheet(things, '2026-10-05');
  await person.sees('person.beside.keys_ten');
  await typeSheet(['7', 't', '0', '5']);
  await person.sees('person.review.lede_paper');
  const said = await person.page.locator('main .row .hint').allInnerTexts();
  assert.deepEqual(said.map((text) => text.match(/^\d+/)?.[0]), ['7', '10', '0', '5']);
  await person.finish();
});

step('from paper the boxes bear their keys, and a key that no box bears does nothing', async () => {
  await beginSheet(areas, '2026-10-06');
  await person.sees('person.beside.keys', { count: 7 });
  await person.page.keyboard.press('9');
  assert.equal((await person.at())[0], 1);
  await typeSheet(['4', '4', '5', '1', '7', '3', '2', '6', '4', '4']);
  assert.match(path(), /\/review$/);
  await person.finish();
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual(handset.faults, []);
});
