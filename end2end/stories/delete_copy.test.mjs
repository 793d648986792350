// Deleting everything together with the copy the organisation keeps, on both sides: the phone says that the server has
// deleted it when the server has said so, and gone when it is off the server's disk.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Sam Field' });
const own = 'Swim on Tuesdays';
const gone = () => person.page.getByText(say('person.erase.server_gone'), { exact: true }).count();
const copies = () => server.sql('SELECT rev FROM backups WHERE bytes IS NOT NULL').length;

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
  await until('the copy is there', () => copies() === 1, { timeout_ms: 150_000 });
});

step('deleting on this phone only leaves the copy, which the page says, and so it is not done yet', async () => {
  await person.goto('/me/delete');
  await person.pick(say('person.erase.only_here'));
  await person.tap('person.erase.go_on');
  await person.sees('person.erase.server_keeps');
  await person.tap('person.erase.keep');
  await person.goto('/aspirations');
  await person.page.getByText(own).first().waitFor();
  assert.equal(copies(), 1);
});

step('with another program on the server’s disk all is deleted there, and gone is said once it is off the disk', async () => {
  const letGo = await server.holdLog();
  try {
    await person.goto('/me/delete');
    await person.pick(say('person.erase.take_back'));
    await person.tap('person.erase.go_on');
    await person.sees('person.erase.sure_server');
    await person.tap('person.erase.erase');
    await person.page.getByRole('heading', { name: say('person.erase.gone') }).waitFor({ timeout: 60_000 });
    await person.sees('person.erase.server_leaving');
    assert.deepEqual([copies(), server.sql('SELECT 1 FROM people').length], [0, 0]);
    assert.equal(await gone(), 0);
  } finally {
    await letGo();
  }
  await until('the server says that it is off the disk', async () => {
    await person.page.evaluate(() => window.dispatchEvent(new Event('online')));
    return await gone() > 0;
  });
  await person.sees('person.erase.server_stays', { days: '396' });
  await person.goto('/');
  await person.heading('person.first_opening.first.title');
  assert.equal(await person.page.getByText(say('person.erase.leaving')).count(), 0);
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
