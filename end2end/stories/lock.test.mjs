// The app lock: what it keeps from whoever picks the phone up, how it closes and opens, and that Get help now is
// before it. A locked profile on disk holds none of the planted words; the same search finds one written in clear.
import assert from 'node:assert/strict';
import { filesHolding, makeCanary, placesHolding, plantInClear } from '../lib/planted.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const planted = { name: makeCanary(), note: makeCanary(), aspiration: makeCanary(), pin: '8301992746150372' };
const clear = makeCanary();
const { server, handset, person, step } = await makeScene();

step('the person writes and checks in', async () => {
  await person.open();
  await person.begin(planted.name);
  await person.addAspiration(`Walk ${planted.aspiration}`);
  await person.startCheckIn();
  await person.answerAll([1, 1, 2, 2, 1, 3, 2, 1, 2, 2, 1]);
  await person.finish();
  await person.page.getByLabel(say('person.result.note')).fill(`Rain ${planted.note}`);
  await person.tap('person.result.note_keep');
  await person.page.getByText(`Rain ${planted.note}`).first().waitFor();
  await until('the note is kept', async () => await person.page.locator('textarea').count() === 0);
  await person.readyForNoSignal();
});

/** Types what opens the lock. */
async function open(page, secret) {
  await page.locator('#secret').fill(secret);
  await page.getByRole('button', { name: say('person.locked.open'), exact: true }).click();
}

const lockedOut = (page) => page.getByRole('heading', { level: 1, name: say('person.locked.title'), exact: true }).waitFor();

/** Nothing of the person's stands in the page. */
async function showsNothing(page) {
  const text = await page.evaluate(() => document.documentElement.outerHTML + document.title);
  for (const [what, word] of Object.entries(planted)) assert.ok(!text.includes(word), `${what} is in the page`);
  assert.equal(await page.title(), 'Waymark');
}

/** What lies in the database about keys, as names, and how many records there are. */
const keysOnDisk = (page) => page.evaluate(() => new Promise((done, failed) => {
  const request = indexedDB.open('waymark');
  request.onerror = () => failed(request.error);
  request.onsuccess = () => {
    const database = request.result;
    const names = [...database.objectStoreNames];
    const change = database.transaction(names);
    const found = { rows: [] };
    change.objectStore('meta').getAllKeys().onsuccess = ({ target }) => { found.keys = target.result; };
    for (const name of names.filter((one) => one !== 'meta')) {
      change.objectStore(name).getAllKeys().onsuccess = ({ target }) => { found.rows.push(...target.result.map((key) => `${name}/${key}`)); };
    }
    change.oncomplete = () => { database.close(); done(found); };
  };
}));

step('a PIN that is too short or typed two ways is no lock', async () => {
  await person.goto('/me/lock');
  await person.page.locator('#first').fill('123');
  await person.tap('person.lock.set');
  await person.sees('errors.lock.few_digits', { count: '4' });
  await person.page.locator('#first').fill('12345');
  await person.page.locator('#second').fill('12346');
  await person.tap('person.lock.set');
  await person.sees('person.lock.differs');
  await person.sees('person.lock.off');
});

step('setting the lock seals everything anew and leaves no key that opens without the PIN', async () => {
  const first = await keysOnDisk(person.page);
  assert.ok(first.keys.includes('wrapped_key'));
  await person.page.locator('#first').fill(planted.pin);
  await person.page.locator('#second').fill(planted.pin);
  const began = Date.now();
  await person.tap('person.lock.set');
  await person.page.getByText(say('person.lock.set_done')).first().waitFor();
  process.stderr.write(`setting the lock took ${Date.now() - began} ms\n`);
  const second = await keysOnDisk(person.page);
  assert.deepEqual(second.keys.filter((name) => name.endsWith('_key')).sort(), ['device_key', 'locked_key']);
  assert.equal(second.rows.length, first.rows.length);
  assert.deepEqual(second.rows.filter((row) => first.rows.includes(row)), [], 'every record lies in a new place, under a new key');
});

step('after a reload the lock stands before everything, and Get help now before the lock', async () => {
  for (const path of ['/', '/me', '/aspirations', '/check-ins', '/journey', '/sharing', '/me/copy']) {
    await person.page.goto(server.person + path);
    await lockedOut(person.page);
    await showsNothing(person.page);
  }
  await person.page.getByRole('link', { name: say('parts.get_help') }).click();
  await person.page.locator('a[href="tel:999"]').waitFor();
  await showsNothing(person.page);
});

step('a wrong PIN says so kindly, the right one opens', async () => {
  await person.page.goto(`${server.person}/`);
  await lockedOut(person.page);
  await open(person.page, '0000');
  await person.sees('person.lock.wrong');
  await showsNothing(person.page);
  const began = Date.now();
  await open(person.page, ` ${planted.pin} `);
  await person.page.getByText(`Walk ${planted.aspiration}`).first().waitFor();
  process.stderr.write(`opening the lock took ${Date.now() - began} ms\n`);
});

