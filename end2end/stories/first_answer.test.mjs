// What goes over the link until somebody's first answer is kept, from the very first opening through every screen. The
// list of it and its budget are in `bench/first-answer.json`; `cargo xtask build` adds the same list up.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Link, slow4g } from '../lib/link.mjs';
import { Person } from '../lib/person.mjs';
import { Server, site } from '../lib/server.mjs';

const server = await Server.make();
after(() => server.close());
const { quick } = JSON.parse(readFileSync(join(site, 'site.json'), 'utf8'));
const { at_most: most, files } = JSON.parse(readFileSync(join(import.meta.dirname, '../bench/first-answer.json'), 'utf8'));

/** What is wrong with what was fetched. */
function faults(link) {
  const { bytes } = link;
  const unlisted = link.files.filter((file) => !files.includes(file)).map((file) => `${file} is not on the list`);
  const unfetched = files.filter((file) => !link.files.includes(file)).map((file) => `${file} was not fetched`);
  return [...unlisted, ...unfetched, ...(bytes > most ? [`${bytes} bytes, at most ${most}`] : [])];
}

// Of the quick build, which nobody is served, neither parts nor sizes are those that are.
test('until the first kept answer the files of the list are fetched, within the budget', { skip: quick }, async (context) => {
  // A slow one: on a quick one the letters' face comes with the program, because it keeps nobody waiting there.
  const link = await Link.make(server.ports[0], slow4g);
  const handset = new Device(phone);
  const person = new Person(handset, link.origin);
  try {
    await handset.open();
    // Whoever taps at once, on the page's own screens; what a slower reader fetches meanwhile delays nobody.
    await person.page.goto(link.origin, { waitUntil: 'domcontentloaded' });
    await person.toFirstQuestion();
    await person.page.locator('#statement .notch').nth(6).click();
    await person.sees('person.store.kept');
    // What is kept for days without signal begins right after the answer; that it is not before, the story `precache` says.
    const after = link.exchanges.findIndex(({ path }) => path === '/service-worker.js');
    if (after >= 0) link.exchanges.splice(after);
    context.diagnostic(`${link.bytes} bytes, ${link.exchanges.length} requests`);
    assert.deepEqual(faults(link), []);

    // Planted: a file too many, one that is not fetched, and a byte too many.
    const [first] = link.exchanges;
    assert.deepEqual(faults({ files: [...files, '/x.js'], bytes: 1 }), ['/x.js is not on the list']);
    assert.deepEqual(faults({ files: files.slice(1), bytes: 1 }), [`${files[0]} was not fetched`]);
    first.down += most - link.bytes + 1;
    assert.deepEqual(faults(link), [`${most + 1} bytes, at most ${most}`]);
    assert.deepEqual(handset.faults, []);
  } finally {
    await handset.remove();
    await link.close();
  }
});
