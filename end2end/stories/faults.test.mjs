// What befalls a phone, some rounds of each; `cargo xtask deep faults` makes the full number. Killed upgrades have a
// story of their own.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Bench } from '../lib/faults/bench.mjs';
import { cleared } from '../lib/faults/cleared.mjs';
import { connection } from '../lib/faults/connection.mjs';
import { corrupt } from '../lib/faults/corrupt.mjs';
import { canMakeDisks, disk, quota } from '../lib/faults/full.mjs';
import { kill } from '../lib/faults/kill.mjs';
import { tabs } from '../lib/faults/tabs.mjs';
import { makeSite, update } from '../lib/faults/update.mjs';

let bench;

before(async () => { bench = await Bench.make(); });
after(() => bench?.close());

test('a browser that is killed while it writes has lost no answer that was said to be kept', async () => {
  const { rounds, lost } = await kill(bench, 5);
  assert.deepEqual({ rounds, lost }, { rounds: 5, lost: 0 });
});

test('a connection that is lost is opened again, and no answer is lost with it', async () => {
  const { rounds, lost, unseen } = await connection(bench, 1);
  assert.deepEqual({ lost, unseen }, { lost: 0, unseen: [] });
  assert.ok(rounds >= 5);
});

test('a damaged database is noticed, nothing is written over, and the safe copy brings everything back', async () => {
  const { rounds, detected, overwritten, restored, unseen } = await corrupt(bench, 1);
  assert.deepEqual({ detected, overwritten, restored, unseen }, { detected: rounds, overwritten: 0, restored: rounds, unseen: [] });
});

test('without room the answer is kept or stays on the screen with a plain word, and nothing is lost', async () => {
  const { rounds, lost, kept_after } = await quota(bench, 5);
  assert.deepEqual({ rounds, lost, kept_after }, { rounds: 5, lost: 0, kept_after: 5 });
});

test('with a full disk the answer is kept or stays on the screen with a plain word, and nothing is lost', async (context) => {
  if (!canMakeDisks()) {
    // A named exception: a small disk can only be mounted by root.
    context.skip('a full disk needs Linux and root; continuous integration has both');
    return;
  }
  const { rounds, lost, kept_after } = await disk(bench, 6);
  assert.deepEqual({ rounds, lost, kept_after }, { rounds: 6, lost: 0, kept_after: 6 });
});

test('two tabs that write, die and upgrade beside each other lose nothing', async () => {
  const { rounds, lost, late, blocked } = await tabs(bench, 6);
  assert.deepEqual({ rounds, lost, late, blocked }, { rounds: 6, lost: 0, late: 0, blocked: 0 });
});

test('cleared site data is noticed where anything remembers, and a copy brings everything back', async () => {
  const { rounds, detected, detectable, restored, unseen } = await cleared(bench, 2);
  assert.deepEqual({ detected, restored, unseen }, { detected: detectable, restored: rounds, unseen: [] });
});

test('a browser that answers nothing about its cached files opens the notebook all the same', async () => {
  const copy = bench.phone();
  try {
    await copy.start();
    await copy.device.context.addInitScript(() => {
      localStorage.removeItem('waymark-head');
      CacheStorage.prototype.open = () => { globalThis.asked = true; return new Promise(() => {}); };
    });
    await copy.goto('/check-ins');
    assert.ok(await copy.page.evaluate(() => globalThis.asked), 'the second note was asked for');
  } finally {
    await copy.device.remove();
  }
});

test('a new version in mid check-in loads nothing again by itself, changes no answer, keeps the old files and reaches every tab', async () => {
  const site = makeSite();
  const own = await Bench.make({ site });
  try {
    const { rounds, reloaded, changed, assets_gone, behind } = await update(own, 5);
    assert.deepEqual({ rounds, reloaded, changed, assets_gone, behind }, { rounds: 5, reloaded: 0, changed: 0, assets_gone: 0, behind: 0 });
  } finally {
    await own.close();
    rmSync(site, { recursive: true, force: true });
  }
});
