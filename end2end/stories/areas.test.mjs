// Key life areas by touch and by keyboard with the server stopped, a sheet typed in with its own day, questionnaires of
// other shapes with made-up words, their screens to print, and areas shared one by one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayInWords, isoDay } from '../lib/day.mjs';
import { unfold } from '../lib/folded.mjs';
import { narrowAndLarge } from '../lib/look.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const packFile = (path) => JSON.parse(readFileSync(join(import.meta.dirname, '../../domain', path), 'utf8'));
const areas = packFile('packs/key-areas.json');
const samples = Object.fromEntries(['two-means', 'yes-no', 'twenty-one'].map((name) => [name, packFile(`protocol/tests/data/packs/${name}.json`)]));
const sheetName = say('person.begin.sheet_of', { title: samples['twenty-one'].title });
const worker = 'Amira Khan';
const { server, handset, desk, person, worker: helper, step } = await makeScene({ worker, packs: samples, look: true });

const daysAgo = (count) => isoDay(new Date(Date.now() - count * 86_400_000));
const main = () => person.page.locator('main');
const text = async () => (await main().innerText()).replace(/\s+/g, ' ');
const noTotal = async () => assert.doesNotMatch(await text(), /\d+ of (?:40|70|80)\b|\btotal\b/i);

/** The follow-up under the boxes. */
const after_ = (word) => person.page.locator('.follow-up').getByRole('radio', { name: say(`person.statement.${word}`), exact: true });

const looksRight = async () => assert.deepEqual(await narrowAndLarge(person.page), [], person.page.url());

step('everything that is on this phone is offered by its name', async () => {
  await person.open();
  await person.begin();
  await helper.setUp(server.addWorker(worker));
  const { link } = await helper.makeIntroduction();
  await person.openIntroduction(link);
  await person.accept({ worker, tell: false });
  const wanted = [say('person.begin.practice'), say('person.begin.sheet'), areas.title, samples['two-means'].title, samples['yes-no'].title, sheetName];
  await until('every questionnaire has arrived', async () => {
    await person.goto('/check-in');
    const names = await person.offered();
    return wanted.every((name) => names.includes(name));
  });
  await person.page.getByText(say('person.begin.areas_hint')).waitFor();
  await looksRight();
  await person.readyForNoSignal();
  await server.stop();
});

const days = 86_400_000;

step('an area is seven places in a row, each as high as a thumb, with words at both ends', async () => {
  await handset.context.clock.setSystemTime(new Date(Date.now() - 31 * days));
  await person.startCheckIn({ which: areas.title });
  assert.equal(await person.page.locator('h1').innerText(), areas.items[0].text);
  await person.page.getByText(areas.stem).waitFor();
  const group = person.page.getByRole('group', { name: areas.items[0].text });
  assert.deepEqual(await group.getByRole('radio').evaluateAll((all) => all.map((one) => one.closest('label').innerText)), areas.items[0].options.map((option) => option.text));
  assert.equal(await group.getByRole('radio', { checked: true }).count(), 0);
  await group.getByRole('radio', { name: '1, not good at all' }).waitFor();
  await person.page.getByRole('group', { name: areas.follow_up.text }).waitFor();
  await looksRight();
});

step('by touch, with no signal: an answer and whether more help is wanted are kept as they are tapped', async () => {
  await person.answer(4);
  await after_('yes').locator('..').click();
  await until('yes is marked', () => after_('yes').isChecked());
  const news = person.page.getByRole('status').filter({ hasText: say('person.store.kept') });
  await news.first().waitFor();
  await person.goto('/');
  await person.tap('person.today.resume');
  await until('the answer is there', () => person.page.locator('label.opt input').nth(4).isChecked());
  assert.equal(await after_('yes').isChecked(), true);
  await person.tap('person.statement.next');
  for (let n = 2; n <= 9; n += 1) {
    await until(`area ${n}`, async () => (await person.at())[0] === n);
    await person.answer(n % 7);
    if (n === 7) await after_('no').locator('..').click();
    await person.tap('person.statement.next');
  }
  await person.tap('person.statement.skip');
  await person.heading('person.review.title');
  const kept = say('person.review.with_after', { answer: '5', question: areas.follow_up.text, said: say('person.statement.yes') });
  await person.page.getByText(kept).waitFor();
  await looksRight();
});

