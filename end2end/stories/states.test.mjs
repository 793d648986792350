// What no address leads to: the first opening, the lock, the end of deleting everything, a notebook that cannot be opened,
// an app that cannot start, and the page one leaves to in a hurry. They are held to the same as every other screen.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { damages, filesOf } from '../lib/faults/corrupt.mjs';
import { besideOld, Upgrade } from '../lib/faults/upgrade.mjs';
import { axe, axeFindings, cutOff, inEachLook, otherLooks, screenFaults, sideways } from '../lib/look.mjs';
import { Person } from '../lib/person.mjs';
import { Server } from '../lib/server.mjs';
import { stop } from '../lib/trap.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/idb/v1.json'), 'utf8'));
const pin = '730519';
let server;

before(async () => { server = await Server.make(); });
after(() => server?.close());

/** A test with a phone of its own; `faulty` if the page is meant to report an error. */
const withPhone = (name, work, { faulty = false, ...options } = {}) => test(name, async () => {
  const handset = new Device(phone, options);
  handset.scripts.push(axe);
  try {
    await handset.open();
    await work(new Person(handset, server.person), handset);
    if (!faulty) assert.deepEqual(handset.faults, []);
  } catch (fault) {
    await handset.report(name).catch(() => {});
    throw fault;
  } finally {
    await handset.remove();
  }
});

/** Nothing is wrong with what is on the screen, in any look. */
const isWell = async ({ page }, what) => assert.deepEqual(await screenFaults(page, otherLooks), [], what);

withPhone('the first opening in one screen, and how it works', async (person) => {
  await person.goto('/');
  await person.heading('person.first_opening.first.title');
  await isWell(person, 'the opening');
  await person.tap('person.first_opening.how.title');
  await person.heading('person.first_opening.how.title');
  await isWell(person, 'how it works');
  await person.page.goBack();
  await person.heading('person.first_opening.first.title');
});

withPhone('the picture of the first opening covers no word, and all of it is on one screen', async (person) => {
  await person.goto('/');
  await person.tookOver();
  for (const [width, height, text] of [[360, 740, ''], [320, 640, ''], [320, 568, ''], [360, 740, '150'], [320, 640, '200'], [390, 844, ''], [1280, 800, '']]) {
    await person.page.setViewportSize({ width, height });
    const found = await person.page.evaluate((text) => {
      document.documentElement.dataset.text = text;
      const land = document.querySelector('.artbox').getBoundingClientRect();
      const words = [...document.querySelectorAll('main h1, main li, main p')].map((it) => it.getBoundingClientRect());
      const last = [...document.querySelectorAll('.dock a, .dock button')].map((it) => it.getBoundingClientRect().bottom);
      return { covered: words.some((it) => it.height > 0 && it.bottom > land.top && it.top < land.bottom), end: Math.max(...last), land: land.height };
    }, text);
    const which = `${width} by ${height} at ${text || 100} %`;
    assert.equal(found.covered, false, `${which}: the picture covers no word`);
    if (!text && height >= 600) {
      assert.ok(found.end <= height, `${which}: everything is in sight`);
      assert.ok(found.land > 60, `${which}: there is a picture`);
    }
  }
});

withPhone('on an iPhone the home screen comes first, with the way to it', async (person, handset) => {
  // No browser there has a button of its own for it.
  await handset.context.addInitScript(() => addEventListener('beforeinstallprompt', (offer) => offer.stopImmediatePropagation()));
  await person.goto('/');
  await person.heading('person.first_opening.home_screen.title');
  await isWell(person, 'before anything is written');
  await person.tap('person.first_opening.home_screen.without');
  await person.begin();
  await person.goto('/me/install');
  await person.sees('person.install.bring_back');
  await isWell(person, 'the way to the home screen');
}, { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1' });

withPhone('the lock: closed, after a wrong PIN, after a forgotten one, and while it waits', async (person) => {
  await person.goto('/');
  await person.begin();
  await person.goto('/me/lock');
  for (const field of ['#first', '#second']) await person.page.locator(field).fill(pin);
  await person.tap('person.lock.set');
  await person.sees('person.lock.set_done');
  await isWell(person, 'the lock is set');
  await person.goto('/');
  await person.heading('person.locked.title');
  await isWell(person, 'closed');
  for (let n = 1; n <= 5; n += 1) {
    await person.page.locator('#secret').fill('1111');
    await person.tap('person.locked.open');
    await person.sees(n < 5 ? 'person.lock.wrong' : 'person.lock.wait_single');
    await until(`try ${n} is over`, async () => await person.page.locator('#secret').inputValue() === '');
    if (n === 1) await isWell(person, 'after a wrong PIN');
  }
  await isWell(person, 'while it waits');
  await person.tap('person.locked.forgotten');
  await person.sees('person.locked.forgotten_words');
  await isWell(person, 'after a forgotten PIN');
  await person.tap('person.locked.erase');
  await person.sees('person.erase.locked');
  await isWell(person, 'deleting everything behind a lock');
});

withPhone('“Delete everything now?”, and its end', async (person) => {
  await person.goto('/');
  await person.begin('Robin');
  await person.goto('/me/delete');
  await person.tap('person.erase.go_on');
  await person.heading('person.erase.sure');
  assert.equal(await person.page.getByText(say('person.erase.server_keeps')).count(), 0, 'nobody was met');
  await isWell(person, 'the second step');
  await person.tap('person.erase.erase');
  await person.heading('person.erase.gone');
  await person.sees('person.erase.stays_elsewhere');
  await isWell(person, 'the end');
});

withPhone('a notebook of a newer version', async (person, handset) => {
  const upgrade = new Upgrade(handset, server.person);
  await upgrade.lay({ ...fixture, version: 100 });
  await person.page.goto(`${server.person}/`);
  await person.heading('errors.store.newer');
  await isWell(person);
});

withPhone('a notebook that an old tab holds', async (person, handset) => {
  await besideOld(new Upgrade(handset, server.person), fixture);
  await isWell(person);
});

withPhone('a notebook that no page can open, and one that is gone', async (person, handset) => {
  await person.goto('/');
  await person.begin('Robin');
  await handset.close();
  damages['no MANIFEST'](filesOf(handset.dir));
  await handset.open();
  await person.goto('/');
  await person.sees('person.store.lasting');
  await isWell(person, 'no page can open it');
  const session = await handset.context.newCDPSession(person.page);
  await session.send('Storage.clearDataForOrigin', { origin: server.person, storageTypes: 'indexeddb' });
  await person.goto('/');
  await person.sees('person.store.loss');
  await isWell(person, 'it is gone');
});

withPhone('a browser that keeps nothing', async (person, handset) => {
  await handset.context.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { get: () => undefined }));
  await person.goto('/');
  await person.heading('errors.store.unavailable');
  await isWell(person);
});

