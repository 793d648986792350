// A server that shows a worker something older than they saw, and a worker's page that cannot hear of anything newer.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const own = 'Walk to the river';
const minute = 60_000;
const kept = ['consents', 'envelopes'];

const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Amira Khan' });

const screen = async () => (await worker.page.locator('body').innerText()).split(/\s+/).join(' ');

/** Something to be waited for, and what lets it come. */
const gate = () => {
  const it = {};
  it.promise = new Promise((resolve) => { it.resolve = resolve; });
  return it;
};

const saysOlder = async () => {
  await worker.looksUntil('the page says that it is older', async () =>
    (await screen()).includes(say('team.person.older_permission')));
  const page = await screen();
  assert.ok(!page.includes(own), page);
};

step('something is shared, and the worker reads it', async () => {
  await person.open();
  await person.begin('Robin');
  await person.readyForNoSignal();
  await person.addAspiration(own);
  await worker.setUp(server.addWorker('Amira Khan'));
  const { link } = await worker.makeIntroduction();
  await person.openIntroduction(link);
  await person.accept({ worker: 'Amira Khan' });
  await person.choosePermission({ worker: 'Amira Khan', what: [own] });
  await person.share('Amira Khan');
  await worker.seesAccepted();
  await worker.openPerson('Robin');
  await worker.looksUntil('it has come', async () => (await screen()).includes(own));
  for (const table of kept) server.sql(`CREATE TABLE old_${table} AS SELECT * FROM ${table}`);
});

step('what the server keeps back of a round is missed, and the page says so until it comes', async () => {
  const page = async () => (await worker.page.locator('main').innerText()).split(/\s+/).join(' ');
  // The last of a round is the list of all there is; before it stands what the person chose.
  const kept = 'SELECT seq FROM envelopes ORDER BY seq DESC LIMIT 1 OFFSET 1';
  server.sql(`CREATE TABLE back AS SELECT * FROM envelopes WHERE seq = (${kept})`);
  server.sql('DELETE FROM envelopes WHERE seq IN (SELECT seq FROM back)');
  await worker.looksUntil('the page says that something is missing', async () =>
    (await page()).includes(say('team.person.missing')));
  assert.ok(!(await page()).includes(own));
  await worker.signOut();
  await worker.signIn();
  await worker.openPerson('Robin');
  await worker.looksUntil('it is missing still', async () => (await page()).includes(say('team.person.missing')));
  server.sql('INSERT INTO envelopes SELECT * FROM back');
  await worker.signOut();
  await worker.signIn();
  await worker.openPerson('Robin');
  await worker.looksUntil('it has come', async () => (await page()).includes(own));
  assert.ok(!(await page()).includes(say('team.person.missing')));
});

step('what was taken back and is put back at the server is not shown, and the page says that it is older', async () => {
  await person.goto(`/sharing/${person.worker}`);
  await person.tap('person.one_person.take_back');
  await person.tap('person.one_person.sure_yes');
  await worker.looksUntil('it is gone', async () => (await screen()).includes(say('team.person.taken_back')));
  await handset.context.setOffline(true);
  for (const table of kept) {
    server.sql(`DELETE FROM ${table}`);
    server.sql(`INSERT INTO ${table} SELECT * FROM old_${table}`);
  }
  await saysOlder();
});

step('nor at the next sign-in: the keyring remembers', async () => {
  await worker.signOut();
  await worker.signIn();
  await worker.openPerson('Robin');
  await saysOlder();
});

step('a page that has not heard from the server for five minutes is covered until it does', async () => {
  // An answer that was asked for before, and is read after it, is no news.
  const [asked, slept] = [gate(), gate()];
  await worker.page.route('**/v1/inbox', async (route) => {
    const response = await route.fetch();
    asked.resolve();
    await slept.promise;
    await route.fulfill({ response });
  }, { times: 1 });
  await worker.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await asked.promise;
  await desk.context.setOffline(true);
  await desk.context.clock.setSystemTime(new Date(Date.now() + 6 * minute));
  slept.resolve();
  await until('it is covered', async () => (await screen()).includes(say('team.people.covered')));
  assert.ok(!await worker.page.locator('.panes').isVisible());
  await desk.context.setOffline(false);
  await worker.looksUntil('it is open again', () => worker.page.locator('.panes').isVisible());
});
