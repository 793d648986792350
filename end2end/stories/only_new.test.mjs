// What a worker reads before anything has come: nothing chosen yet, a permission for new things alone, and one that was
// taken back are three different things.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { say } from '../lib/words.mjs';

const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Sam Field' });
let introduction;

/** People reads the server's list anew when it is opened. */
async function looks() {
  await worker.openPerson('Robin');
}

step('somebody who accepted and has chosen nothing yet took nothing back', async () => {
  await person.open();
  await person.begin('Robin');
  await worker.setUp(server.addWorker('Sam Field'));
  introduction = await worker.makeIntroduction();
  await person.openIntroduction(introduction.link);
  await person.accept({ worker: 'Sam Field' });
  await worker.seesAccepted();
  await looks();
  await worker.page.getByText(say('team.person.not_chosen'), { exact: true }).waitFor();
  await worker.page.locator('a.prow', { hasText: say('team.people.not_chosen') }).waitFor();
  assert.equal(await worker.page.getByText(say('team.person.gone')).count(), 0);
});

step('a permission for new things alone is shown to the worker in the very words of the preview', async () => {
  await person.choosePermission({ worker: 'Sam Field', what: [say('person.choose.totals')], earlier: false });
  const preview = await person.previewText();
  assert.ok(preview.includes(say('team.shared.nothing_new')));
  assert.ok(preview.includes(say('team.shared.covers_totals')));
  await person.share('Sam Field');
  await worker.looksUntil('the permission is there', async () => await worker.page.locator('.shared-permission').count() > 0);
  assert.equal(await worker.pageText(), preview);
  await worker.page.locator('a.prow', { hasText: say('team.people.not_yet') }).waitFor();
  assert.equal(await worker.page.getByText(say('team.person.gone')).count(), 0);
});

step('taken back is said to be taken back', async () => {
  await person.takeBack('Sam Field');
  const said = worker.page.getByText(say('team.person.taken_back'), { exact: true });
  await worker.looksUntil('it is said', async () => await said.count() > 0);
  await worker.page.getByText(say('team.person.gone'), { exact: true }).waitFor();
  assert.equal(await worker.page.locator('.shared').count(), 0);
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
