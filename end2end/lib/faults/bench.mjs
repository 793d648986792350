// Where the faults of a phone are made: one server, and one phone that was used and put away, of which every fault gets
// a copy of its own.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Device, phone } from '../browser.mjs';
import { headOf, openRecords, readNotebook, showDeviceKey, shownDeviceKey } from '../notebook.mjs';
import { Person } from '../person.mjs';
import { Server } from '../server.mjs';
import { until } from '../until.mjs';
import { say } from '../words.mjs';

/** Words of the phone that was put away. */
export const own = { name: 'Robin', aspiration: 'Walk to the mill pond' };

/** A phone that is one of many alike, with what stories about faults do on it. */
export class Copy extends Person {
  constructor(origin, draft) {
    super(new Device(phone), origin);
    this.draft = draft;
  }

  /** Starts the browser; each acknowledged answer is counted in `acked`. */
  async start(path) {
    await this.device.open();
    const { context } = this.device;
    await context.addInitScript(showDeviceKey);
    await context.exposeBinding('__waymarkAcked', (_, statement, place) => { this.acked += 1; this.last[statement] = place; });
    this.acked = 0;
    this.last = {};
    if (path) await this.goto(path);
  }

  /** A statement of the check-in that was begun. */
  async statement(n = 1, page = this.page) {
    await page.goto(`${this.origin}/check-in/${this.draft}/${n}`);
    await page.locator('label.opt input').first().waitFor({ state: 'attached' }).catch(async (fault) => {
      // Which of its screens stood there instead is what whoever reads this wants to know.
      const words = await page.evaluate(() => document.body.innerText).catch((why) => why.message);
      throw new Error(`no statement at ${page.url()}, but: ${words}`, { cause: fault });
    });
    return page;
  }

  /** Which option of the statement on the screen is marked. */
  marked(page = this.page) {
    return page.evaluate(() => [...document.querySelectorAll('label.opt input')].findIndex((input) => input.checked));
  }

  async notebook() { return readNotebook(this.page); }
  async head() { return headOf(await this.notebook()); }

  /** What the records say, by store, in no order: the same on a phone with another key. */
  async says() {
    const deviceKey = await shownDeviceKey(this.page);
    const records = await openRecords({ ...await this.notebook(), deviceKey });
    return [...records].map(([at, bytes]) => `${at.split('/')[0]} ${bytes.toString('hex')}`).sort();
  }
}

/** Runs in the page: answers the statement on the screen again and again, each time with the next option. */
export async function answerOn({ statement, times }) {
  const line = document.querySelector('p.kept');
  for (let n = 0; n < times; n += 1) {
    const options = [...document.querySelectorAll('label.opt input')];
    const place = (options.findIndex((option) => option.checked) + 1) % options.length;
    const kept = new Promise((done) => {
      const watch = new MutationObserver((seen) => {
        if (!seen.some(({ addedNodes }) => [...addedNodes].some((node) => node.textContent))) return;
        watch.disconnect();
        done();
      });
      watch.observe(line, { childList: true, subtree: true });
    });
    options[place].click();
    await kept;
    await globalThis.__waymarkAcked(statement, place);
  }
}

/** The server and the phone that was put away. */
export class Bench {
  static async make(options) {
    const bench = new Bench();
    bench.dir = mkdtempSync(join(tmpdir(), 'waymark-bench-'));
    bench.server = await Server.make(options);
    const made = new Copy(bench.server.person);
    try {
      await made.start('/');
      await made.begin(own.name);
      await made.readyForNoSignal();
      await made.startCheckIn();
      await made.answerAll([1, 1, 2, 2, 1, 3, 2, 1, 2, 2, 1]);
      await made.finish();
      await made.addAspiration(own.aspiration);
      await made.goto('/me/words');
      await made.tap('person.words.show');
      const list = made.page.locator('ol.check-words li');
      await until('the words are shown', async () => await list.count() === 12);
      bench.words = (await list.allInnerTexts()).join(' ');
      await made.startCheckIn();
      bench.draft = new URL(made.page.url()).pathname.match(/[0-9a-f]{32}/)[0];
      await made.answer(2);
      await made.goto('/me/copy');
      bench.file = join(bench.dir, 'safe.waymark');
      await made.takeCopy(bench.file);
      await until('what fills the reserve is there', async () => 'reserve' in (await made.notebook()).stores.meta);
      bench.says = await made.says();
      bench.head = await made.head();
      bench.ledger = await made.page.evaluate(() => localStorage.getItem('waymark-head'));
      bench.deviceKey = await shownDeviceKey(made.page);
      await made.device.close();
      bench.profile = join(bench.dir, 'profile');
      cpSync(made.device.dir, bench.profile, { recursive: true, filter: (path) => !/\/(Singleton\w+|GPUCache|ShaderCache|GrShaderCache|component_crx_cache)$/.test(path) });
    } catch (fault) {
      await made.device.report('bench').catch(() => {});
      await bench.close();
      throw fault;
    } finally {
      await made.device.remove();
    }
    return bench;
  }

  /** A copy of the phone, switched off. `where` is a folder for its profile. */
  phone(where) {
    const copy = new Copy(this.server.person, this.draft);
    if (where) {
      rmSync(copy.device.dir, { recursive: true });
      copy.device.dir = where;
    }
    cpSync(this.profile, copy.device.dir, { recursive: true });
    return copy;
  }

  /** Brings the safe copy back on this phone, as far as Today. */
  async bringBack(copy) {
    await copy.goto('/me/back');
    await copy.page.locator('#copy').setInputFiles(this.file);
    await copy.page.locator('#secret').fill(this.words);
    await copy.tap('person.back.open');
    await copy.sees('person.back.opened');
    await copy.tap('person.back.bring');
    await copy.page.getByText(own.aspiration).first().waitFor();
  }

  /** How many records of the phone that was put away are missing here, those of `changing` stores left out. */
  async missing(copy, changing = []) {
    const here = new Set(await copy.says());
    return this.says.filter((record) => !here.has(record) && !changing.includes(record.split(' ')[0])).length;
  }

  async close() {
    await this.server?.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Whether the app says that records seem to be gone. */
export const saysLoss = async (copy) => await copy.page.getByText(say('person.store.loss')).count() > 0;
