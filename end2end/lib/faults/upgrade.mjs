// Upgrades of the notebook's schema, and what may come between.
import assert from 'node:assert/strict';
import { drawUpHead, headOf, openRecords, QUIET, readNotebook, writeNotebook } from '../notebook.mjs';
import { Person } from '../person.mjs';
import { stores as current } from '../schema.mjs';
import { until } from '../until.mjs';
import { say } from '../words.mjs';

/** When an upgrade can be stopped: as the app is asked for it, when it has made its changes, and when it is through. */
export const moments = [
  { words: 'as the upgrade begins', at: 'begun' },
  { words: 'with the new stores made and not yet kept', at: 'made' },
  { words: 'while the browser keeps the new stores', at: 'keeping' },
  { words: 'as soon as the upgrade is kept', at: 'kept' },
  { words: 'some moments after the upgrade', at: 'later' },
];

/** Runs in each page: says when the upgrade has come to the moment, and holds it there. */
function tellMoment(at) {
  const open = IDBFactory.prototype.open;
  const tell = () => globalThis.__waymarkMoment();
  IDBFactory.prototype.open = function watched(...args) {
    const request = open.apply(this, args);
    if (args[1] === undefined) return request;
    request.addEventListener('upgradeneeded', () => {
      if (at === 'begun') tell();
      const meta = request.transaction.objectStore('meta');
      let turns = 0;
      // A transaction lives for as long as it is asked for something.
      const ask = () => {
        turns += 1;
        if (at === 'made' && turns === 2) tell();
        if (at === 'keeping' && turns === 3) { tell(); return; }
        if (['begun', 'made'].includes(at) || turns < 3) meta.get('head').onsuccess = ask;
      };
      ask();
    });
    if (at === 'kept') request.addEventListener('success', tell);
    if (at === 'later') request.addEventListener('success', () => setTimeout(tell, Math.random() * 300));
    return request;
  };
}

/** Runs in each page: the clock stands where it stood when the fixture was made, and goes on from there. */
function clockOf(made) {
  // An empty page has no storage.
  if (location.protocol === 'about:') return;
  const now = Date.now.bind(Date);
  const start = Number(sessionStorage.getItem('fixture-start') ?? now());
  sessionStorage.setItem('fixture-start', String(start));
  Date.now = () => made + now() - start;
}

/** A fixture in an earlier layout: what that has no store for is left out, and the ledger is drawn up anew. */
export function inLayout({ version, stores: known }, fixture) {
  const stores = Object.fromEntries(Object.entries(fixture.stores).filter(([name]) => name in known));
  const { last } = headOf(fixture);
  assert.equal(drawUpHead(fixture.stores, last), fixture.stores.meta.head, 'the ledger is drawn up as the app does');
  const head = drawUpHead(stores, last);
  stores.meta = { ...stores.meta, head };
  const notes = { ...fixture.notes, 'waymark-head': Buffer.from(head, 'base64').toString('hex') };
  return { ...fixture, version, stores, notes, count: headOf({ stores }).count };
}

/** What the records say was sent: to whom, what kind of thing, and which; the item's own name between them is left out. */
function told(records) {
  return [...records].filter(([at]) => at.startsWith('sent/')).map(([at, bytes]) => {
    const found = bytes.toString('hex').match(/^820a8b50([0-9a-f]{32})50[0-9a-f]{32}(0[0-9a-f])50([0-9a-f]{32})/);
    assert.ok(found, `${at} says what was sent`);
    return found.slice(1).join(' ');
  });
}

/** A phone with a notebook of a fixture, and today's app over it. The fixture's people live on no server. */
export class Upgrade {
  constructor(device, origin) {
    this.device = device;
    this.origin = origin;
    this.person = new Person(device, origin);
  }

  get page() { return this.device.page; }

  async goQuiet(page = this.page) { await page.goto(this.origin + QUIET); }

  /** A browser that has just been started, with the fixture's clock and no answer from any server. */
  async start(made) {
    if (!this.device.context) await this.device.open();
    if (this.started === this.device.context) return;
    this.started = this.device.context;
    await this.device.context.route('**/v1/**', (route) => route.abort());
    await this.device.context.addInitScript(clockOf, made);
  }

  /** Puts the fixture where the phone's notebook was. */
  async lay(fixture) {
    await this.start(fixture.made);
    await this.goQuiet();
    await this.page.evaluate(() => new Promise((done, failed) => {
      const request = indexedDB.deleteDatabase('waymark');
      request.onsuccess = done;
      request.onerror = () => failed(request.error);
    }));
    // The second note of how much was kept, which would take the fixture for a loss.
    await this.page.evaluate(() => caches.delete('spare-notes'));
    await writeNotebook(this.page, fixture);
  }

