// A browser that cleared what a site keeps: the database alone, the database and the notes beside it, or all of it; by
// itself, or because the server said so. The person's safe copy brings everything back, or the twelve words and the copy
// that the organisation keeps.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Device, laptop } from '../browser.mjs';
import { recordsOfBackup, recordsOfCopy } from '../sealed.mjs';
import { Worker } from '../team.mjs';
import { until, within } from '../until.mjs';
import { say } from '../words.mjs';
import { own, saysLoss } from './bench.mjs';

/** So long Chromium may take to say anything about what a site keeps. */
const silent_ms = 10_000;

const clear = (storageTypes) => async (copy) => {
  const session = await copy.device.context.newCDPSession(copy.page);
  await within(session.send('Storage.clearDataForOrigin', { origin: copy.origin, storageTypes }), silent_ms);
};

/** Whether the browser still says what a site keeps. */
const answers = (page) => within(page.evaluate(() => Promise.all([caches.keys(), navigator.storage.estimate()])), silent_ms)
  .then(() => true, () => false);

/**
 * Clears, and once more where the browser fell silent over it: Chromium whose site is cleared under an open page sometimes
 * answers nothing any more about what that site keeps, and takes no write, until it is started again. The app says then to
 * start the phone again, which is done here.
 */
async function clears(work, copy, bench) {
  const cleared = await work(copy, bench).then(() => answers(copy.page), () => false);
  if (cleared) return;
  process.stderr.write('Chromium fell silent over the clearing, and is started again\n');
  await copy.device.close();
  await copy.start('/help');
  await work(copy, bench);
  if (!await answers(copy.page)) throw new Error('Chromium fell silent twice');
}

/** The server's ports answer one request with the word that clears everything. */
async function bySay(copy, bench) {
  await bench.server.stop();
  const other = createServer((_, reply) => { reply.writeHead(200, { 'clear-site-data': '"*"' }); reply.end(); });
  await new Promise((open) => other.listen(bench.server.ports[0], '127.0.0.1', open));
  // The browser answers once it has cleared; a page has no limit of its own to that.
  const told = copy.page.evaluate(async () => { await fetch('/v1/anything', { cache: 'no-store' }); });
  const fault = await within(told, silent_ms).then(() => undefined, (late) => late);
  other.closeAllConnections();
  await new Promise((closed) => other.close(closed));
  await bench.server.start();
  if (fault) throw fault;
}

/** A phone that has its safe copy in a file. */
const byFile = {
  prepare: async () => {},
  before: async () => {},
  bringBack: (copy, bench) => bench.bringBack(copy),
  missing: (copy, bench) => bench.missing(copy),
};

/** A phone that was introduced, and has its copy kept by the organisation and nowhere else. */
const byWords = {
  async prepare(copy, bench) {
    const desk = new Device(laptop);
    const worker = new Worker(desk, bench.server.team, 'Sam Field');
    try {
      await worker.setUp(bench.server.addWorker('Sam Field'));
      const { link } = await worker.makeIntroduction();
      await copy.start('/');
      await copy.openIntroduction(link);
      await copy.accept({ worker: 'Sam Field' });
      await worker.seesAccepted();
    } finally {
      await desk.remove();
    }
    await copy.recoveryWords();
    await copy.tap('person.words.have');
    await copy.page.waitForURL(/\/me\/backup/);
    await copy.heading('person.backup.title_with', { name: 'Our team' });
    await copy.tap('person.backup.turn_on');
    await copy.sees('person.backup.turn_off');
  },
  /** Waits until all that the phone holds is in the copy, and notes it. */
  async before(copy, bench) {
    copy.held = recordsOfCopy(await copy.saveCopy(join(bench.dir, 'held.waymark')), bench.words);
    await until('the organisation keeps all of it', () => {
      const [[bytes] = []] = bench.server.sql('SELECT bytes FROM backups');
      return bytes && String(recordsOfBackup(Buffer.from(bytes, 'hex'), bench.words)) === String(copy.held);
    }, { timeout_ms: 150_000 });
  },
  async bringBack(copy, bench) {
    await copy.goto('/me/move');
    await copy.page.locator('#words').fill(bench.words);
    await copy.tap('person.moving.look');
    await copy.sees('person.back.opened');
    await copy.tap('person.back.bring');
    await copy.page.getByText(own.aspiration).first().waitFor();
  },
  async missing(copy, bench) {
    const here = new Set(recordsOfCopy(await copy.saveCopy(join(bench.dir, 'here.waymark')), bench.words));
    return copy.held.filter((record) => !here.has(record)).length + Math.abs(here.size - copy.held.length);
  },
};

/** Each way of clearing, whether anything is left that could remember, and how everything comes back. */
export const clearings = {
  'the database': { work: clear('indexeddb'), remembered: true, way: byFile },
  'the database and local storage': { work: clear('indexeddb,local_storage'), remembered: true, way: byFile },
  'everything': { work: clear('all'), remembered: false, way: byFile },
  'everything, by Clear-Site-Data': { work: bySay, remembered: false, way: byFile },
  'everything, with a copy at the organisation': { work: clear('all'), remembered: false, way: byWords },
};

/** Clears in each way, `rounds` times, and brings everything back. */
export async function cleared(bench, rounds) {
  const tally = { fault: `cleared site data, ${Object.keys(clearings).length} kinds`, rounds: 0, detected: 0, detectable: 0, restored: 0, unseen: [] };
  for (const [kind, { work, remembered, way }] of Object.entries(clearings)) {
    const copy = bench.phone();
    try {
      await way.prepare(copy, bench);
      for (let n = 0; n < rounds; n += 1) {
        await copy.device.close();
        await copy.start('/');
        await copy.page.getByText(say('person.today.resume')).first().waitFor();
        await way.before(copy, bench);
        await copy.goto('/help');
        await clears(work, copy, bench);
        await copy.goto('/');
        await copy.heading('person.first_opening.first.title');
        tally.rounds += 1;
        if (remembered) {
          tally.detectable += 1;
          const seen = await until('it says so', () => saysLoss(copy)).catch(() => false);
          if (seen) tally.detected += 1;
          else tally.unseen.push(kind);
        }
        await way.bringBack(copy, bench);
        await copy.goto('/');
        await copy.page.getByText(say('person.today.resume')).first().waitFor();
        const missing = await way.missing(copy, bench);
        if (missing === 0 && !await saysLoss(copy)) tally.restored += 1;
        else tally.unseen.push(`${kind}: ${missing} missing`);
      }
    } catch (fault) {
      process.stderr.write(`${kind}, round ${tally.rounds}\n`);
      throw fault;
    } finally {
      await copy.device.remove();
    }
  }
  return tally;
}