/** The parts of life under which the three ways stand, and where each way leads. */
const offered_ = async () => {
  const groups = person.page.locator('.tn .ans', { has: person.page.locator('.offers') });
  const names = await groups.locator('.ah b').allInnerTexts();
  return [names, await groups.locator('.offers a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))];
};

step('the result says each area by itself and adds nothing up', async () => {
  await person.finish();
  await person.heading('person.result.first');
  const strips = person.page.locator('.tn .ans');
  assert.equal(await strips.count(), areas.items.length);
  assert.match(await strips.first().innerText(), /Feeling safe[\s\S]*5/);
  assert.ok((await strips.last().innerText()).includes(say('person.result.skipped')));
  assert.deepEqual(await offered_(), [['Feeling safe'], ['/aspirations/new?area=safe', `/sharing/${person.worker}`, '/help']]);
  assert.equal(await person.page.locator('.chartbox').count(), 0);
  await noTotal();
  await looksRight();
});

step('on the same day there is a soft word, and changing an answer by keyboard stays one check-in', async () => {
  await person.goto('/check-in');
  await person.page.getByText(say('person.begin.soon_today')).waitFor();
  await person.tap('person.begin.soon_see');
  await person.tap('person.result.amend');
  await person.heading('person.amend.title');
  const group = person.page.getByRole('group', { name: areas.items[6].text });
  await group.getByRole('radio').first().focus();
  await person.page.keyboard.press('Space');
  await person.page.keyboard.press('ArrowDown');
  await until('the second place is chosen', () => group.getByRole('radio').nth(1).isChecked());
  await person.tap('person.amend.keep');
  await person.heading('person.result.first');
  await person.page.getByText(say('person.result.amended', { time: '' }).split(' at ')[0]).first().waitFor();
  assert.deepEqual((await offered_())[0], ['Feeling safe'], 'what was said about more help stays');
  await person.goto('/check-ins');
  assert.equal(await person.page.locator('a.row').count(), 1);
});

step('a month later there is no soft word, and the keyboard alone answers every area', async () => {
  await handset.context.clock.setSystemTime(new Date());
  await person.goto('/check-in');
  const { page } = person;
  await page.locator('h1', { hasText: areas.title }).waitFor();
  assert.equal(await page.getByText(say('person.begin.soon_see')).count(), 0);
  await person.startCheckIn({ which: areas.title });
  for (let n = 1; n <= areas.items.length; n += 1) {
    await until(`area ${n}`, async () => (await person.at())[0] === n);
    await until('the focus is on the area', () => page.evaluate(() => document.activeElement?.tagName === 'H1'));
    const group = page.getByRole('group', { name: areas.items[n - 1].text });
    await group.getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    for (let down = 0; down < (n % 3) + 2; down += 1) await page.keyboard.press('ArrowDown');
    await until('it is chosen', () => group.getByRole('radio').nth((n % 3) + 2).isChecked());
    await person.sees('person.store.kept');
    await page.keyboard.press('Enter');
  }
  await person.heading('person.review.title');
  await person.finish();
  await page.getByRole('heading', { name: say('person.result.then_now') }).waitFor();
  const answers = await page.locator('.tn .ah span').allInnerTexts();
  assert.equal(answers[0], say('person.result.now_before', { now: '4', before: '5' }));
  await person.heading('person.result.areas_moved_many', { moved: answers.filter((words) => words.includes(', ')).length, of: 9 });
  for (const [n, before, now] of [[5, 7, 3], [7, 2, 5]]) await person.sees('person.result.went', { name: areas.items[n].theme, before, now });
  await noTotal();
});

step('the journey draws a small line for each area, with one table behind them', async () => {
  await person.goto('/journey');
  const lines = person.page.locator('.multiples li');
  assert.equal(await lines.count(), areas.items.length);
  assert.ok((await lines.first().innerText()).includes(say('person.journey.area_then', { now: 4, of: 7, before: 5 })));
  assert.equal(await lines.first().locator('circle').count(), 2);
  const table = person.page.locator('.multiples + details');
  await unfold(table);
  assert.equal(await table.getByRole('row').count(), 1 + areas.items.length * 3);
  await noTotal();
  await looksRight();
});

step('answers on paper are typed in with their own day, never one that has not come', async () => {
  await person.goto('/check-in');
  await person.fromPaper();
  await person.beginWith(say('person.begin.sheet'));
  await person.page.getByRole('alert').filter({ hasText: say('person.begin.paper_first') }).waitFor();
  const day = person.page.getByLabel(say('person.begin.paper_day'));
  await day.fill(daysAgo(-60));
  await person.page.getByRole('alert').filter({ hasText: say('person.begin.paper_wrong') }).waitFor();
  await day.fill(daysAgo(50));
  await looksRight();
  await person.beginWith(say('person.begin.sheet'));
  assert.deepEqual(await person.at(), [1, 11]);
  assert.equal(await person.page.locator('h1').innerText(), say('person.statement.number', { number: 1 }));
  await person.answerAll([0, 1, 2, 3, 4, 0, 1, null, 3, 4, 0]);
  await person.finish();
  await person.page.getByText(say('person.result.typed_in', { day: '' }).replace(/ on \.$/, '')).first().waitFor();
  await person.goto('/check-ins');
  const rows = await person.page.locator('a.row').allInnerTexts();
  assert.equal(rows.length, 3);
  assert.ok(rows[2].includes(packFile('packs/reqol-10.json').title), `it stands where it was answered, before the others: ${rows}`);
});

step('pages left open over midnight have the new day, and a sheet that bears it can be typed in', async () => {
  const { page } = person;
  const { clock } = handset.context;
  await clock.setSystemTime(await page.evaluate(() => new Date().setHours(23, 59, 45, 0)));
  const today = await handset.context.newPage();
  await today.goto(server.person);
  const date = today.locator('p.over');
  const night = await today.evaluate(() => Date.now());
  const [now, next] = [0, 86_400_000].map((later) => new Date(night + later)).map((day) => [dayInWords(day), isoDay(day)]);
  await until('Today has the day', async () => (await date.innerText()).includes(now[0]));
  await person.goto('/check-in');
  await person.fromPaper();
  const day = page.getByLabel(say('person.begin.paper_day'));
  await day.fill(next[1]);
  const early = page.getByRole('alert').filter({ hasText: say('person.begin.paper_wrong') });
  await early.waitFor();
  assert.equal(await day.getAttribute('max'), now[1]);
  await clock.fastForward(60_000);
  await until('Today has the next day', async () => (await date.innerText()).includes(next[0]));
  await early.waitFor({ state: 'detached' });
  assert.equal(await day.getAttribute('max'), next[1], 'and the calendar of the browser offers it');
  await person.beginWith(say('person.begin.sheet'));
  assert.deepEqual(await person.at(), [1, 11]);
  await today.close();
  await clock.setSystemTime(new Date());
});

step('two means stand side by side, with their tenths, and what is asked after a statement is kept', async () => {
  const pack = samples['two-means'];
  await person.startCheckIn({ which: pack.title });
  await person.page.getByText(pack.follow_up.text).waitFor();
  await after_('yes').locator('..').click();
  await until('yes is marked', () => after_('yes').isChecked());
  await person.answerAll(pack.items.map((_, n) => (n === 0 ? 4 : 3)));
  await person.finish();
  const page = await text();
  assert.ok(page.includes(pack.groups[1].title) && page.includes(say('person.result.total', { value: '4.0', max: '7.0' })), page);
  assert.equal(await person.page.locator('.chartbox').count(), 2);
  assert.equal(await person.page.locator('.bandedge, .legend').count(), 0);
  await person.page.getByText(pack.copyright).first().waitFor();
  await looksRight();
});

step('facts of two boxes and ratings of seven stand in one questionnaire', async () => {
  const pack = samples['yes-no'];
  await person.startCheckIn({ which: pack.title });
  await person.answerAll(pack.items.map((item) => (item.options.length === 2 ? 1 : 5)));
  await person.finish();
  await person.goto('/check-ins');
  await person.page.getByText(say('person.result.total', { value: '6.0', max: '7.0' })).first().waitFor();
});

step('twenty-one without words are answered by box, with no total while nobody has confirmed their order', async () => {
  await person.startCheckIn({ which: sheetName });
  assert.equal((await person.at())[1], 21);
  await person.answerAll(Array(21).fill(1));
  await person.finish();
  await person.page.getByText(say('person.result.unconfirmed')).waitFor();
  await person.goto('/journey');
  await person.page.getByRole('heading', { name: say('person.journey.line_of', { title: samples['two-means'].title, group: samples['two-means'].groups[1].title }) }).waitFor();
  await looksRight();
});

step('every screen of a questionnaire stands one below the other, word for word, to be looked over', async () => {
  await person.goto('/me');
  await person.tap('person.screens.title');
  await person.page.getByText(samples['two-means'].title).click();
  const pack = samples['two-means'];
  const screens = person.page.locator('.one-screen');
  await until('all of them are there', async () => await screens.count() === pack.items.length);
  for (const [n, item] of pack.items.entries()) {
    const shown = await screens.nth(n).innerText();
    for (const words of [pack.stem, item.text, pack.copyright, pack.follow_up.text, ...item.options.map((option) => option.text)]) {
      assert.ok(shown.includes(words), `${n + 1}: ${words}`);
    }
  }
  assert.equal(await screens.getByRole('radio').count(), 0);
  await person.page.getByText(pack.licence.reference).waitFor();
  await looksRight();
});

step('areas are picked one by one, nothing beforehand, and the preview shows just them', async () => {
  await server.start();
  await person.goto(`/sharing/${person.worker}/choose`);
  await person.page.locator('details.unfold summary').first().click();
  assert.equal(await person.page.locator('main input[type=checkbox]:checked').count(), 0);
  await looksRight();
  await person.goto(`/sharing/${person.worker}`);
  await person.goto(`/sharing/${person.worker}/choose`);
  await person.page.locator('details.unfold summary').first().click();
  await person.pick('Feeling safe');
  await person.pick(say('person.choose.areas_help', { area: 'Feeling safe' }));
  await person.pick('Money');
  await person.sees('person.choose.picked_many', { count: 2 });
  await person.tap('person.choose.next');
  await person.pick(say('person.when.earlier'));
  await person.pick(say('person.when.one_month'));
  await person.tap('person.when.next');
  await person.heading('person.preview.title');
  const preview = await person.previewText();
  assert.ok(preview.includes(say('team.shared.covers_areas_many', { count: 2 })), preview);
  assert.ok(preview.includes(say('team.shared.help')), preview);
  assert.ok(!preview.includes(samples['two-means'].title) && !preview.includes('ReQoL'), preview);
  assert.equal(preview.split(say('team.shared.not_shared')).length - 1, 2 * 8, 'eight areas of two check-ins');
  await person.share(worker);
});

step('the worker sees those areas, and “not shared” alike for what was kept and what was left out', async () => {
  await helper.page.reload();
  await helper.signIn();
  await helper.openPerson('');
  await helper.looksUntil('the check-ins are drawn', async () => (await helper.pageText()).includes('Feeling safe'));
  const page = await helper.pageText();
  assert.ok(page.includes(say('team.shared.help')) && page.includes(say('team.shared.alike')), page);
  assert.equal(page.split(say('team.shared.not_shared')).length - 1, 2 * 8);
});

step('four questions stand then and now for the worker too, with both ends in words and nothing added up', async () => {
  const things = packFile('packs/how-are-things.json');
  // A worker is told the day of a check-in and no time.
  for (const [ago, places] of [[2, [4, 5, null, 7]], [0, [6, 7, 5, 7]]]) {
    await handset.context.clock.setSystemTime(new Date(Date.now() - ago * days));
    await person.startCheckIn({ which: things.title });
    await person.answerAll(places);
    await person.finish();
  }
  await person.choosePermission({ worker, what: [say('person.choose.answers')] });
  const wanted = [
    say('team.shared.now_before', { now: 6, before: 4 }), say('team.shared.now_before', { now: 7, before: 5 }),
    say('team.shared.still', { now: 7 }), things.items[3].options[0].text, things.items[3].options[10].text,
  ];
  const lacks = (text) => wanted.filter((words) => !text.includes(words));
  assert.deepEqual(lacks(await person.previewText()), [], 'in the preview');
  await person.share(worker);
  await helper.looksUntil('the worker sees the same', async () => lacks(await helper.pageText()).length === 0);
  const four = helper.page.locator('.shared-check-in', { hasText: things.title });
  assert.equal(await four.count(), 2);
  for (const text of await four.allInnerTexts()) assert.doesNotMatch(text, /\btotal\b|average|\d+ of \d+/i);
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
