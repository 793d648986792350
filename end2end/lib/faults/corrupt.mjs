// Files of the browser's database that were damaged on the disk. The browser says nothing and opens an empty database,
// or one from before; only the ledger notices.
import { randomFillSync } from 'node:crypto';
import { closeSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../until.mjs';
import { say } from '../words.mjs';
import { saysLoss } from './bench.mjs';

const size = (path) => statSync(path).size;
const garbage = (path, from = 0) => {
  const file = openSync(path, 'r+');
  writeSync(file, randomFillSync(Buffer.alloc(size(path) - from)), 0, undefined, from);
  closeSync(file);
};

/** The folder of this origin's database and its files by their endings. */
export function filesOf(profile) {
  const all = join(profile, 'Default/IndexedDB');
  const folder = join(all, readdirSync(all).find((name) => name.endsWith('.leveldb')));
  const files = (pattern) => readdirSync(folder).filter((name) => pattern.test(name)).map((name) => join(folder, name));
  return { logs: files(/\.log$/), tables: files(/\.ldb$/), manifests: files(/^MANIFEST/), current: join(folder, 'CURRENT') };
}

/** Each way of damage, done to the files. */
export const damages = {
  'garbage in the log': ({ logs }) => logs.forEach((path) => garbage(path, Math.floor(Math.random() * 0.2 * size(path)))),
  'half a log': ({ logs }) => logs.forEach((path) => truncateSync(path, Math.floor(size(path) * (0.3 + Math.random() * 0.4)))),
  'garbage in MANIFEST': ({ manifests }) => manifests.forEach((path) => garbage(path)),
  'garbage in CURRENT': ({ current }) => garbage(current),
  'files missing': ({ logs, tables }) => [...logs, ...tables].forEach((path) => rmSync(path)),
  // Without CURRENT the browser reads the log anew and everything is there; without MANIFEST it gives up.
  'no MANIFEST': ({ manifests }) => manifests.forEach((path) => rmSync(path)),
};

/** Damages a phone's database in one way. */
async function damage(bench, kind, tally) {
  const copy = bench.phone();
  try {
    damages[kind](filesOf(copy.device.dir));
    await copy.start('/');
    tally.rounds += 1;
    const seen = await until('the app has looked', async () => {
      if (await saysLoss(copy)) return 'loss';
      if (await copy.page.getByText(say('person.store.lasting')).count() > 0) return 'shut';
      return await copy.page.locator('nav').count() > 0 ? 'nothing' : undefined;
    }).catch(() => 'neither');
    if (seen === 'loss' || seen === 'shut') tally.detected += 1;
    else tally.unseen.push(`${kind}: ${seen}`);
    // What the phone remembers of its records stays until the person decides; so does the file they saved.
    const ledger = await copy.page.evaluate(() => localStorage.getItem('waymark-head'));
    if (ledger !== bench.ledger) tally.overwritten += 1;
    if (seen === 'shut') {
      // No page can open or delete it any more. The person does what the screen says: clears it in the browser.
      const session = await copy.device.context.newCDPSession(copy.page);
      await session.send('Storage.clearDataForOrigin', { origin: copy.origin, storageTypes: 'all' });
    }
    await bench.bringBack(copy);
    await copy.goto('/');
    if (await bench.missing(copy) === 0 && !await saysLoss(copy)) tally.restored += 1;
  } finally {
    await copy.device.remove();
  }
}

/** Damages the database in each of six ways, `rounds` times each. */
export async function corrupt(bench, rounds) {
  const tally = { fault: `corruption, ${Object.keys(damages).length} kinds`, rounds: 0, detected: 0, overwritten: 0, restored: 0, unseen: [] };
  for (const kind of Object.keys(damages)) for (let n = 0; n < rounds; n += 1) await damage(bench, kind, tally);
  return tally;
}
