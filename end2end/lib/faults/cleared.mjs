// A browser that cleared what a site keeps: the database alone, the database and the notes beside it, or all of it; by
// itself, or because the server said so. The person's safe copy brings everything back.
import { createServer } from 'node:http';
import { until } from '../until.mjs';
import { say } from '../words.mjs';
import { saysLoss } from './bench.mjs';

const clear = (storageTypes) => async (copy) => {
  const session = await copy.device.context.newCDPSession(copy.page);
  await session.send('Storage.clearDataForOrigin', { origin: copy.origin, storageTypes });
};

/** The server's ports answer one request with the word that clears everything. */
async function bySay(copy, bench) {
  await bench.server.stop();
  const other = createServer((_, reply) => { reply.writeHead(200, { 'clear-site-data': '"*"' }); reply.end(); });
  await new Promise((open) => other.listen(bench.server.ports[0], '127.0.0.1', open));
  await copy.page.evaluate(async () => { await fetch('/v1/anything', { cache: 'no-store' }); });
  other.closeAllConnections();
  await new Promise((closed) => other.close(closed));
  await bench.server.start();
}

/** Each way of clearing, and whether anything is left that could remember. */
export const clearings = {
  'the database': { work: clear('indexeddb'), remembered: true },
  'the database and local storage': { work: clear('indexeddb,local_storage'), remembered: true },
  'everything': { work: clear('all'), remembered: false },
  'everything, by Clear-Site-Data': { work: bySay, remembered: false },
};

/** Clears in each way, `rounds` times, and brings the safe copy back. */
export async function cleared(bench, rounds) {
  const tally = { fault: `cleared site data, ${Object.keys(clearings).length} kinds`, rounds: 0, detected: 0, detectable: 0, restored: 0, unseen: [] };
  for (const [kind, { work, remembered }] of Object.entries(clearings)) {
    const copy = bench.phone();
    try {
      for (let n = 0; n < rounds; n += 1) {
        await copy.device.close();
        await copy.start('/');
        await copy.page.getByText(say('person.today.resume')).first().waitFor();
        await copy.goto('/help');
        await work(copy, bench);
        await copy.goto('/');
        await copy.heading('person.first_opening.first.title');
        tally.rounds += 1;
        if (remembered) {
          tally.detectable += 1;
          const seen = await until('it says so', () => saysLoss(copy), { timeout_ms: 5_000 }).catch(() => false);
          if (seen) tally.detected += 1;
          else tally.unseen.push(kind);
        }
        await bench.bringBack(copy);
        await copy.goto('/');
        await copy.page.getByText(say('person.today.resume')).first().waitFor();
        if (await bench.missing(copy) === 0 && !await saysLoss(copy)) tally.restored += 1;
        else tally.unseen.push(`${kind}: ${await bench.missing(copy)} missing`);
      }
    } finally {
      await copy.device.remove();
    }
  }
  return tally;
}
