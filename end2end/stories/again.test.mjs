// The end of a check-in, with the server stopped: then and now once and nothing added up, three ways on where more help
// was ticked, and "when shall we ask again?": asked once, kept on the phone, and changed in Me.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayInWords, isoDay } from '../lib/day.mjs';
import { narrowAndLarge } from '../lib/look.mjs';
import { beginAlone, makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const pack = (name) => JSON.parse(readFileSync(join(import.meta.dirname, `../../domain/packs/${name}.json`), 'utf8'));
const [things, areas] = [pack('how-are-things'), pack('key-areas')];
const scene = await makeScene({ look: true });
const { handset, person, step } = scene;
const days = 86_400_000;
const path = () => new URL(person.page.url()).pathname;
const option = (place) => person.page.locator('label.opt', { has: person.page.locator('.when, .opt-label') }).nth(place);
const inDays = (count) => new Date(Date.now() + count * days);
const strips = () => person.page.locator('.tn .ans');
const said = () => person.page.locator('.tn .ah span').allInnerTexts();

const looksRight = async () => assert.deepEqual(await narrowAndLarge(person.page), [], person.page.url());

async function checkIn(title, places) {
  await person.startCheckIn({ which: title });
  await person.answerAll(places);
  await person.finish();
}

step('the first time there is now alone: every answer once, both ends in words, nothing added up', async () => {
  await beginAlone(scene);
  await handset.context.clock.setSystemTime(inDays(-14));
  await checkIn(things.title, [4, 5, 6, 7]);
  await person.heading('person.result.first');
  await person.sees('person.result.first_side');
  assert.equal(await strips().count(), 4);
  assert.deepEqual(await said(), ['4', '5', '6', '7']);
  for (const [n, item] of things.items.entries()) {
    const shown = await strips().nth(n).innerText();
    for (const words of [item.theme, item.options[0].text, item.options[10].text]) assert.ok(shown.includes(words), words);
  }
  assert.doesNotMatch(await person.page.locator('main').innerText(), /\btotal\b|average|\d+ of \d+/i);
  assert.equal(await person.page.locator('.chartbox').count(), 0);
  assert.equal(await person.page.getByText(say('person.company.on_my_own')).count(), 0, 'nobody helped');
  await looksRight();
});

step('Next leads to the question, with nothing chosen', async () => {
  await person.tap('person.result.next');
  await person.heading('person.ask_again.title');
  assert.equal(await person.page.locator('input[type=radio]:checked').count(), 0);
  assert.equal(await person.page.locator('a[download]').count(), 0, 'no calendar without a day');
  assert.ok((await option(0).innerText()).includes(dayInWords(new Date())), 'two weeks on is a day in words');
  await looksRight();
});

step('the calendar gets one entry that only says Waymark', async () => {
  await person.pick(say('person.ask_again.two_weeks'));
  const [file] = await Promise.all([person.page.waitForEvent('download'), person.page.locator('a[download]').click()]);
  const entry = readFileSync(await file.path(), 'utf8');
  assert.ok(entry.includes(`DTSTART:${isoDay(new Date()).replaceAll('-', '')}T`), entry);
  assert.match(entry, /SUMMARY:Waymark\r\n/);
  assert.doesNotMatch(entry, /RRULE|check|mental|health/i);
});

step('the day is kept, and Me says it', async () => {
  await person.tap('person.ask_again.done');
  await until('Today is shown', () => path() === '/');
  await person.goto('/me');
  await until('the day', async () => (await person.page.locator('a[href="/me/again"]').innerText()).includes(dayInWords(new Date())));
});

step('a result that is read later leads back to Today and to no question', async () => {
  await person.goto('/check-ins');
  await person.page.locator('main a[href^="/check-ins/"]').first().click();
  await person.heading('person.result.first');
  assert.equal(await person.page.getByRole('button', { name: say('person.result.next'), exact: true }).count(), 0);
  await person.tap('person.result.today_link');
  await until('Today is shown', () => path() === '/');
});

step('two weeks later: then and now in one list, how many have moved, and a note that Next keeps', async () => {
  await handset.context.clock.setSystemTime(new Date());
  await checkIn(things.title, [6, 7, 5, 7]);
  await person.heading('person.result.items_moved_many', { moved: 3, of: 4 });
  await person.sees('person.result.side_by_side');
  const both = (now, before) => say('person.result.now_before', { now, before });
  assert.deepEqual(await said(), [both(6, 4), both(7, 5), both(5, 6), say('person.result.still', { now: 7 })]);
  await person.page.getByRole('heading', { name: say('person.result.then_now') }).waitFor();
  await person.page.getByLabel(say('person.result.note')).fill('Sun at last');
  await looksRight();
  const result = path();
  await person.tap('person.result.next');
  await person.heading('person.ask_again.title');
  await person.goto(result);
  await person.page.locator('.own', { hasText: 'Sun at last' }).waitFor();
  assert.equal(await person.page.getByRole('button', { name: say('person.result.next'), exact: true }).count(), 0, 'unanswered is not asked again');
});

step('a day of mine is a day from tomorrow on, and it can be let go in Me', async () => {
  await person.goto('/me/again');
  await person.pick(say('person.ask_again.own'));
  await person.tap('person.ask_again.done');
  const fault = person.page.getByText(say('person.ask_again.far_day'));
  await fault.waitFor();
  const day = person.page.getByLabel(say('person.ask_again.day'));
  await day.fill(isoDay(new Date()));
  await person.tap('person.ask_again.done');
  await fault.waitFor();
  assert.equal(path(), '/me/again', 'today is no day to be asked again');
  await day.fill(isoDay(inDays(9)));
  await fault.waitFor({ state: 'detached' });
  await looksRight();
  await person.tap('person.ask_again.done');
  await until('Me is shown', () => path() === '/me');
  await person.page.locator('a[href="/me/again"]', { hasText: dayInWords(inDays(9)) }).click();
  await person.sees('person.ask_again.two_weeks');
  assert.ok((await person.page.locator('main').innerText()).includes(dayInWords(inDays(9))), 'what stands is said');
  await person.pick(say('person.ask_again.not_now'));
  await person.tap('person.ask_again.done');
  await person.page.locator('a[href="/me/again"]', { hasText: say('person.ask_again.row_none') }).waitFor();
});

step('where more help was ticked the same three ways stand, whatever the answer; who has met nobody prints', async () => {
  await person.startCheckIn({ which: areas.title });
  await person.sayAfter(true);
  await person.tap('person.statement.skip');
  for (let n = 2; n <= 10; n += 1) {
    await until(`area ${n}`, async () => (await person.at())[0] === n);
    if (n === 3 || n === 4) await person.sayAfter(true);
    await person.answer(n === 3 ? 0 : 6);
    await person.tap('person.statement.next');
  }
  await person.heading('person.review.title');
  await person.finish();
  const offers = person.page.locator('.tn .ans', { has: person.page.locator('.offers') });
  assert.equal(await offers.count(), 2, 'what was left out has no answer, and says nothing');
  for (const n of [0, 1]) {
    const words = ['ticked', 'offer_write', 'offer_print', 'offer_who'].map((key) => say(`person.result.${key}`));
    assert.deepEqual((await offers.nth(n).locator('.offers').innerText()).split('\n').map((line) => line.trim()).filter(Boolean), words);
  }
  await looksRight();
});

step('no page reported an error', () => {
  assert.deepEqual(handset.faults, []);
});
