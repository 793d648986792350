// Today in its states: nothing yet, one check-in, a month later with the life areas last, an aspiration with its step and
// the words of the last look back. What it says is asserted by words, and that it invites to one thing at a time.
import assert from 'node:assert/strict';
import { dayInWords } from '../lib/day.mjs';
import { Keys } from '../lib/keyboard.mjs';
import { screenFaults } from '../lib/look.mjs';
import { makeScene } from '../lib/scene.mjs';
import { goInside } from '../lib/seeded.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { server, step, handset, person } = await makeScene({ look: true });
const keys = new Keys(person);
const wish = 'Get back to the allotment';
const wrote = 'First beans. I took a bag to my sister.';

const inDays = (count) => new Date(Date.now() + count * 86_400_000);
const text = async () => (await person.page.locator('main').innerText()).split(/\s+/).join(' ');
const invitations = ['person.today.may_forget', 'person.news.reminded', 'person.today.write', 'person.today.look_back', 'person.today.asked_today'];

/** Which of the invitations stand on Today. */
async function invited() {
  await person.goto('/');
  await person.page.locator('.dock > *').first().waitFor();
  const words = await text();
  return invitations.filter((key) => words.includes(say(key)));
}

/** What is said about each of several answers, by its name. */
const numbers = () => person.page.locator('.multi li').evaluateAll((all) => Object.fromEntries(all.map((li) => [li.querySelector('.grow').innerText.trim(), [li.querySelector('b').innerText.trim(), li.querySelector('.unseen').textContent.trim()]])));

step('the first day offers two ways to begin, of equal weight, and no button below them', async () => {
  await person.open();
  await person.begin();
  await person.heading('person.today.hello');
  await person.sees('person.today.two_ways');
  const [first, second] = await person.page.locator('.begin .card').evaluateAll((all) => all.map((card) => card.getBoundingClientRect()).map(({ width, height }) => [width, height]));
  assert.deepEqual(first, second);
  assert.equal(await person.page.locator('.dock > *').count(), 0);
  const words = await text();
  for (const key of ['matters', 'matters_hint', 'words_yours', 'introduction']) assert.ok(words.includes(say(`person.today.${key}`)), key);
  for (const key of ['person.begin.title', 'person.today.things_hint', 'person.company.on_my_own', 'person.begin.change', 'person.back.title']) assert.ok(words.includes(say(key)), key);
});

step('an introduction is in sight at 360 by 740, and the picture covers no word at any size', async () => {
  await person.page.setViewportSize({ width: 360, height: 740 });
  const seen = await person.page.evaluate(() => ({
    row: document.querySelector('.begin-rows a').getBoundingClientRect().bottom, nav: document.querySelector('nav').getBoundingClientRect().top,
  }));
  assert.ok(seen.row <= seen.nav, JSON.stringify(seen));
  const [land, disc] = await person.page.locator('.artbox, .start .disc').evaluateAll((all) => all.map((it) => it.getBoundingClientRect().top));
  assert.ok(disc >= land, 'the post has its head');
  for (const [width, height, size] of [[360, 740, ''], [320, 640, ''], [320, 568, '200'], [390, 844, ''], [1280, 800, '']]) {
    await person.page.setViewportSize({ width, height });
    const covered = await person.page.evaluate((size) => {
      document.documentElement.dataset.text = size;
      const land = document.querySelector('.artbox').getBoundingClientRect();
      return [...document.querySelectorAll('main .main :is(h1, p, a, b)')].map((it) => it.getBoundingClientRect())
        .some((it) => it.height > 0 && land.height > 0 && it.bottom > land.top + 1 && it.top < land.bottom);
    }, size);
    assert.equal(covered, false, `${width} by ${height} at ${size || 100} %`);
  }
  await person.page.evaluate(() => { document.documentElement.dataset.text = ''; });
  await person.page.setViewportSize({ width: 360, height: 740 });
  assert.deepEqual(await screenFaults(person.page), []);
});

step('after one check-in its numbers stand there, and nothing is said yet about what a phone may forget', async () => {
  await person.startCheckIn({ which: 'How are things' });
  await person.answerAll([6, 7, 5, 3]);
  await person.finish();
  await person.tap('person.result.next');
  await person.heading('person.ask_again.title');
  await person.pick(say('person.ask_again.two_weeks'));
  await person.tap('person.ask_again.done');
  await person.page.locator('.multi').waitFor();
  assert.deepEqual(await numbers(), {
    'Life, all in all': ['6', '6 of 10'], 'What I do': ['7', '7 of 10'], Yesterday: ['5', '5 of 10'], 'Worry, yesterday': ['3', '3 of 10'],
  });
  const words = await text();
  assert.ok(words.includes(say('person.today.whenever')) && words.includes(say('person.today.journey')));
  assert.deepEqual(invitations.filter((key) => words.includes(say(key))), ['person.today.write'], 'one thing, in the first opening');
  assert.equal(await person.page.locator('.dock button').innerText(), say('person.begin.title'));
});

