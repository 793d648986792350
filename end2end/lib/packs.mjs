// Licensed packs with made-up wording: no word of a real questionnaire ever enters a test.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path) => JSON.parse(readFileSync(join(import.meta.dirname, '../..', path), 'utf8'));

/** A questionnaire nobody owns, licensed until a far day. */
export function madeUpPack({ statement } = {}) {
  const pack = read('domain/protocol/tests/data/packs/licensed.json');
  if (statement) pack.items[0].text = statement;
  pack.licence.expires = '2099-12-31';
  return pack;
}

/** A questionnaire nobody owns that adds ten of its eleven statements up, and names no thresholds. */
export const sumPack = () => read('domain/protocol/tests/data/packs/adds-up.json');

/** The structure of the answer-sheet questionnaire with made-up words, licensed until `expires`. */
export function madeUpSheet(expires) {
  const pack = read('domain/packs/reqol-10.json');
  return {
    ...pack,
    version: 'made-up',
    title: 'A made-up sheet',
    standing: 'licensed',
    stem: 'Words nobody owns.',
    items: pack.items.map((item, n) => ({
      ...item,
      text: `Made-up line ${n + 1}.`,
      options: item.options.map((option, place) => ({ ...option, text: `made-up box ${place + 1}` })),
    })),
    copyright: 'Nobody owns these words.',
    licence: { holder: 'Nobody', reference: 'made-up/1', expires },
  };
}
