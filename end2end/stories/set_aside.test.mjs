// What cannot be opened is never replaced: it stands aside, sealed, until the right PIN joins it or the person deletes
// it. An old copy behind a lock, a notebook that is damaged, one that does not answer, and everything deleted at the
// lock. All with no server.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beginAlone, makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const [older, newer] = ['Plant beans on the sill', 'Ring my sister on Sunday'];
const pin = '730519';
const scene = await makeScene();
const { server, handset, person, step } = scene;
let file; let words;

const shows = (text) => person.page.getByText(text).first().waitFor();
const link = () => person.page.getByRole('link', { name: say('person.aside.title'), exact: true });

async function forget() {
  await person.meetLock();
  await person.tap('person.locked.forgotten');
  await person.sees('person.locked.forgotten_aside');
}

async function openCopy() {
  await person.page.locator('#copy').setInputFiles(file);
  await person.page.locator('#secret').fill(words);
  await person.tap('person.back.open');
  await person.sees('person.back.opened');
  assert.equal(await person.page.getByText(say('person.back.nothing_lost')).count(), 0);
}

async function holds({ old = true, fresh }) {
  await person.goto('/aspirations');
  await shows(old ? older : newer);
  assert.equal(await person.page.getByText(newer).count() > 0, fresh);
}

async function openAside(secret) {
  await person.page.locator('#secret').fill(secret);
  await person.tap('person.aside.open');
}

/** Runs in each page: a phone that is asked on a later day, one whose database does not answer, and what it asks of what
 * stands aside. */
function trouble() {
  if (location.protocol === 'about:') return;
  const now = Date.now.bind(Date);
  Date.now = () => now() + Number(sessionStorage.getItem('story-days') ?? 0) * 86_400_000;
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function transaction(...args) {
    if (sessionStorage.getItem('story-silent')) throw new DOMException('gone', 'InvalidStateError');
    const begun = begin.apply(this, args);
    if ([...begun.objectStoreNames].join() === 'aside') {
      if (begun.mode === 'readonly') sessionStorage.setItem('story-looks', String(Number(sessionStorage.getItem('story-looks')) + 1));
      else begun.addEventListener('complete', () => sessionStorage.setItem('story-counted', sessionStorage.getItem('story-days')));
    }
    return begun;
  };
}

step('a person with a copy, something newer than it, and a lock', async () => {
  handset.scripts.push(`(${trouble})()`);
  await beginAlone(scene, 'Robin');
  await person.addAspiration(older);
  words = await person.recoveryWords();
  file = join(handset.dir, 'safe.waymark');
  await person.saveCopy(file);
  await person.addAspiration(newer);
  await person.setLock(pin);
});

step('behind the lock the copy says that what is newer is set aside, and asks a second time', async () => {
  await forget();
  await person.tap('person.locked.back');
  await openCopy();
  await person.sees('person.back.aside_locked');
  await person.tap('person.back.go_on');
  await person.heading('person.back.sure');
  await person.sees('person.back.sure_locked');
  await person.tap('person.back.sure_no');
  await person.heading('person.back.title');
  await person.tap('person.back.go_on');
  await person.tap('person.back.sure_yes');
  await shows(older);
  await holds({ fresh: false });
});

const noted = (what) => person.page.evaluate((name) => sessionStorage.getItem(name), `story-${what}`);

step('one start asks once what stands aside, however many screens tell of it', async () => {
  await person.page.evaluate(() => sessionStorage.removeItem('story-looks'));
  await person.goto('/');
  await until('it has been asked', async () => await noted('looks') === '1');
  await person.page.getByRole('link', { name: say('parts.me'), exact: true }).click();
  await person.page.getByText(say('person.aside.title')).first().waitFor();
  await person.page.goBack();
  await person.page.locator('nav').first().waitFor();
  assert.equal(await noted('looks'), '1');
});

step('what is set aside opens with its own PIN only, and is joined with what is here', async () => {
  await person.goto('/me');
  await person.page.getByText(say('person.aside.title')).first().click();
  await person.heading('person.aside.title');
  await openAside('111111');
  await shows(say('person.lock.wrong'));
  await holds({ fresh: false });
  await person.goto('/me/aside');
  await openAside(pin);
  await until('Today is shown', () => new URL(person.page.url()).pathname === '/');
  await holds({ fresh: true });
  await person.goto('/me/aside');
  await person.sees('person.aside.none');
});

