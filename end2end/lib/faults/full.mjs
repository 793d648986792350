// No room left: the browser's quota for this origin, and the disk itself. The answer is kept, or it stays on the screen
// and the app says plainly that there is no room.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, closeSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.mjs';
import { say } from '../words.mjs';
import { saysLoss } from './bench.mjs';

/** How long the app may try: three connections, then without its reserve three more, eight seconds each. */
const TRYING_MS = 60_000;

/** What the app says when it could not keep an answer; a browser does not always tell it that room is what lacks. */
const refusals = ['full', 'closed', 'other'];

/**
 * Answers once more and tells what the app said: `kept`; `full`, or `refused` in other plain words, with the answer
 * still marked; or `lost`.
 */
async function answerOnce(copy) {
  const { page } = copy;
  const place = (await copy.marked() + 1) % 5;
  // What an earlier answer left on the screen is no word about this one.
  await page.evaluate(() => { globalThis.keptBefore = document.querySelector('p.kept')?.textContent ? document.querySelector('p.kept').firstElementChild : null; });
  await copy.page.locator('label.opt').nth(place).click();
  const said = await until('the app says what became of the answer', async () => {
    for (const refusal of refusals) {
      const told = [`errors.store.${refusal}`, `errors.store.${refusal}_next`].map((key) => page.getByText(say(key)).count());
      if ((await Promise.all(told)).every((count) => count > 0)) return refusal === 'full' ? 'full' : 'refused';
    }
    return await page.evaluate(() => {
      const line = document.querySelector('p.kept');
      return line?.textContent && line.firstElementChild !== globalThis.keptBefore ? 'kept' : undefined;
    });
  }, { timeout_ms: TRYING_MS });
  return await copy.marked() === place ? { said, place } : { said: 'lost', place };
}

/**
 * One shortage: answers until there is no room, then with room again, then after a restart. `meanwhile` is what else
 * comes between the two; it says whether the app may have kept more. With `reserve`, what the app gave up is counted.
 */
async function shortage(copy, tally, { use, free, reserve = false, meanwhile }) {
  const before = await copy.head();
  let kept = 0;
  let last;
  await use();
  for (let n = 0; n < 3; n += 1) {
    const { said, place } = await answerOnce(copy);
    tally[said] += 1;
    if (said === 'kept') { kept += 1; last = place; }
    if (reserve && said === 'full') tally.reserve_given += 'reserve' in (await copy.notebook()).stores.meta ? 0 : 1;
    if (said !== 'kept') break;
  }
  for (const answer of await meanwhile?.() ?? []) {
    tally[answer.said] += 1;
    if (answer.said === 'kept') { kept += 1; last = answer.place; }
  }
  await free();
  const again = await answerOnce(copy);
  if (again.said === 'kept') { kept += 1; last = again.place; tally.kept_after += 1; }
  await copy.device.close();
  await copy.start();
  await copy.statement();
  const after = await copy.head();
  const whole = after.last >= before.last + kept && after.count >= before.count && await copy.marked() === last && !await saysLoss(copy);
  tally.rounds += 1;
  if (!whole) tally.lost += 1;
}

const makeTally = (fault) => ({ fault, rounds: 0, kept: 0, full: 0, refused: 0, reserve_given: 0, kept_after: 0, lost: 0 });

/** The browser gives this origin no more room. */
export async function quota(bench, rounds) {
  const tally = makeTally('quota');
  const copy = bench.phone();
  try {
    await copy.start();
    await copy.statement();
    for (let n = 0; n < rounds; n += 1) {
      const session = await copy.device.context.newCDPSession(copy.page);
      const { origin } = copy;
      const use = async () => {
        const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
        // From no room at all to a little.
        await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: Math.max(1, Math.floor(usage * (n % 2 ? 1 : 0.5))) });
        const { overrideActive } = await session.send('Storage.getUsageAndQuota', { origin });
        if (!overrideActive) throw new Error('the browser did not take the quota');
      };
      await shortage(copy, tally, { use, reserve: true, free: () => session.send('Storage.overrideQuotaForOrigin', { origin }) });
    }
  } finally {
    await copy.device.remove();
  }
  return tally;
}

/** So little that the app's words fit, and what the browser makes of its log does not. */
const LITTLE_BYTES = 1 << 20;

/** What may come while the disk is full: nothing, and somebody clears room in time. */
const roomInTime = () => undefined;

/**
 * Or somebody clears a little, and the browser is closed with no more. The app opens nothing until there is enough, or
 * there never was a sign.
 */
const littleRoom = ({ copy, free, use }) => async () => {
  free();
  use(LITTLE_BYTES);
  const answers = [await answerOnce(copy)];
  await copy.device.close();
  await copy.start('/');
  free();
  const { page } = copy;
  const refused = page.getByText(say('errors.store.full'));
  await refused.or(page.locator('nav')).or(page.getByText(say('person.store.loss'))).first().waitFor();
  if (await refused.count() > 0) await copy.tap('person.store.again');
  await copy.statement();
  return answers;
};

/** Whether this machine lets us make a small disk. */
export const canMakeDisks = () => process.platform === 'linux' && process.getuid() === 0;

/**
 * The phone's disk is full to the last byte. Needs a machine where we may mount a disk of memory. With `little`, every
 * second time only a little room is cleared before the browser is started again: on a busy machine the browser sometimes
 * loses a notebook over that, whatever the app does (docs/RELIABILITY.md), so it is counted by the long run.
 */
export async function disk(bench, rounds, { little = false } = {}) {
  const tally = makeTally(little ? 'full disk, then a little room' : 'full disk');
  const turns = little ? [roomInTime, littleRoom] : [roomInTime];
  const where = mkdtempSync(join(tmpdir(), 'waymark-disk-'));
  const run = (...args) => {
    const done = spawnSync(args[0], args.slice(1), { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
    return done.stdout;
  };
  const size_mb = Math.max(24, Number(run('du', '-sm', bench.profile).split('\t')[0]) + 64);
  run('mount', '-t', 'tmpfs', '-o', `size=${size_mb}m`, 'tmpfs', where);
  const profile = join(where, 'profile-waymark-device');
  mkdirSync(profile);
  const copy = bench.phone(profile);
  const ballast = join(where, 'ballast');
  try {
    await copy.start();
    await copy.statement();
    for (let n = 0; n < rounds; n += 1) {
      const use = (leave_bytes = 0) => {
        const file = openSync(ballast, 'w');
        try {
          for (let bytes = 1 << 20; bytes >= 1; bytes >>= 1) {
            try { for (;;) writeSync(file, Buffer.alloc(bytes, 7)); } catch (fault) { if (fault.code !== 'ENOSPC') throw fault; }
          }
        } finally {
          closeSync(file);
        }
        truncateSync(ballast, statSync(ballast).size - leave_bytes);
      };
      const free = () => rmSync(ballast, { force: true });
      await shortage(copy, tally, { use, free, meanwhile: turns[n % turns.length]({ copy, free, use }) });
    }
  } finally {
    await copy.device.close().catch(() => {});
    await until('nothing of the browser is left', () => copy.device.processes().length === 0);
    run('umount', where);
    rmSync(where, { recursive: true, force: true });
  }
  return tally;
}
