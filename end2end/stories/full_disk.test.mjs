// The server's disk is full: nothing is said to be stored or gone that is not, and as soon as there is room, taking back
// works without anybody restarting anything.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const name = 'Amira Khan';
const walk = 'Walk to the river';
const { server, handset, desk, person, worker, step } = await makeScene({ worker: name });
const held = () => server.sql('SELECT count(*) FROM envelopes')[0][0];
const ready = async () => (await fetch(`${server.person}/readyz`)).status;

step('a person shares an aspiration, and the worker sees it', async () => {
  await person.open();
  await person.begin('Maryam');
  await person.addAspiration(walk);
  await worker.setUp(server.addWorker(name));
  const introduction = await worker.makeIntroduction();
  await person.openIntroduction(introduction.link);
  await person.accept({ worker: name });
  await worker.seesAccepted();
  await person.choosePermission({ worker: name, what: [walk] });
  await person.share(name);
  await worker.openPerson('Maryam');
  await worker.page.getByText(walk).first().waitFor();
});

step('on a full disk the server says that it can store nothing, and goes on answering', async () => {
  server.fillDisk();
  await until('it is not ready', async () => [500, 507].includes(await ready()));
  assert.equal((await fetch(`${server.team}/healthz`)).status, 204);
});

step('taken back meanwhile: the phone does not say that it is gone, and it is not', async () => {
  await person.goto(`/sharing/${person.worker}`);
  await person.tap('person.one_person.take_back');
  const [answer] = await Promise.all([
    person.page.waitForResponse((response) => response.url().endsWith('/withdrawal')),
    person.tap('person.one_person.sure_yes'),
  ]);
  assert.ok([500, 507].includes(answer.status()), `the server answered ${answer.status()}`);
  const text = await person.page.locator('main').innerText();
  assert.ok(!text.includes(say('person.one_person.taken_gone', { time: '' }).split('.')[0].trim()), text);
  assert.ok(held() > 0, 'the envelopes are still there');
});

step('as soon as there is room it goes from the server, which was never restarted', async () => {
  server.makeRoom();
  assert.equal(await ready(), 204);
  await person.goto(`/sharing/${person.worker}`);
  await person.page.getByText(say('person.one_person.taken_gone', { time: '' }).split('.')[0].trim()).first().waitFor({ timeout: 60_000 });
  assert.equal(held(), 0);
  await worker.looksUntil('the worker\'s page drops it', async () => !(await worker.page.locator('main').innerText()).includes(walk));
  for (const device of [handset, desk]) assert.deepEqual(device.faults, []);
});
