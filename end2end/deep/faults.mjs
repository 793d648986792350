// What befalls a phone, with the full number of rounds; prints a table and fails on any loss. Some twenty minutes.
// Names on the command line, such as `kill tabs`, run only those.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Device, phone } from '../lib/browser.mjs';
import { Bench } from '../lib/faults/bench.mjs';
import { cleared } from '../lib/faults/cleared.mjs';
import { connection } from '../lib/faults/connection.mjs';
import { corrupt } from '../lib/faults/corrupt.mjs';
import { canMakeDisks, disk, quota } from '../lib/faults/full.mjs';
import { kill } from '../lib/faults/kill.mjs';
import { tabs } from '../lib/faults/tabs.mjs';
import { killUpgrade, moments, Upgrade } from '../lib/faults/upgrade.mjs';
import { makeSite, update } from '../lib/faults/update.mjs';
import { newest } from '../lib/schema.mjs';

/** Every second time only a little room is cleared. */
const littleRoom = (bench, rounds) => disk(bench, rounds, { little: true });

/** A new version needs a site that can change. */
async function updateOnItsOwnSite(_, rounds) {
  const site = makeSite();
  const bench = await Bench.make({ site });
  try {
    return await update(bench, rounds);
  } finally {
    await bench.close();
    rmSync(site, { recursive: true, force: true });
  }
}

/** Each fixture, each moment of the upgrade, `rounds` times. */
async function upgrades(bench, rounds) {
  const tally = { fault: 'upgrade interrupted by kill', rounds: 0, lost: 0, unseen: [] };
  const folder = join(import.meta.dirname, '../fixtures/idb');
  const device = new Device(phone);
  const upgrade = new Upgrade(device, bench.server.person);
  try {
    for (const name of readdirSync(folder)) {
      const fixture = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      if (fixture.version === newest) continue;
      for (const moment of moments) {
        for (let n = 0; n < rounds; n += 1) {
          await killUpgrade(upgrade, fixture, moment);
          tally.rounds += 1;
          await upgrade.isWhole(fixture, newest).catch((fault) => { tally.lost += 1; tally.unseen.push(`${moment.words}: ${fault.message}`); });
        }
      }
    }
  } finally {
    await device.remove();
  }
  return tally;
}

/** Each fault: how many rounds, and what must hold. */
const faults = {
  kill: [kill, 100, ({ lost }) => lost === 0],
  connection: [connection, 5, ({ lost }) => lost === 0],
  corrupt: [corrupt, 5, ({ rounds, detected, restored, overwritten }) => detected === rounds && restored === rounds && overwritten === 0],
  quota: [quota, 20, ({ rounds, lost, kept_after }) => lost === 0 && kept_after === rounds],
  disk: [disk, 20, ({ rounds, lost, kept_after }) => lost === 0 && kept_after === rounds],
  little_room: [littleRoom, 20, ({ rounds, lost, kept_after }) => lost === 0 && kept_after === rounds],
  tabs: [tabs, 50, ({ lost, late, blocked }) => lost === 0 && late === 0 && blocked === 0],
  update: [updateOnItsOwnSite, 20, ({ reloaded, changed, assets_gone }) => reloaded + changed + assets_gone === 0],
  upgrade: [upgrades, 4, ({ lost }) => lost === 0],
  cleared: [cleared, 5, ({ rounds, detected, detectable, restored }) => detected === detectable && restored === rounds],
};

const say = (line) => process.stdout.write(`${line}\n`);
const wanted = process.argv.slice(2);
const bench = await Bench.make();
let broken = 0;
try {
  for (const [name, [work, rounds, holds]] of Object.entries(faults)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    if ([disk, littleRoom].includes(work) && !canMakeDisks()) {
      say('NOT RUN  full disk: needs Linux and root');
      broken += 1;
      continue;
    }
    const start = performance.now();
    let good = false;
    let words;
    try {
      const { fault, unseen, ...figures } = await work(bench, rounds);
      good = holds(figures);
      words = `${fault.padEnd(30)} ${Object.entries(figures).map(([key, value]) => `${key} ${value}`).join(', ')}${unseen?.length ? ` (${unseen.join('; ')})` : ''}`;
    } catch (trouble) {
      words = `${name}: ${trouble.stack}`;
    }
    if (!good) broken += 1;
    say(`${good ? 'holds ' : 'BROKEN'}  ${words}  [${Math.round((performance.now() - start) / 1000)} s]`);
  }
} finally {
  await bench.close();
}
if (broken > 0) process.exitCode = 1;
