// Every screen of the person's in two made-up languages, one a third longer and one from right to left: whatever stands
// there comes from the catalogue, axe finds nothing, nothing scrolls sideways and nothing is cut off. Other looks have other
// colours and the same words: `screens` goes through them. What a person wrote, what our own questionnaires and the list
// of numbers to call say, dates and names stay as they are.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, screenFaults } from '../lib/look.mjs';
import { sumPack } from '../lib/packs.mjs';
import { makeSeeded, ownWords } from '../lib/seeded.mjs';
import { madeUp } from '../lib/server.mjs';
import { until } from '../lib/until.mjs';
import { say, speak } from '../lib/words.mjs';

const root = resolve(import.meta.dirname, '../..');
const { origins } = JSON.parse(readFileSync(join(madeUp, 'site.json'), 'utf8'));
const languages = { 'en-XA': 'ltr', 'ar-XB': 'rtl' };
let world;

before(async () => {
  world = await makeSeeded({ site: madeUp });
  await world.handset.context.addInitScript({ content: axe });
});
after(async () => { speak('en'); await world?.close(); });

/** Every string of a file. */
const strings = (value) => (typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(strings));
const read = (path) => strings(JSON.parse(readFileSync(join(root, path), 'utf8')));

// Languages go by their own names, whatever is spoken around them.
const names = Object.keys(languages).map((tag) => JSON.parse(readFileSync(join(madeUp, `words/${tag}.json`), 'utf8')).language.name);

/** What may stand on a screen in no language of ours, longest first. */
const known = [...ownWords, 'Waymark', 'ReQoL-10', 'English', ...names, ...read('app/contacts/uk.json'),
  ...strings(sumPack()),
  ...readdirSync(join(root, 'domain/packs')).flatMap((file) => read(`domain/packs/${file}`))]
  .filter((text) => text.length > 1).sort((a, b) => b.length - a.length);

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
const date = new RegExp(`\\b(?:${months}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|AM|PM)\\b`, 'g');

/** Every text a screen shows or says, word for word. */
const texts = (page) => page.evaluate(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // Six words to compare, a code, an id: marked as English, or as no language at all.
    if (node.parentElement.closest('script, style, noscript, [lang], [translate="no"]')?.matches(':not(html)')) continue;
    found.push(node.data);
  }
  for (const part of document.querySelectorAll('[aria-label], [placeholder], [alt], [title]')) {
    found.push(...['aria-label', 'placeholder', 'alt', 'title'].map((name) => part.getAttribute(name)).filter(Boolean));
  }
  return found.map((text) => text.trim()).filter(Boolean);
});

/** What is left of a text that no catalogue of this language holds; empty when all of it is known. */
function strange(text, tag) {
  // The name of a file or of a build is no word.
  const rest = known.reduce((left, part) => left.replaceAll(part, ' '), text.replace(/\b[0-9a-f]{16,}\b/g, ' ')).replace(date, ' ');
  if (!/[A-Za-z]/.test(rest)) return '';
  const marks = tag === 'ar-XB' ? /^[^A-Za-z]*$/ : /[áçéíñóúý]/i;
  return marks.test(rest) ? '' : text;
}

test('a sentence that is not from the catalogue is found', () => {
  assert.equal(strange('Save the copy', 'en-XA'), 'Save the copy');
  assert.equal(strange('دهك Save', 'ar-XB'), 'دهك Save');
  assert.equal(strange('Sáavé, 12 May', 'en-XA'), '');
});

for (const [tag, direction] of Object.entries(languages)) {
  test(`${tag} is chosen on Me, and the app starts again in it`, async () => {
    const { person } = world;
    await person.goto('/me');
    speak(tag);
    await person.pick(say('language.name'));
    const shown = () => person.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
    await until(`the page says ${tag}`, async () => (await shown().catch(() => [])).join() === [tag, direction].join());
    await person.heading('person.me.title');
  });

  for (const route of origins.person.routes) {
    test(`${tag}: the person’s ${route}`, async () => {
      await world.visit(route);
      const { page } = world.person;
      await until('the screen has its words', async () => (await page.locator('main').innerText()).trim().length > 0);
      const left = (await texts(page)).map((text) => strange(text, tag)).filter(Boolean);
      assert.deepEqual(left, [], 'not from the catalogue');
      assert.deepEqual(await screenFaults(page), []);
    });
  }
}

test('a number to call reads from left to right in a language that does not', async () => {
  const { person } = world;
  await person.goto('/help');
  const places = await person.page.evaluate(() => {
    const title = [...document.querySelectorAll('.call b')].find((part) => part.innerText.includes('116 123'));
    const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
    let text = walker.nextNode();
    while (!text.data.includes('116')) text = walker.nextNode();
    return ['116', '123'].map((group) => {
      const range = document.createRange();
      range.setStart(text, text.data.indexOf(group));
      range.setEnd(text, text.data.indexOf(group) + 3);
      return range.getBoundingClientRect().left;
    });
  });
  assert.ok(places[0] < places[1], places.join());
});

test('back in English, every date and direction is as before', async () => {
  const { person } = world;
  await person.goto('/me');
  // The page starts again then: a part that is still being fetched would be said to have failed.
  await person.page.waitForLoadState('networkidle');
  speak('en');
  await person.pick(say('language.name'));
  await until('the page is English', () => person.page.evaluate(() => document.documentElement.dir !== 'rtl').catch(() => false));
  await person.heading('person.me.title');
  assert.deepEqual(world.handset.faults, []);
});
