// Whoever tries Waymark sees it full: the copy that `cargo xtask serve` makes opens with the words that it prints, and
// three made-up years are there.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { beginAlone, makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';
import { bringBack, unfoldTheWay, writeToLookAround } from '../lib/years.mjs';

const folder = mkdtempSync(join(tmpdir(), 'waymark-around-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const { server, handset, person, step } = await makeScene();
const { file, words } = writeToLookAround(folder);

step('the copy that was printed opens with its twelve words, on a phone that has just begun', async () => {
  assert.equal(words.split(' ').length, 12);
  await beginAlone({ server, person });
  await person.tap('person.back.title');
  await person.heading('person.back.title');
  await bringBack(person, file, words);
});

step('three years are there: the four questions, key life areas, notes and look-backs', async () => {
  await person.goto('/check-ins');
  const lines = () => person.page.locator('a.row[href^="/check-ins/"]');
  await until('every check-in has its line', async () => await lines().count() > 60);
  const all = (await lines().allInnerTexts()).join('\n');
  const years = new Set(all.match(/\b20\d\d\b/g));
  assert.ok(years.size >= 3, `check-ins of ${[...years]}`);
  await person.goto('/journey');
  await unfoldTheWay(person);
  assert.ok(await person.page.locator('.way > li').count() > 100, 'the way holds three years');
  await person.page.getByText('Walked as far as the bridge').first().waitFor({ state: 'attached' });
});

step('an aspiration has its setbacks in the person\'s own words, and from then on the phone has those twelve words', async () => {
  await person.goto('/aspirations');
  await person.page.getByText('Walk to the harbour').first().click();
  await person.page.getByText('A bad winter. The gate was far enough.').first().waitFor();
  assert.equal(await person.recoveryWords(), words);
  assert.deepEqual(handset.faults, []);
});
