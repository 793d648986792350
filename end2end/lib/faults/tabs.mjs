// Two tabs of one phone: both write, one is killed while it writes, one upgrades while the other is open.
import { until } from '../until.mjs';
import { QUIET } from '../notebook.mjs';
import { answerOn, saysLoss } from './bench.mjs';

/** Longest wait of a tab whose fellow was killed with the pen in its hand, in milliseconds. */
const HANDED_OVER_MS = 2_000;

/** Both tabs write to one check-in at once. */
async function together(copy, other) {
  await Promise.all([
    copy.page.evaluate(answerOn, { statement: 1, times: 4 }),
    other.evaluate(answerOn, { statement: 2, times: 4 }),
  ]);
}

/** One tab dies while it writes; the other takes over. */
async function killed(copy, other, tally, crash) {
  const acked = copy.acked;
  other.evaluate(answerOn, { statement: 2, times: 1000 }).catch(() => {});
  await until('the other tab writes', () => copy.acked > acked + 1);
  if (crash) {
    const session = await copy.device.context.newCDPSession(other);
    session.send('Page.crash').catch(() => {});
    await until('the tab has crashed', () => other.crashed);
  } else {
    await other.close();
  }
  const start = performance.now();
  await copy.page.evaluate(answerOn, { statement: 1, times: 1 });
  const took = performance.now() - start;
  tally.slowest_ms = Math.max(tally.slowest_ms, Math.round(took));
  if (took > HANDED_OVER_MS) tally.late += 1;
}

/** A tab of a later version upgrades while this one is open; this one goes on. */
async function upgraded(copy, other, tally) {
  await other.goto(copy.origin + QUIET);
  const blocked = await other.evaluate(() => new Promise((done, failed) => {
    let waited = false;
    indexedDB.databases().then((all) => {
      const { version } = all.find(({ name }) => name === 'waymark');
      const request = indexedDB.open('waymark', version + 1);
      request.onupgradeneeded = () => request.result.createObjectStore(`later-${version + 1}`);
      request.onblocked = () => { waited = true; };
      request.onsuccess = () => { request.result.close(); done(waited); };
      request.onerror = () => failed(request.error);
    });
  }));
  if (blocked) tally.blocked += 1;
  await copy.page.evaluate(answerOn, { statement: 1, times: 2 });
}

/** In turn: both write, one is closed or crashes while it writes, one upgrades. */
export async function tabs(bench, rounds) {
  const tally = { fault: 'two tabs', rounds: 0, lost: 0, late: 0, slowest_ms: 0, blocked: 0 };
  const copy = bench.phone();
  try {
    await copy.start();
    await copy.statement();
    for (let n = 0; n < rounds; n += 1) {
      const before = await copy.head();
      copy.acked = 0;
      const other = await copy.device.context.newPage();
      other.on('crash', () => { other.crashed = true; });
      await copy.statement(2, other);
      if (n % 3 === 0) await together(copy, other);
      else if (n % 3 === 1) await killed(copy, other, tally, n % 2 === 0);
      else await upgraded(copy, other, tally);
      if (!other.isClosed() && !other.crashed) {
        // Each tab shows what the other wrote.
        await until('the other tab’s answer has come', async () => n % 3 === 2 || await copy.marked() === copy.last[1]);
      }
      const acked = copy.acked;
      await other.close().catch(() => {});
      const seen = { ...copy.last };
      const head = await copy.head();
      let lost = Math.max(0, before.last + acked - head.last);
      await copy.statement(2);
      // The tab that was killed may have kept one more answer than the story has heard of.
      const extra = head.last - before.last - acked;
      if (seen[2] !== undefined && await copy.marked() !== (n % 3 === 1 ? (seen[2] + extra) % 5 : seen[2])) lost += 1;
      copy.last[2] = await copy.marked();
      await copy.statement(1);
      if (await copy.marked() !== seen[1]) lost += 1;
      if (await saysLoss(copy)) lost += 1;
      tally.rounds += 1;
      tally.lost += lost;
    }
  } finally {
    await copy.device.remove();
  }
  return tally;
}
