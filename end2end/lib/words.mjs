// The sentences on the screen, taken from the one catalogue, so that a story never quotes a sentence that has changed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const catalogue = JSON.parse(readFileSync(join(import.meta.dirname, '../../app/locales/en.json'), 'utf8'));

/** The sentence under a key such as `person.statement.next`, with its values put in. */
export function say(key, values = {}) {
  const sentence = key.split('.').reduce((part, name) => part?.[name], catalogue);
  if (typeof sentence !== 'string') throw new Error(`the catalogue has no ${key}`);
  return sentence.replace(/{{\s*(\w+)\s*}}/g, (_, name) => {
    if (!(name in values)) throw new Error(`${key} needs a value for ${name}`);
    return values[name];
  });
}