step('with the server stopped and the browser started anew it is locked, opens, and nothing is lost', async () => {
  await server.stop();
  await handset.close();
  await handset.open();
  await person.page.goto(`${server.person}/`);
  await lockedOut(person.page);
  await showsNothing(person.page);
  await person.page.getByRole('link', { name: say('parts.get_help') }).click();
  await person.page.locator('a[href="tel:999"]').waitFor();
  await person.page.goto(`${server.person}/aspirations`);
  await open(person.page, planted.pin);
  await person.page.getByText(`Walk ${planted.aspiration}`).first().waitFor();
  await server.start();
});

step('out of sight it is covered at once, and locks after two minutes and not before', async () => {
  await person.page.clock.install();
  await person.page.goto(`${server.person}/aspirations`);
  await lockedOut(person.page);
  const openAgain = async () => {
    await person.page.locator('#secret').fill(planted.pin);
    await person.tap('person.locked.open');
    await until('it opens', async () => {
      await person.page.clock.runFor(50);
      return await person.page.getByText(`Walk ${planted.aspiration}`).count() > 0;
    });
  };
  const seen = (state) => person.page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
  const covered = () => person.page.evaluate(() => getComputedStyle(document.body).visibility);
  await openAgain();
  await seen('hidden');
  assert.equal(await covered(), 'hidden');
  await person.page.clock.runFor(119_000);
  await seen('visible');
  assert.equal(await covered(), 'visible');
  assert.ok(await person.page.getByText(`Walk ${planted.aspiration}`).count() > 0, 'not yet');
  await seen('hidden');
  await person.page.clock.runFor(121_000);
  await until('it is locked while nobody sees it', async () => await person.page.locator('main h1').textContent() === say('person.locked.title'));
  await showsNothing(person.page);
  await seen('visible');
  await lockedOut(person.page);
  await openAgain();
  await person.page.evaluate(() => document.dispatchEvent(new Event('freeze')));
  await lockedOut(person.page);
});

step('five wrong tries make a wait that a reload does not shorten and time does', async () => {
  for (let n = 1; n <= 5; n += 1) {
    await person.page.locator('#secret').fill('1111');
    await person.tap('person.locked.open');
    await until(`try ${n} is answered`, async () => {
      await person.page.clock.runFor(50);
      const said = n < 5 ? say('person.lock.wrong') : say('person.lock.wait_single');
      return await person.page.locator('#secret').inputValue() === '' && await person.page.getByText(said).count() > 0;
    });
  }
  await person.page.reload();
  await lockedOut(person.page);
  await person.page.locator('#secret').fill(planted.pin);
  await person.tap('person.locked.open');
  await until('even the right one waits', async () => {
    await person.page.clock.runFor(50);
    return await person.page.getByText(say('person.lock.wait_single')).count() > 0;
  });
  await person.page.clock.runFor(61_000);
  await person.page.locator('#secret').fill(planted.pin);
  await person.tap('person.locked.open');
  await until('it opens', async () => {
    await person.page.clock.runFor(50);
    return await person.page.getByText(`Walk ${planted.aspiration}`).count() > 0;
  });
});

step('the browser’s profile on disk holds none of the planted words', async () => {
  await plantInClear(person.page, clear);
  await handset.close();
  assert.deepEqual(placesHolding(handset.dir, clear), ['IndexedDB', 'Local Storage'], 'the search can find a word in both');
  for (const [what, word] of Object.entries(planted)) assert.deepEqual(filesHolding(handset.dir, word), [], what);
});

step('two tabs: closing the lock in one closes it in the other', async () => {
  await handset.open();
  await person.page.goto(`${server.person}/aspirations`);
  await lockedOut(person.page);
  await open(person.page, planted.pin);
  await person.page.getByText(`Walk ${planted.aspiration}`).first().waitFor();
  const other = await handset.context.newPage();
  await other.goto(`${server.person}/me/lock`);
  await lockedOut(other);
  await open(other, planted.pin);
  await other.getByRole('button', { name: say('person.lock.lock_now'), exact: true }).click();
  await lockedOut(other);
  await lockedOut(person.page);
  await showsNothing(person.page);
  await other.close();
});

step('whoever opens the lock can take it off, and nothing is lost', async () => {
  await person.page.goto(`${server.person}/me/lock`);
  await open(person.page, planted.pin);
  await person.tap('person.lock.take_off');
  await person.page.locator('#now').fill('4444');
  await person.tap('person.lock.take_off');
  await person.sees('person.lock.wrong');
  await person.page.locator('#now').fill(planted.pin);
  await person.tap('person.lock.take_off');
  await person.sees('person.lock.taken_off');
  assert.deepEqual((await keysOnDisk(person.page)).keys.filter((name) => name.endsWith('_key')).sort(), ['device_key', 'wrapped_key']);
  await person.goto('/aspirations');
  await person.page.getByText(`Walk ${planted.aspiration}`).first().waitFor();
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual(handset.faults, []);
});
