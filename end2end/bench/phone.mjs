// What a person with an old phone on a slow network feels: from the very first opening through every screen to the first
// answer that is kept, and the same again with no network at all. Run by `cargo xtask bench phone`; `--peers FOLDER` runs
// the bench in that folder instead, which measures others in turn with us.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Device } from '../lib/browser.mjs';
import { Link, slow4g } from '../lib/link.mjs';
import { Server, site } from '../lib/server.mjs';

const { values: { runs, peers, only } } = parseArgs({ options: {
  runs: { type: 'string', default: '7' }, peers: { type: 'string' },
  only: { type: 'string', default: 'plain-html,enketo-core,formbricks,surveyjs,waymark' } } });
const print = (line) => process.stdout.write(`${line}\n`);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const [road] = JSON.parse(readFileSync(join(import.meta.dirname, 'waymark.json'), 'utf8'));

/** A phone of 2022 that was not dear, and what it takes four times as long for as this machine. */
const old = { viewport: { width: 412, height: 823 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1.75 };
const SLOWER = 4;
const KEPT = 'the first answer is kept';

/** Runs in the page before anything else: walks the road as fast as it is there, and notes when. */
function walk({ start, item, option, checked, said }) {
  const seen = { blocking: 0, shift: 0 };
  globalThis.seen = seen;
  const watch = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  watch('paint', (it) => { if (it.name === 'first-contentful-paint') seen.fcp = it.startTime; });
  watch('longtask', (it) => { seen.blocking += it.duration - 50; });
  watch('layout-shift', (it) => { if (!it.hadRecentInput) seen.shift += it.value; });
  const shown = (it) => it?.checkVisibility({ visibilityProperty: true }) && it.getBoundingClientRect().height > 0;
  const painted = (note) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => note(performance.now()); port2.postMessage(0); };
  let stepped = -Infinity; let first; let place;
  const frame = () => {
    // Whoever comes again may have marked the second one before.
    const places = [...document.querySelectorAll(item)].find(shown)?.querySelectorAll(option);
    if (places && place === undefined) place = places[1].querySelector(checked) ? 2 : 1;
    const choice = places?.[place];
    const h1 = [...document.querySelectorAll('h1')].find(shown)?.textContent;
    if (first && seen.next === undefined && h1 && h1 !== first) painted((at) => { seen.next ??= at; });
    if (!shown(choice)) {
      const step = start.toReversed().map((it) => document.querySelector(it)).find(shown);
      if (step && performance.now() - stepped > 60) {
        first ??= h1;
        stepped = performance.now();
        step.click();
      }
    } else if (!choice.querySelector(checked)) choice.click();
    else if (document.body.innerText.includes('Kept on this phone')) return painted((at) => { seen.kept = at; console.info(said); });
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

async function visit(device, address, start) {
  const page = await device.context.newPage();
  const session = await device.context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  // Said by the page itself: whoever asks it again and again is what it spends its time on.
  const kept = page.waitForEvent('console', { predicate: (it) => it.text() === KEPT, timeout: 60_000 });
  await page.addInitScript(walk, { ...road, start, said: KEPT });
  await page.goto(address, { waitUntil: 'commit' });
  await kept;
  return page;
}

/** One first visit, and then one more with the network off. */
async function run(server) {
  const link = await Link.make(server.ports[0], slow4g);
  const device = new Device(old);
  try {
    await device.open();
    const page = await visit(device, link.origin, road.start);
    const bytes = link.bytes;
    await page.waitForFunction(() => navigator.serviceWorker.controller || navigator.serviceWorker.ready, undefined, { timeout: 60_000 });
    const seen = await page.evaluate(() => globalThis.seen);
    await page.close();
    await server.stop();
    const again = await visit(device, link.origin, road.warmStart);
    const off = await again.evaluate(() => globalThis.seen.kept);
    return { ...seen, next: seen.next - seen.fcp, kilobytes: bytes / 1_024, off };
  } finally {
    await device.remove();
    await link.close();
    await server.start();
  }
}

const rows = [['first words (ms)', 'fcp'], ['a tap on the first button shows the next screen (ms after that)', 'next'],
  ['first answer kept (ms)', 'kept'], ['on the link until then, everything (KiB)', 'kilobytes'],
  ['blocking, whole load (ms)', 'blocking'], ['layout shift', 'shift'], ['again, network off: first answer kept (ms)', 'off']];

const server = await Server.make();
try {
  if (JSON.parse(readFileSync(join(site, 'site.json'), 'utf8')).quick) print('This is the quick build: it is not what phones get.');
  if (peers) {
    const ours = join(tmpdir(), `waymark-road-${process.pid}.json`);
    writeFileSync(ours, JSON.stringify([{ ...road, url: `${server.person}/` }]));
    const { status } = spawnSync(process.execPath, ['bench.mjs', '--runs', runs, '--cond', 'slow4g', '--only', only, '--contestants', ours],
      { cwd: peers, stdio: 'inherit' });
    rmSync(ours);
    process.exitCode = status ?? 1;
  } else {
    const all = [];
    for (let n = 0; n < Number(runs); n += 1) all.push(await run(server));
    print(`median of ${runs} (least to most), slow 4G, CPU ${SLOWER} times slower`);
    for (const [name, key] of rows) {
      const values = all.map((one) => one[key]);
      const say = (it) => it.toFixed(key === 'shift' ? 4 : 0);
      print(`  ${name.padEnd(64)}${say(median(values)).padStart(6)}  (${say(Math.min(...values))} to ${say(Math.max(...values))})`);
    }
  }
} finally {
  await server.close();
}