  async openApp() {
    await this.person.goto('/');
    await this.page.getByText(say('person.today.resume')).first().waitFor();
  }

  /** Every record stands there as in the fixture, under this version, and the app suspects no loss. */
  async isWhole(fixture, version) {
    await this.openApp();
    assert.equal(await this.page.getByText(say('person.store.loss')).count(), 0);
    await this.goQuiet();
    const kept = await readNotebook(this.page);
    assert.equal(kept.version, version);
    for (const { name: store } of current) assert.ok(store in kept.stores, `${store} is there`);
    const [before, now] = await Promise.all([fixture, { ...kept, deviceKey: fixture.deviceKey }].map(openRecords));
    assert.equal(headOf(kept).count, now.size);
    // What waits counts its tries, and how far the phone has numbered goes on: items have other names since version 3, so
    // what a permission covers goes out once more.
    const moves = (at) => ['outbox/', 'cursors/', 'sent/'].some((store) => at.startsWith(store));
    for (const [at, bytes] of before) if (!moves(at)) assert.equal(now.get(at)?.toString('hex'), bytes.toString('hex'), at);
    const remembered = new Set(told(now));
    for (const thing of told(before)) assert.ok(remembered.has(thing), `that ${thing} was sent is not forgotten`);
    const more = [...now.keys()].filter((at) => !before.has(at) && !moves(at));
    assert.deepEqual(more, [], 'nothing else has come');
  }

  /** The screens say what the fixture holds. */
  async showsEverything({ holds }) {
    const { person, page } = this;
    await person.goto('/');
    await page.getByRole('heading', { level: 1, name: new RegExp(holds.name) }).waitFor();
    await person.goto('/check-ins');
    await until('each check-in has its line', async () => await page.locator('a.row[href^="/check-ins/"]').count() === holds.checkIns);
    await person.goto('/aspirations');
    for (const words of holds.aspirations) await page.getByText(words).first().waitFor();
    await person.goto('/journey');
    await page.getByText(holds.note).first().waitFor();
    await person.goto(`/sharing/${holds.worker}`);
    await page.getByText(holds.reply).first().waitFor();
    await person.goto('/');
    await person.tap('person.today.resume');
    await person.at();
    const draft = new URL(page.url()).pathname.match(/[0-9a-f]{32}/)[0];
    for (const [statement, place] of Object.entries(holds.draftAnswers)) {
      await person.goto(`/check-in/${draft}/${statement}`);
      await until(`answer ${statement} is marked`, () => page.locator('label.opt input').nth(place).isChecked());
    }
  }
}

/** Ends the browser at one moment of the upgrade and starts it again. */
export async function killUpgrade(upgrade, fixture, { at }) {
  const { device } = upgrade;
  // A browser that is killed forgets what it had not put on disk of its notes; those of another round would come back.
  await device.renew();
  await upgrade.lay(fixture);
  const come = new Promise((done) => { device.context.exposeBinding('__waymarkMoment', done); });
  await device.context.addInitScript(tellMoment, at);
  const going = upgrade.page.goto(`${upgrade.origin}/`).catch(() => {});
  await come;
  await device.kill();
  await going;
  await upgrade.start(fixture.made);
  await upgrade.openApp();
}

/** Opens an old tab that lets nobody upgrade, and the app beside it, which says so. The tab is answered. */
export async function besideOld(upgrade, fixture) {
  await upgrade.lay(fixture);
  const old = await upgrade.device.context.newPage();
  await upgrade.goQuiet(old);
  await old.evaluate((version) => new Promise((done) => {
    const request = indexedDB.open('waymark', version);
    request.onsuccess = () => { globalThis.held = request.result; done(); };
  }), fixture.version);
  await upgrade.page.goto(`${upgrade.origin}/`);
  await upgrade.page.getByText(say('errors.store.blocked')).first().waitFor();
  await upgrade.page.getByText(say('errors.store.blocked_next')).first().waitFor();
  return old;
}

/** An old tab that lets nobody upgrade; then the person closes it. */
export async function blockUpgrade(upgrade, fixture) {
  const old = await besideOld(upgrade, fixture);
  await old.close();
  await upgrade.person.tap('person.store.again');
  await upgrade.page.getByText(say('person.today.resume')).first().waitFor();
}
