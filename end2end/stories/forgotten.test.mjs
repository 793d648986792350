// A lock whose PIN is forgotten: nobody resets it, a safe copy brings everything back, and deleting everything works
// without opening it. All with no server.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beginAlone, makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const own = 'Plant beans on the sill';
const scene = await makeScene();
const { server, handset, person, step } = scene;
let file; let words;

const locked = () => person.page.getByRole('heading', { level: 1, name: say('person.locked.title'), exact: true }).waitFor();

/** Opens the app anew, behind the lock, and says that the PIN is gone. */
async function forget() {
  await person.page.goto(`${server.person}/`);
  await locked();
  await person.tap('person.locked.forgotten');
  await person.sees('person.locked.forgotten_words');
}

step('a person with a safe copy and a lock', async () => {
  await beginAlone(scene, 'Robin');
  await person.addAspiration(own);
  words = await person.recoveryWords();
  file = join(handset.dir, 'safe.waymark');
  await person.saveCopy(file);
  await person.setLock('730519');
});

step('whoever has forgotten the PIN brings everything back from the copy, with the words it wants', async () => {
  await forget();
  await person.tap('person.locked.back');
  await person.page.locator('#copy').setInputFiles(file);
  await person.page.locator('#secret').fill(words.split(' ').reverse().join(' '));
  await person.tap('person.back.open');
  await person.page.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor();
  await person.page.locator('#secret').fill(words);
  await person.tap('person.back.open');
  await person.sees('person.back.opened');
  await person.tap('person.back.go_on');
  await person.tap('person.back.sure_yes');
  await person.page.getByText(own).first().waitFor();
});

step('what was brought back stays, without the old lock, after the browser is started anew', async () => {
  await handset.close();
  await person.open('/aspirations');
  await person.page.getByText(own).first().waitFor();
  assert.equal(await person.page.locator('#secret').count(), 0);
});

step('behind a lock everything can be deleted, after hearing what cannot be taken back from there', async () => {
  // There is room for one set aside.
  await person.goto('/me/aside');
  await person.tap('person.aside.delete');
  await person.tap('person.aside.delete_yes');
  await person.sees('person.aside.none');
  await person.setLock('730519');
  await forget();
  await person.tap('person.locked.erase');
  await person.sees('person.erase.locked');
  await person.tap('person.erase.go_on');
  await person.heading('person.erase.aside_sure');
  await person.tap('person.erase.erase');
  await person.heading('person.erase.aside_gone');
  await person.goto('/');
  await person.heading('person.first_opening.first.title');
  assert.equal(await person.page.getByText(own).count(), 0);
});

step('no policy was violated and no page reported an error', () => {
  rmSync(file, { force: true });
  assert.deepEqual(handset.faults, []);
});
