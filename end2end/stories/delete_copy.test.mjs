// Deleting everything together with the copy the organisation keeps: its deletion needs the keys, so without a signal
// nothing is deleted and the app says why; with one, nothing is left on either side.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Sam Field' });
const own = 'Swim on Tuesdays';
const copies = () => server.sql('SELECT rev FROM backups WHERE bytes IS NOT NULL').length;

const box = () => person.page.getByRole('checkbox', { name: say('person.erase.with_copy') });

async function goOn() {
  await person.tap('person.erase.go_on');
  await person.heading('person.erase.sure');
  await person.sees('person.erase.sure_copy');
  await person.tap('person.erase.erase');
}

step('a person lets their organisation keep a copy', async () => {
  await worker.setUp(server.addWorker('Sam Field'));
  const { link } = await worker.makeIntroduction();
  await person.open();
  await person.begin('Robin');
  await person.addAspiration(own);
  await person.openIntroduction(link);
  await person.accept({ worker: 'Sam Field', tell: false });
  await worker.seesAccepted();
  await person.recoveryWords();
  await person.tap('person.words.have');
  await person.page.waitForURL(/\/me\/backup/);
  await person.goto('/me/backup');
  await person.tap('person.backup.turn_on');
  await person.sees('person.backup.turn_off');
  await until('the copy is there', () => copies() === 1, { timeout_ms: 70_000 });
});

step('with no signal nothing is deleted, and the app says that the copy would stay', async () => {
  await server.stop();
  await person.goto('/me/delete');
  await box().click();
  await goOn();
  await person.page.getByText(say('errors.copy.stays')).first().waitFor({ timeout: 60_000 });
  await person.goto('/aspirations');
  await person.page.getByText(own).first().waitFor();
  assert.equal(copies(), 1);
});

step('the wish stands at the next try, which is refused as well as long as there is no signal', async () => {
  await person.goto('/me/delete');
  assert.ok(await box().isChecked());
  await goOn();
  await person.page.getByText(say('errors.copy.stays')).first().waitFor({ timeout: 60_000 });
});

step('with a signal both are gone', async () => {
  await server.start();
  await person.tap('person.erase.erase');
  await person.page.getByRole('heading', { name: say('person.erase.gone') }).waitFor({ timeout: 60_000 });
  assert.equal(copies(), 0);
  await person.goto('/');
  await person.heading('person.first_opening.first.title');
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