withPhone('a browser whose setting blocks all that sites keep', async (person, handset) => {
  await handset.close();
  const folder = join(handset.dir, 'Default');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Preferences'), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
  await handset.open();
  await person.goto('/');
  await person.heading('errors.store.unavailable');
  await person.sees('errors.store.unavailable_next');
  await isWell(person);
});

withPhone('a browser whose database throws when it is named, and one without notes', async (person, handset) => {
  await handset.context.addInitScript(() => {
    for (const name of ['localStorage', 'indexedDB']) {
      Object.defineProperty(globalThis, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
    }
  });
  await person.goto('/');
  await person.heading('errors.store.unavailable');
});

withPhone('a window that may be private says so before the first answer', async (person, handset) => {
  await handset.context.addInitScript(() => {
    StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException('private', 'SecurityError'));
  });
  await person.goto('/');
  await person.tap('person.first_opening.how.title');
  await person.sees('person.first_opening.how.private');
  await person.goto('/');
  await person.begin();
  await person.sees('person.today.may_be_private');
  await isWell(person);
});

withPhone('a browser without WebAssembly names it, and the way out', async (person, handset) => {
  await handset.context.addInitScript(() => { Object.defineProperty(globalThis, 'WebAssembly', { value: undefined }); });
  for (const origin of [server.person, server.team]) {
    await person.page.goto(origin);
    await person.sees('errors.start.no_wasm_next');
  }
}, { faulty: true });

withPhone('a browser without JavaScript names it, and the way out', async (person) => {
  for (const origin of [server.person, server.team]) {
    await person.page.goto(origin);
    // The finder of texts passes over what stands in a noscript.
    const words = await person.page.locator('noscript').innerText();
    assert.ok(words.includes(say('errors.start.no_script_next')), words);
    assert.equal(await person.page.locator('noscript p').first().isVisible(), true, 'and it is on the screen');
    assert.equal(await person.page.locator('#opening').isVisible().catch(() => false), false, 'nothing says that it opens');
    assert.equal(await person.page.locator('a[href="tel:999"]').filter({ visible: true }).count(), 1);
  }
}, { javaScriptEnabled: false });

withPhone('an address that leads nowhere', async (person) => {
  await person.goto('/');
  await person.begin();
  await person.goto('/no-such-page');
  await person.heading('errors.not_found.title');
  await isWell(person);
});

withPhone('an app that cannot start', async (person, handset) => {
  await handset.context.route('**/*.wasm', (route) => route.abort());
  await person.goto('/');
  await person.heading('errors.start.title');
  await isWell(person);
}, { faulty: true });

withPhone('an app that came to a stop', async (person) => {
  await person.goto('/');
  await person.begin();
  await stop(person.page);
  await person.heading('errors.stopped.title');
  await isWell(person);
}, { faulty: true });

withPhone('the kitchen measures', async ({ page }) => {
  await page.goto(`${server.person}/measures.html`);
  await page.getByRole('heading', { name: 'Kitchen measures' }).waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  // What the browser paints there by itself; axe takes a ground that nobody named for white.
  await page.evaluate(() => { document.documentElement.style.backgroundColor = 'Canvas'; });
  // No style of ours stands here, nor any setting of the person's: nothing may tell where this page comes from.
  assert.deepEqual([...await axeFindings(page), ...await sideways(page), ...await cutOff(page)], []);
  assert.deepEqual(await inEachLook(page, otherLooks), []);
});
