// When the whole app is kept for days without signal: not while somebody new is on the way to their first answer, and
// soon after it, also on a slow link; and nothing that the page has already is fetched a second time for it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Link, slow4g } from '../lib/link.mjs';
import { Person } from '../lib/person.mjs';
import { Server, site } from '../lib/server.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const server = await Server.make();
after(() => server.close());

/** The quick build, which nobody is served, is some hundred times as large. */
const { quick } = JSON.parse(readFileSync(join(site, 'site.json'), 'utf8'));
const slow = quick ? { ...slow4g, down: slow4g.down * 100 } : slow4g;

/** How long it may take on this link from the first kept answer until no network is needed. */
const SOON_MS = 30_000;

/** Planted: a page that asks for it all its life, and never gets it. */
const never = 'if (globalThis.ServiceWorkerContainer) ServiceWorkerContainer.prototype.register = () => new Promise(() => {});';

/** A story with a phone and a link of its own. */
const fresh = (name, speed, work) => test(name, async () => {
  const link = await Link.make(server.ports[0], speed);
  const handset = new Device(phone);
  try {
    await work(new Person(handset, link.origin), link, handset);
    assert.deepEqual(handset.faults, []);
  } finally {
    await handset.remove();
    await link.close();
    await server.stop();
    await server.start();
  }
});

const isKept = ({ page }) => page.evaluate(async () => {
  const found = await navigator.serviceWorker.getRegistration();
  return found?.active?.state === 'activated';
});
const begun = (link) => link.times(/^\/service-worker\.js$/) > 0;

/** Everything between the phone and the server is gone, and the phone was switched off. */
async function noNetwork({ device }, link) {
  await link.close();
  await server.stop();
  await device.close();
}

async function goesOn(person, place) {
  await person.open();
  await person.tap('person.today.resume');
  await person.boxes.nth(place).waitFor();
  await until('the answer is there', () => person.boxes.nth(place).locator('input').isChecked());
}

fresh('while somebody new taps on nothing is fetched for it, and all is after ten quiet seconds', {}, async (person, link, handset) => {
  const page = await handset.open();
  await handset.context.clock.install();
  await person.goto('/');
  await person.begin();
  await person.tap('parts.me');
  await person.heading('person.me.title');
  for (const stir of [
    () => page.mouse.click(5, 300),
    () => page.keyboard.press('Shift'),
    () => page.evaluate(() => new Promise((done) => { addEventListener('scroll', done, { once: true }); scrollBy(0, 40); })),
    () => page.evaluate(async () => { await (await fetch('/healthz')).text(); }),
    () => person.tap('parts.today'),
  ]) {
    await handset.context.clock.fastForward(9_000);
    await stir();
    assert.equal(begun(link), false, `${stir}`);
  }
  await handset.context.clock.fastForward(9_000);
  assert.equal(begun(link), false);
  await handset.context.clock.fastForward(2_000);
  await until('everything is kept', () => isKept(person));
});

fresh('soon after the first kept answer a slow phone needs no network, and has fetched no file twice', slow, async (person, link) => {
  await person.open();
  await person.firstStatement();
  assert.equal(begun(link), false);
  await person.answer(6);
  await until('everything is kept', () => isKept(person), { timeout_ms: SOON_MS });
  const assets = link.exchanges.map(({ path }) => path).filter((path) => path.startsWith('/assets/'));
  assert.deepEqual(assets.filter((path, at) => assets.indexOf(path) !== at), []);
  process.stderr.write(`${link.bytes} bytes in all\n`);
  await noNetwork(person, link);
  await goesOn(person, 6);
});

fresh('without it no start would open, and the next opening with signal begins at once', slow, async (person, link, handset) => {
  handset.scripts.push(never);
  await person.open();
  await person.firstAnswer();
  await handset.close();
  await server.stop();
  await assert.rejects(() => person.open(), /ERR_/);
  await handset.close();
  await server.start();
  handset.scripts.pop();
  await person.open();
  await until('everything is kept', async () => {
    // No quiet moment comes.
    await person.page.keyboard.press('Shift');
    return isKept(person);
  });
  await noNetwork(person, link);
  await goesOn(person, 6);
});

fresh('an aspiration counts as well, and Get help now says what it knows', {}, async (person, link) => {
  await person.open();
  await person.begin();
  await person.goto('/help');
  assert.equal(await person.page.getByText(say('person.help.foot_kept')).count(), 0);
  assert.equal(begun(link), false);
  await person.addAspiration('Sing again');
  await until('everything is kept', () => isKept(person));
  await person.goto('/help');
  await person.sees('person.help.foot_kept');
});
