// Aspirations from the first word to the last: by touch, by keyboard, by roles and names, with no server at all.
import assert from 'node:assert/strict';
import { phone } from '../lib/browser.mjs';
import { unfold } from '../lib/folded.mjs';
import { axeFindings, sideways, smallTargets } from '../lib/look.mjs';
import { beginAlone, makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

let first;
let sleep;
const own = ['Walk to the harbour', 'Cook for my sister', 'Learn three chords', 'See my cousins 🚌'];

const scene = await makeScene({ look: true });
const { handset, person, step } = scene;
const button = (key, values) => person.page.getByRole('button', { name: say(key, values) });
const undo = () => person.page.locator('.toast').getByRole('button', { name: say('person.undo.undo') });
const fold = (key) => person.page.locator('summary', { hasText: say(key) }).first().click();
const words = (list) => person.page.locator(list).allInnerTexts();
const focused = (name) => until(`the focus is on “${name}”`, () => person.page.evaluate(() =>
  document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent).then((it) => it === name));

step('a first opening, and then no server any more', () => beginAlone(scene, 'Robin'));

step('half-written words survive the end of the browser, and are gone once they are kept', async () => {
  await person.goto('/aspirations/new');
  await person.page.getByLabel(say('person.new_aspiration.words')).fill(own[0]);
  await person.page.getByLabel(say('person.new_aspiration.why')).fill('The air');
  await person.keptOnDisk('/aspirations/new', '#why', 'The air');
  await handset.kill();
  await handset.open();
  await person.goto('/aspirations/new');
  await person.sees('person.writing.kept');
  assert.equal(await person.page.getByLabel(say('person.new_aspiration.why')).inputValue(), 'The air');
  await person.tap('person.new_aspiration.keep');
  await person.page.waitForURL(/\/aspirations\/[0-9a-f]{32}$/);
  first = new URL(person.page.url()).pathname;
  await person.goto('/aspirations/new');
  assert.equal(await person.page.getByLabel(say('person.new_aspiration.words')).inputValue(), '');
  assert.equal(await person.page.getByText(say('person.writing.kept')).count(), 0);
});

step('half-written words can be thrown away, and come back', async () => {
  const field = person.page.getByLabel(say('person.new_aspiration.words'));
  await field.fill('Not this');
  await field.blur();
  await person.tap('parts.back');
  await person.tap('person.aspirations.add');
  await person.tap('person.writing.discard');
  await until('the field is empty', async () => await field.inputValue() === '');
  await person.announced(say('person.undo.words'));
  await undo().click();
  await until('the words are back', async () => await field.inputValue() === 'Not this');
  await person.tap('person.writing.discard');
});

step('as many as the person likes; three are in focus, and a fourth asks which may step back', async () => {
  for (const words of own.slice(1)) await person.addAspiration(words);
  await person.page.getByRole('checkbox', { name: say('person.aspiration.focus') }).click();
  await person.announced(say('person.growth.focus_full'));
  await until('the box says that it is not', async () => !await person.page.getByRole('checkbox', { name: say('person.aspiration.focus') }).isChecked());
  await button('person.growth.step_back', {}).filter({ hasText: own[1] }).click();
  await until('the fourth is in focus', () => person.page.getByRole('checkbox', { name: say('person.aspiration.focus') }).isChecked());
  await person.goto('/aspirations');
  const [focus, others] = await words('main section');
  for (const it of [own[0], own[2], own[3]]) assert.ok(focus.includes(it), it);
  assert.ok(others.includes(own[1]));
});

step('steps are added, ticked, reworded, moved by keyboard with the focus kept, and removed with undo', async () => {
  await person.goto(first);
  for (const words of ['To the bench', 'To the bridge', 'All the way']) {
    await person.page.getByLabel(say('person.aspiration.add_step'), { exact: true }).fill(words);
    await person.page.keyboard.press('Enter');
    await person.page.getByRole('checkbox', { name: words }).waitFor();
  }
  await person.page.getByRole('checkbox', { name: 'To the bench' }).click();
  await person.tap('person.growth.steps_change');
  const down = person.page.getByRole('button', { name: say('person.arrange.down', { words: 'To the bench' }) });
  await down.focus();
  await person.page.keyboard.press('Enter');
  await person.announced(say('person.arrange.now', { words: 'To the bench', place: 2, of: 3 }));
  await focused(say('person.arrange.down', { words: 'To the bench' }));
  await person.page.keyboard.press('Enter');
  await person.announced(say('person.arrange.now', { words: 'To the bench', place: 3, of: 3 }));
  await focused(say('person.arrange.up', { words: 'To the bench' }));
  const bridge = person.page.locator('.arranged').first();
  await bridge.getByRole('textbox').fill('To the old bridge');
  await person.page.keyboard.press('Enter');
  await bridge.getByRole('button', { name: say('person.growth.step_remove') }).click();
  await person.announced(say('person.undo.step'));
  await until('two steps are left', async () => await person.page.locator('.arranged').count() === 2);
  await undo().click();
  await person.announced(say('person.undo.taken_back'));
  await person.tap('person.growth.steps_done');
  await until('the steps stand in their order', async () => {
    const all = await person.page.locator('.steps label').allInnerTexts();
    return all.map((it) => it.trim()).join() === 'To the old bridge,All the way,To the bench';
  });
  assert.ok(await person.page.getByRole('checkbox', { name: 'To the bench' }).isChecked());
});

step('a slip of the thumb is taken back; a look back stays, and the words about it can change', async () => {
  await person.rate(first, 2);
  await person.announced(say('person.undo.look'));
  await person.rate(first, 9);
  await undo().click();
  await person.announced(say('person.undo.taken_back'));
  await person.rate(first, 5);
  const looks = person.page.locator('.looks > li');
  await until('two looks back are left', async () => await person.page.locator('.look').count() === 2);
  await looks.first().getByRole('button', { name: say('person.growth.look_write') }).click();
  await looks.first().getByRole('textbox').fill('Half the way, in the rain');
  await button('person.growth.words_keep').click();
  await person.page.locator('.looks .own', { hasText: 'in the rain' }).waitFor();
});

step('new words are the same aspiration only if the person says so', async () => {
  await fold('person.aspiration.edit');
  const field = person.page.getByLabel(say('person.new_aspiration.words'));
  await field.fill('Walk to the harbour and back');
  await button('person.aspiration.edit_keep').click();
  await person.page.getByRole('alert').filter({ hasText: say('person.growth.same_first') }).waitFor();
  await person.pick(say('person.growth.same'));
  await button('person.aspiration.edit_keep').click();
  await person.page.getByRole('heading', { level: 1, name: 'Walk to the harbour and back' }).waitFor();
  await fold('person.aspiration.history');
  await person.page.locator('.looks .own', { hasText: own[0] }).waitFor();
  await fold('person.aspiration.edit');
  await field.fill('Row across the harbour');
  await person.pick(say('person.growth.another'));
  await button('person.aspiration.edit_keep').click();
  // What was written along the way of the one that is closed is given back first.
  await person.sees('person.way.words');
  await person.page.getByText('Half the way, in the rain').waitFor();
  await person.tap('person.way.keep');
  await person.page.getByRole('heading', { level: 1, name: 'Row across the harbour' }).waitFor();
  await person.page.getByRole('link', { name: 'Walk to the harbour and back' }).waitFor();
  await person.sees('person.aspiration.path_none');
});

step('reached, resting and let go say so, at once, with undo, and stand in groups of their own', async () => {
  const path = await person.addAspiration('Sleep with the window open');
  sleep = path;
  await person.tap('person.way.reached');
  await person.announced(say('person.undo.state', { state: say('person.aspiration.reached') }));
  await person.page.locator('.flagged').waitFor();
  await undo().click();
  await until('it is worked on again', async () => await person.page.locator('.flagged').count() === 0);
  await person.goto(path);
  await fold('person.growth.state_change');
  await until('it says so', () => person.page.getByRole('radio', { name: say('person.aspiration.working') }).isChecked());
  await person.pick(say('person.aspiration.resting'));
  await person.announced(say('person.undo.state', { state: say('person.aspiration.resting') }));
  await person.goto('/aspirations');
  await fold('person.aspirations.resting');
  await person.page.locator(`a[href="${path}"]`).click();
  await person.page.getByRole('heading', { level: 1, name: 'Sleep with the window open' }).waitFor();
});

step('the whole way is one line, setbacks and all, with the words along it; it says nothing about how it went', async () => {
  const way = await person.addAspiration('Get back to the allotment');
  for (const [rating, words] of [[2, 'It feels a long way off.'], [6, ''], [3, 'Slugs took the lot.']]) await person.rate(way, rating, words);
  await person.goto(way);
  const chart = person.page.locator('.chartbox').first();
  assert.deepEqual(await chart.locator('.val').allTextContents(), ['2', '6', '3'].slice(-1), 'three on one day say the newest');
  assert.equal(await chart.locator('.chart .flag').count(), 1);
  await unfold(chart.locator('details'));
  assert.deepEqual(await chart.locator('tbody td').allInnerTexts(), ['3', '6', '2']);
  await person.sees('person.way.one_day', { from: 2, now: 3 });
  const looks = await words('.lb > li');
  assert.deepEqual(looks.map((it) => Number(it.trim()[0])), [3, 6, 2]);
  assert.ok(looks[0].includes('Slugs took the lot.'));
});

step('the areas it is part of are chosen on its page or when it is written, and only the person is told', async () => {
  const area = 'Friends, how many';
  await fold('person.way.part_which');
  await person.tick(area);
  await until('it is said', async () => (await words('.chip')).join() === area);
  await person.tick(area, false);
  await until('it is said no more', async () => await person.page.locator('.chip').count() === 0);
  await person.goto('/aspirations/new?area=money');
  await until('the noted area is there', async () => (await words('.chip')).join() === 'Money');
  await person.page.getByLabel(say('person.new_aspiration.words')).fill('Pay the gas');
  await person.tap('person.new_aspiration.keep');
  await person.page.waitForURL(/\/aspirations\/[0-9a-f]{32}$/);
  await until('it is part of it', async () => (await words('.chip')).join() === 'Money');
});

step('at nine the words along the way come back, oldest first, and there is room for what was found out', async () => {
  const way = await person.addAspiration('Sing in the choir');
  await person.rate(way, 2, 'They are loud.');
  await person.rate(way, 9, 'I am loud too.');
  await person.page.waitForURL(/\/words$/);
  const given = await words('.trail .own');
  assert.deepEqual(given, ['They are loud.', 'I am loud too.']);
  assert.equal(await person.page.locator('.flagged').count(), 0, 'the flag is for what is reached');
  await person.sees('person.new_aspiration.optional');
  await person.tap('person.way.reached');
  await person.page.locator('.flagged').waitFor();
  await person.page.getByLabel(say('person.way.found')).fill('It was the walk there');
  await person.tap('person.way.keep');
  await person.page.waitForURL(/\/aspirations\/[0-9a-f]{32}$/);
  await person.page.getByText('It was the walk there').waitFor();
  await person.tap('person.way.words');
  assert.deepEqual(await words('.trail .own'), [...given, 'It was the walk there']);
  await person.tap('person.way.keep');
});

step('one is removed at once; undo works on the next screen, with the keyboard', async () => {
  await person.goto(sleep);
  await person.tap('person.growth.remove');
  await person.heading('person.aspirations.title');
  await person.announced(say('person.undo.aspiration'));
  assert.equal(await person.page.getByText('Sleep with the window open').count(), 0);
  const isUndo = () => document.activeElement?.closest('.toast') !== null;
  for (let n = 0; n < 40 && !await person.page.evaluate(isUndo); n += 1) await person.page.keyboard.press('Tab');
  await person.page.keyboard.press('Enter');
  await until('it is back', async () => await person.page.getByText('Sleep with the window open').count() > 0);
  await until('the focus is on the heading', () => person.page.evaluate(() => document.activeElement?.tagName === 'H1'));
});

step('the order is the person’s own, by touch, and stays after a restart', async () => {
  await person.tap('person.arrange.start');
  const before = await words('.arranged .own');
  await person.page.getByRole('button', { name: say('person.arrange.up', { words: before[1] }), exact: true }).tap();
  await person.announced(say('person.arrange.now', { words: before[1], place: 1, of: before.length }));
  await handset.close();
  await handset.open();
  await person.goto('/aspirations');
  await person.tap('person.arrange.start');
  assert.deepEqual((await words('.arranged .own')).slice(0, 2), [before[1], before[0]]);
});

step('the list and one aspiration hold at 320 pixels and with text twice as large', async () => {
  const found = [];
  for (const path of ['/aspirations', first]) {
    await person.goto(path);
    const { page } = person;
    for (const open of await page.locator('main summary').all()) await open.click();
    await page.setViewportSize({ width: 320, height: 640 });
    found.push(...await axeFindings(page), ...await sideways(page), ...await smallTargets(page));
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    found.push(...await sideways(page));
    await page.setViewportSize(phone.viewport);
  }
  assert.deepEqual(found, []);
  assert.deepEqual(handset.faults, []);
});
