// The sentences on the screen, taken from the one catalogue, so that a story never quotes a sentence that has changed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUp } from './server.mjs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const english = read(join(import.meta.dirname, '../../app/locales/en.json'));
let catalogue = english;

/** From here on the screens are in this language: `en`, or a made-up one that the made-up site speaks. */
export function speak(tag) {
  catalogue = tag === 'en' ? english : read(join(madeUp, `words/${tag}.json`));
}

/** The sentence under a key such as `person.statement.next`, with its values put in. */
export function say(key, values = {}) {
  const sentence = key.split('.').reduce((part, name) => part?.[name], catalogue);
  if (typeof sentence !== 'string') throw new Error(`the catalogue has no ${key}`);
  return sentence.replace(/{{\s*(\w+)\s*}}/g, (_, name) => {
    if (!(name in values)) throw new Error(`${key} needs a value for ${name}`);
    return values[name];
  });
}
