// A notebook of an earlier version in today's app: every record is there, whatever the upgrade is interrupted by, and a
// notebook of a later version is left alone. One fixture for each released version of the schema.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { blockUpgrade, inLayout, killUpgrade, moments, Upgrade } from '../lib/faults/upgrade.mjs';
import { hashRows, readNotebook } from '../lib/notebook.mjs';
import { newest, stores as current } from '../lib/schema.mjs';
import { Server } from '../lib/server.mjs';
import { makeStory } from '../lib/story.mjs';
import { say } from '../lib/words.mjs';

const folder = join(import.meta.dirname, '../fixtures/idb');
const fixtures = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
let server; let handset; let upgrade;

const step = makeStory();

before(async () => {
  server = await Server.make();
  handset = new Device(phone);
  await handset.open();
  upgrade = new Upgrade(handset, server.person);
});
after(async () => {
  await handset?.remove();
  await server?.close();
});

step('every earlier layout, with a record in each of its stores, is read as it was', async () => {
  const whole = fixtures.at(-1);
  for (const { version, stores } of fixtures) {
    const fixture = inLayout({ version, stores }, whole);
    for (const [store, rows] of Object.entries(fixture.stores)) assert.ok(Object.keys(rows).length > 0, `${store} has a row`);
    await upgrade.lay(fixture);
    await upgrade.openApp();
    await upgrade.isWhole(fixture, newest);
  }
});

for (const fixture of fixtures) {
  const name = `version ${fixture.version}`;

  step(`${name}: today’s app reads every record as it was`, async () => {
    assert.equal(fixture.count, Object.values(fixture.stores).reduce((sum, rows) => sum + Object.keys(rows).length, 0) - Object.keys(fixture.stores.meta).length);
    await upgrade.lay(fixture);
    await upgrade.openApp();
    await upgrade.isWhole(fixture, newest);
    await upgrade.showsEverything(fixture);
    await upgrade.isWhole(fixture, newest);
  });

  for (const moment of moments) {
    step(`${name}: killed ${moment.words}, the upgrade is made at the next start`, async () => {
      await killUpgrade(upgrade, fixture, moment);
      await upgrade.isWhole(fixture, newest);
    });
  }

  step(`${name}: an old tab in the way is named, and once it is closed everything is there`, async () => {
    await blockUpgrade(upgrade, fixture);
    await upgrade.isWhole(fixture, newest);
  });
}

step('a notebook of a version that breaks with this one is named and left as it is', async () => {
  const later = { ...fixtures.at(-1), version: 100 };
  await upgrade.lay(later);
  await handset.page.goto(`${server.person}/`);
  await handset.page.getByText(say('errors.store.newer')).first().waitFor();
  await upgrade.goQuiet();
  const kept = await readNotebook(handset.page);
  assert.equal(kept.version, 100);
  assert.equal(hashRows(kept), hashRows(later));
});

step('a notebook of a version that only adds to this one is read, and its version stays', async () => {
  const later = { ...fixtures.at(-1), version: newest + 1 };
  const added = [...current.map((it) => it.name), 'of-a-later-day'].filter((name) => !(name in later.stores));
  later.stores = { ...later.stores, ...Object.fromEntries(added.map((name) => [name, {}])) };
  await upgrade.lay(later);
  await upgrade.openApp();
  await upgrade.isWhole(later, newest + 1);
});

step('no page reported an error', () => assert.deepEqual(handset.faults, []));
