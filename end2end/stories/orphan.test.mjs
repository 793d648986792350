// A permission given after the copy was made: the copy is brought back behind the lock, from before anybody was met, and
// the phone finds what the server still holds under its keys, says so, and takes it back.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const own = 'Walk to the river';
const pin = '730519';
const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Sam Field' });
let file; let words;

step('a copy is made, and then a worker is met who sees an aspiration', async () => {
  await worker.setUp(server.addWorker('Sam Field'));
  await person.open();
  await person.begin('Robin');
  await person.addAspiration(own);
  words = await person.recoveryWords();
  file = join(handset.dir, 'before.waymark');
  await person.saveCopy(file);
  const { link } = await worker.makeIntroduction();
  await person.openIntroduction(link);
  await person.accept({ worker: 'Sam Field' });
  await worker.seesAccepted();
  await person.choosePermission({ worker: 'Sam Field', what: [own] });
  await person.share('Sam Field');
});

step('the PIN is forgotten and the copy is brought back', async () => {
  await person.setLock(pin);
  await person.meetLock();
  await person.tap('person.locked.forgotten');
  await person.tap('person.locked.back');
  await person.page.locator('#copy').setInputFiles(file);
  await person.page.locator('#secret').fill(words);
  await person.tap('person.back.open');
  await person.sees('person.back.opened');
  await person.tap('person.back.go_on');
  await person.tap('person.back.sure_yes');
  await person.page.getByText(own).first().waitFor();
});

step('the phone says that somebody can still see things, and takes it back in two taps', async () => {
  await person.page.getByText(say('person.sharing.stray')).first().waitFor({ timeout: 30_000 });
  await person.goto('/sharing');
  await person.page.getByText(say('person.sharing.stray')).first().waitFor({ timeout: 30_000 });
  const held = () => server.sql('SELECT COUNT(*) FROM envelopes')[0][0];
  assert.ok(held() > 0, 'the worker can read it until now');
  await person.tap('person.sharing.stray_take');
  await person.tap('person.sharing.stray_yes');
  await until('nothing is left on the server', () => held() === 0);
  await until('and nothing is said any more', async () => await person.page.getByText(say('person.sharing.stray')).count() === 0);
});

step('the PIN that comes back to mind joins what was set aside, and the worker is there again', async () => {
  await person.goto('/me/aside');
  await person.page.locator('#secret').fill(pin);
  await person.tap('person.aside.open');
  await until('Today is shown', () => new URL(person.page.url()).pathname === '/');
  await person.goto('/sharing');
  await person.page.getByText('Sam Field').first().waitFor();
  assert.equal(await person.page.getByText(say('person.sharing.stray')).count(), 0);
});

step('no policy was violated and no page reported an error', () => {
  rmSync(file, { force: true });
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
