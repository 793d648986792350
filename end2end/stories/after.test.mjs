// What becomes of a check-in after it is done: "back" does not lead into it again, its answers of before can be looked
// at, the day of a typed sheet is put right, and the whole of it can be taken out, with undo.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { handset, person, step } = await makeScene();
const places = [1, 1, 2, 2, 1, 3, 2, 1, 2, 2, 1];
const path = () => new URL(person.page.url()).pathname;
let result;

step('back after the result leads past the check-in that is done', async () => {
  await person.open();
  await person.begin('Ravi');
  await person.page.locator('a[href="/check-in"]').first().click();
  await person.beginWith(say('person.begin.practice'));
  await person.answerAll(places);
  await person.finish();
  result = path();
  await person.page.goBack();
  await until('it is where the check-in was chosen', () => path() === '/check-in');
  await person.heading('person.begin.title');
  await person.page.goBack();
  await until('and then Today', () => path() === '/');
});

step('whoever has the address of a statement comes to the result', async () => {
  await person.goto(`${result.replace('check-ins', 'check-in')}/3`);
  await until('the result is shown', () => path() === result);
});

step('what was answered before a change can be looked at', async () => {
  await person.goto(result);
  await person.tap('person.result.amend');
  await person.page.locator('fieldset.options').first().locator('label.opt').nth(4).click();
  await person.tap('person.amend.keep');
  await until('the result is shown', () => path() === result);
  await person.page.locator('summary', { hasText: say('person.result.earlier') }).click();
  await until('one answer of before', async () => await person.page.locator('details[open] dl.terms > div').count() === 1);
});

step('the wrong day of a sheet is put right, and the day before is told', async () => {
  const { page } = person;
  await person.goto('/check-in');
  await person.fromPaper();
  await page.locator('#sheet-day').fill('0026-05-01');
  await person.beginWith(say('person.begin.practice'));
  assert.equal(path(), '/check-in', 'no sheet is of the year 26');
  await page.locator('#sheet-day').fill('2026-10-05');
  await person.beginWith(say('person.begin.practice'));
  await person.answerAll(places);
  await person.finish();
  await page.locator('summary', { hasText: say('person.result.sheet_day') }).click();
  await page.locator('#sheet-day').fill('2026-10-15');
  await person.tap('person.result.sheet_day_keep');
  await page.locator('summary', { hasText: say('person.result.earlier') }).click();
  await page.getByText('5 October 2026').first().waitFor();
  await page.getByText('15 October').first().waitFor();
});

step('a check-in is taken out, put back, and taken out', async () => {
  const count = () => person.page.locator('.rows a.row[href^="/check-ins/"]').count();
  await person.goto(result);
  await person.tap('person.result.remove');
  await until('the list is shown', () => path() === '/check-ins');
  await until('one is left', async () => await count() === 1);
  await person.tap('person.undo.undo');
  await until('both are there', async () => await count() === 2);
  await person.goto(result);
  await person.tap('person.result.remove');
  await until('one is left', async () => path() === '/check-ins' && await count() === 1);
  await person.page.reload();
  await until('also after a reload', async () => await count() === 1);
});

step('who is there is said for one check-in, in its result, and for no other', async () => {
  const who = () => person.page.locator('details.turn', { has: person.page.locator('summary', { hasText: say('person.begin.change') }) });
  await person.startCheckIn({ company: 1 });
  await person.answerAll(places);
  await person.finish();
  await person.sees('person.result.company', { company: say('person.company.someone_beside') });
  await person.goto('/check-in');
  assert.match(await who().locator('summary').innerText(), new RegExp(say('person.company.on_my_own')));
  assert.equal(await who().evaluate((it) => it.open), false);
  await person.goto('/check-in/with');
  await until('the choices are unfolded', () => who().getByRole('radio').nth(3).isVisible());
  assert.deepEqual(await who().getByRole('radio').evaluateAll((all) => all.map((one) => one.checked)), [true, false, false, false]);
});

step('no page reported an error', () => {
  assert.deepEqual(handset.faults, []);
});
