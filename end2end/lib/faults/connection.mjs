// A connection to the database that dies under the app, as it does on an iPhone that was in a pocket. The app opens it
// again and tries again; what it says to be kept is kept.
import { answerOn, saysLoss } from './bench.mjs';

/** Runs in each page: every connection to the database stands in a list, and the next transactions can be made to fail. */
function reach() {
  globalThis.connections = [];
  globalThis.failures = [];
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function watched(...args) {
    const request = open.apply(this, args);
    request.addEventListener('success', () => globalThis.connections.push(request.result));
    return request;
  };
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function begun(...args) {
    const [kind, name, words] = globalThis.failures.shift() ?? [];
    if (kind === 'refuse') throw new DOMException(words, name);
    const tx = begin.apply(this, args);
    // As a browser ends it whose database process has died: no error of the app's own making.
    if (kind === 'abort') setTimeout(() => { try { tx.abort(); } catch { /* it was through already */ } }, 0);
    if (kind === 'close') this.close();
    return tx;
  };
}

const lost = 'Connection to Indexed Database server lost. Refresh the page to try again';
const backing = 'Internal error opening backing store for indexedDB.open.';

/** Each way in which a connection is lost, told to the page before the next answer. */
export const losses = {
  'closed from outside': () => globalThis.connections.at(-1).close(),
  'closed, and said so': () => { const last = globalThis.connections.at(-1); last.close(); last.dispatchEvent(new Event('close')); },
  'closed in mid-transaction': () => globalThis.failures.push(['close']),
  'UnknownError once': (words) => globalThis.failures.push(['refuse', 'UnknownError', words.lost]),
  'UnknownError twice': (words) => globalThis.failures.push(['refuse', 'UnknownError', words.lost], ['refuse', 'UnknownError', words.backing]),
  'InvalidStateError': () => globalThis.failures.push(['refuse', 'InvalidStateError', 'The database connection is closing.']),
  'aborted without an error': () => globalThis.failures.push(['abort']),
  'the database deleted under the app': () => new Promise((done) => { indexedDB.deleteDatabase('waymark').onsuccess = done; }),
  'late word of an old connection': () => { const old = globalThis.connections.at(-1); old.close(); setTimeout(() => old.dispatchEvent(new Event('close')), 30); },
};

/** Loses the connection, and at last the database, in each way, `rounds` times, just before an answer. */
export async function connection(bench, rounds) {
  const tally = { fault: `lost connection, ${Object.keys(losses).length} kinds`, rounds: 0, kept: 0, lost: 0, unseen: [] };
  const copy = bench.phone();
  try {
    await copy.start();
    await copy.device.context.addInitScript(reach);
    await copy.statement();
    for (let n = 0; n < rounds; n += 1) {
      for (const [kind, lose] of Object.entries(losses)) {
        const before = await copy.head();
        await copy.page.evaluate(lose, { lost, backing });
        await copy.page.evaluate(answerOn, { statement: 1, times: 2 });
        const [head, marked] = [await copy.head(), await copy.marked()];
        tally.rounds += 1;
        tally.kept += 2;
        const missing = Math.max(0, before.last + 2 - head.last) + (marked === copy.last[1] ? 0 : 1) + Math.max(0, before.count - head.count);
        if (missing > 0) tally.unseen.push(kind);
        tally.lost += missing;
      }
    }
    await copy.statement();
    if (await copy.marked() !== copy.last[1] || await saysLoss(copy) || await bench.missing(copy, ['drafts']) > 0) tally.lost += 1;
  } finally {
    await copy.device.remove();
  }
  return tally;
}
