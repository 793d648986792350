// Every sentence of eight words or more, in the catalogue, our own questionnaires, the list of numbers to call and the
// pages as they stand before the app runs, can be read at eleven: the Flesch-Kincaid grade of the sentence plus five
// years. Shorter ones are left out, because one long word would decide.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

const root = resolve(import.meta.dirname, '../..');
const oldest = 11;
const fewest = 8;

/** Sentences with where they stand; a name takes the place of a placeholder. */
function sentences(value, place) {
  if (value === null || typeof value !== 'object') {
    if (typeof value !== 'string') return [];
    const text = value.replace(/{{\s*\w+\s*}}/g, 'Sam');
    return text.split(/(?<=[.!?])\s+/).map((sentence) => ({ place, sentence }));
  }
  return Object.entries(value).flatMap(([key, part]) => sentences(part, `${place}.${key}`));
}

/** The age at which a sentence can be read, and whether it is long enough to say so. */
function age({ sentence, place }) {
  const words = sentence.match(/[\p{L}\p{N}’'-]+/gu) ?? [];
  const syllables = words.reduce((sum, word) => sum + syllable(word), 0);
  return { place, sentence, words: words.length, syllables,
    age: fleschKincaid({ sentence: 1, word: words.length, syllable: syllables }) + 5 };
}

const long = (found) => found.map(age).filter(({ words }) => words >= fewest);
const line = ({ age: years, place, sentence }) => `${years.toFixed(1)} ${place}: ${sentence}`;
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** What a person reads of a questionnaire of ours: text, and neither sources nor ids. */
const readOfPack = new Set(['text', 'title', 'stem', 'label', 'short', 'low', 'high', 'words', 'intro']);
function packSentences(value, place) {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => (readOfPack.has(key) || (Array.isArray(value) && typeof part === 'string')
    ? sentences(part, `${place}.${key}`) : packSentences(part, `${place}.${key}`)));
}

/** What a person reads of a number to call: what it is, and neither where that stands nor the number. */
const contactSentences = ({ contacts }, place) => contacts.flatMap(({ name, hint }, n) => sentences({ name, hint }, `${place}.${n}`));

/** The words of a page as it is sent, one part after the other; words of the catalogue are read there. */
function pageSentences(html, place) {
  const shown = html.replace(/<!--.*?-->|<(script|style|svg)\b.*?<\/\1>/gs, '');
  const said = [...shown.matchAll(/<meta name="description" content="([^"]*)"/g)].map(([, words]) => words);
  // Only these stand inside a sentence.
  const parts = shown.replace(/<\/?(?:a|b|strong|em|span)\b[^>]*>/g, '').split(/<[^>]*>/);
  return [...said, ...parts].map((part) => part.replace(/{{.*?}}|@@.*?@@/g, '').replace(/&nbsp;/g, ' ').trim()).filter(Boolean)
    .flatMap((part) => sentences(part, place));
}

/** Every page of the site that is kept as a file. */
const pages = readdirSync(join(root, 'public'), { recursive: true }).filter((file) => file.endsWith('.html')).sort();

test('a hard sentence is found, and an easy one is not', () => {
  const hard = 'Notwithstanding previous authorisation, practitioners may disseminate identifiable information to participating organisations.';
  assert.ok(age({ sentence: hard }).age > 16);
  assert.ok(age({ sentence: 'You can skip a line, go back, or stop when you like.' }).age < 8);
});

test('what stands in a page is read whole, and nothing that no one sees', () => {
  const page = '<title>A name</title><script>let unread;</script><p>{{a.key}}</p><p>Call us <b>now</b> on <a href="tel:1">1&nbsp;2</a>. Do.</p>';
  assert.deepEqual(pageSentences(page, 'page').map(({ sentence }) => sentence), ['A name', 'Call us now on 1 2.', 'Do.']);
});

test('every sentence of eight words or more can be read at eleven', (context) => {
  const packs = readdirSync(join(root, 'domain/packs')).map((file) => packSentences(read(`domain/packs/${file}`), file)).flat();
  const contacts = contactSentences(read('app/contacts/uk.json'), 'contacts');
  const sent = pages.flatMap((file) => pageSentences(readFileSync(join(root, 'public', file), 'utf8'), file));
  for (const [source, fewestThere] of [[contacts, 1], [sent, 3]]) assert.ok(long(source).length >= fewestThere, 'there is something to read');
  const all = long([...sentences(read('app/locales/en.json'), 'en'), ...packs, ...contacts, ...sent]);
  assert.ok(all.length > 100);
  all.sort((a, b) => b.age - a.age);
  const sum = (of) => all.reduce((total, each) => total + of(each), 0);
  const together = fleschKincaid({ sentence: all.length, word: sum((it) => it.words), syllable: sum((it) => it.syllables) }) + 5;
  context.diagnostic(`${all.length} sentences of ${fewest} words or more; together they can be read at ${together.toFixed(1)}`);
  all.slice(0, 5).forEach((each) => context.diagnostic(line(each)));
  assert.deepEqual(all.filter(({ age: years }) => years > oldest).map(line), []);
});