step('at the next opening the phone says that it may forget, in the place of what can wait', async () => {
  assert.deepEqual(await invited(), ['person.today.may_forget']);
  assert.deepEqual(await screenFaults(person.page), []);
});

step('an aspiration in focus has its next step, ticked in place and taken back there', async () => {
  const path = await person.addAspiration(wish);
  for (const words of ['Ask two neighbours over', 'Buy seed']) {
    await person.goto(path);
    await person.page.getByLabel(say('person.aspiration.add_step'), { exact: true }).fill(words);
    await person.tap('person.aspiration.add_step_button');
    await person.page.getByRole('checkbox', { name: words }).waitFor();
  }
  await person.goto(`${path}/look-back`);
  await person.page.locator('main label', { has: person.page.locator('input[type=radio][value="4"]') }).click();
  await person.page.getByLabel(say('person.look_back.note')).fill(wrote);
  await person.tap('person.look_back.keep');
  await person.page.waitForURL((url) => !url.pathname.endsWith('/look-back'));
  await person.goto('/');
  const box = person.page.getByRole('checkbox', { name: 'Ask two neighbours over' });
  await box.waitFor();
  const words = await text();
  assert.ok(words.includes(wish) && words.includes(wrote) && words.includes(say('person.today.next_step')), words);
  const day = dayInWords(new Date());
  assert.ok(words.includes(say('person.today.wrote_that', { day })), words);
  for (const ticked of [true, false]) {
    await keys.reach(box);
    await keys.press('Space');
    await until(`it is ${ticked ? '' : 'not '}ticked, where it stands`, async () => await box.isChecked() === ticked);
  }
  await keys.reach(box);
  await keys.press('Space');
  // Without a new start of the page: the box is ticked before that is on the disk.
  await goInside(person.page, path);
  await until('it is ticked there too', () => person.page.getByRole('checkbox', { name: 'Ask two neighbours over' }).isChecked());
  await person.goto('/');
  await person.page.getByRole('checkbox', { name: 'Buy seed' }).waitFor();
});

step('on the day that was asked for, the line above the button says so, and nothing else invites', async () => {
  await person.startCheckIn({ which: 'Key life areas' });
  await person.answerAll([4, 3, 2, 3, 2, 4, 1, 3, 2, 3]);
  await person.finish();
  await handset.context.clock.setSystemTime(inDays(14));
  assert.deepEqual(await invited(), ['person.today.asked_today']);
  assert.ok((await person.page.locator('.dock').innerText()).includes(say('person.today.asked_today')));
  assert.deepEqual(await screenFaults(person.page), []);
});

step('a month later, with the life areas answered last, Today shows them beside the time before', async () => {
  await handset.context.clock.setSystemTime(inDays(31));
  await person.startCheckIn({ which: 'Key life areas' });
  await person.answerAll([5, 3, 3, 3, 3, 4, 1, null, 3, 4]);
  await person.finish();
  await person.goto('/');
  await person.page.locator('.multi li').nth(9).waitFor();
  const found = await numbers();
  assert.deepEqual(found['Feeling safe'], ['6', '6 of 7, before that 5']);
  assert.deepEqual(found.Body, ['–', say('person.journey.area_left_out')]);
  assert.deepEqual(await screenFaults(person.page), []);
});

step('after a long silence nothing scolds: the same greeting, what was written, one way on', async () => {
  await handset.context.clock.setSystemTime(inDays(95));
  assert.deepEqual(await invited(), ['person.today.may_forget']);
  const words = await text();
  assert.ok(words.includes(wrote) && words.includes(say('person.today.whenever')));
  assert.ok(!/missed|overdue|since you|days ago|late\b/i.test(words), words);
  for (const [width, height, size] of [[320, 640, ''], [360, 740, '200']]) {
    await person.page.setViewportSize({ width, height });
    await person.page.evaluate((size) => { document.documentElement.dataset.text = size; }, size);
    assert.deepEqual(await screenFaults(person.page), [], `${width} at ${size || 100} %`);
  }
  assert.deepEqual(handset.faults, []);
  await server.stop();
});