step('a notebook that does not answer is asked again, and nothing takes its place', async () => {
  await person.page.evaluate(() => sessionStorage.setItem('story-silent', '1'));
  await person.page.goto(`${server.person}/`);
  await person.heading('errors.store.closed');
  await person.tap('person.store.loss_back');
  await openCopy();
  await person.tap('person.back.go_on');
  await person.tap('person.back.sure_yes');
  await shows(say('errors.store.closed_next'));
  await person.page.evaluate(() => sessionStorage.removeItem('story-silent'));
  await holds({ fresh: true });
  await person.goto('/me/aside');
  await person.sees('person.aside.none');
});

step('a damaged notebook is set aside as it is, and stays until it is deleted in two steps', async () => {
  await person.page.evaluate(() => new Promise((done, failed) => {
    const request = indexedDB.open('waymark');
    request.onerror = () => failed(request.error);
    request.onsuccess = () => {
      const db = request.result;
      const tx = db.transaction('meta', 'readwrite');
      tx.objectStore('meta').delete('device_key');
      tx.oncomplete = () => { db.close(); done(); };
    };
  }));
  await person.page.goto(`${server.person}/`);
  await person.heading('errors.store.key');
  await person.tap('person.store.loss_back');
  await openCopy();
  await person.sees('person.back.aside_damaged');
  await person.tap('person.back.go_on');
  await person.sees('person.back.sure_damaged');
  await person.tap('person.back.sure_yes');
  await shows(older);
  await holds({ fresh: false });
  await person.goto('/me/aside');
  await person.tap('person.aside.open');
  await shows(say('errors.store.key'));
  await person.tap('person.aside.delete');
  await person.tap('person.aside.delete_no');
  await person.tap('person.aside.delete');
  await person.tap('person.aside.delete_yes');
  await person.sees('person.aside.none');
});

async function deleteAtLock() {
  await forget();
  await person.tap('person.locked.erase');
  await person.sees('person.erase.aside_locked');
  await person.sees('person.erase.aside_days');
  await person.tap('person.erase.go_on');
  await person.heading('person.erase.aside_sure');
  await person.tap('person.erase.erase');
  await person.heading('person.erase.aside_gone');
}

step('deleted at the lock, everything stands aside, and the PIN brings it back within seven days', async () => {
  await person.addAspiration(newer);
  await person.setLock(pin);
  await deleteAtLock();
  await person.goto('/');
  await person.heading('person.first_opening.first.title');
  await link().click();
  await person.sees('person.aside.days_many', { count: '7' });
  await openAside(pin);
  await until('Today is shown', () => new URL(person.page.url()).pathname === '/');
  await holds({ fresh: true });
});

step('after seven days with the app it is gone; a clock that jumps ahead counts as one', async () => {
  await person.setLock(pin);
  await deleteAtLock();
  for (const days of [400, 1, 2, 3, 4, 5]) {
    await person.page.evaluate((later) => sessionStorage.setItem('story-days', String(later)), days);
    await person.goto('/');
    await person.heading('person.first_opening.first.title');
    await link().waitFor();
    await until('the day is counted', async () => await noted('counted') === String(days));
  }
  await person.page.evaluate(() => sessionStorage.setItem('story-days', '6'));
  await person.goto('/');
  await person.heading('person.first_opening.first.title');
  await until('nothing is said of it any more', async () => await link().count() === 0);
  await person.goto('/me/aside');
  await person.sees('person.aside.none');
});

step('with the lock open, deleting is at once', async () => {
  await person.page.evaluate(() => sessionStorage.removeItem('story-days'));
  await person.goto('/');
  await person.begin('Robin');
  await person.goto('/me/delete');
  await person.tap('person.erase.go_on');
  await person.heading('person.erase.sure');
  await person.tap('person.erase.erase');
  await person.heading('person.erase.gone');
  await person.sees('person.erase.stays_elsewhere');
});

step('no policy was violated and no page reported an error', () => {
  rmSync(file, { force: true });
  assert.deepEqual(handset.faults, []);
});
