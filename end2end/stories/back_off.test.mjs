// Taking back without signal, and while the phone waits after failures: it goes as soon as it can, and at once when the
// person asks.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const own = 'Walk to the river';

const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Amira Khan' });

const calls = (part) => server.personCalls().filter((line) => line.includes(part)).length;
const withdrawals = () => calls('/withdrawal');
const share = async () => {
  await person.choosePermission({ worker: 'Amira Khan', what: [own] });
  await person.share('Amira Khan');
};
const takeBack = async () => {
  await person.tap('person.one_person.take_back');
  await person.tap('person.one_person.sure_yes');
};

step('something is shared, in one round', async () => {
  await person.open();
  await person.begin('Robin');
  await person.readyForNoSignal();
  await person.addAspiration(own);
  await worker.setUp(server.addWorker('Amira Khan'));
  const { link } = await worker.makeIntroduction();
  await person.openIntroduction(link);
  await person.accept({ worker: 'Amira Khan' });
  await share();
  assert.equal(calls('PUT /v1/consents'), 1);
  assert.equal(calls('PUT /v1/shares'), 2, 'the permission’s page and the aspiration, once each');
});

step('taken back without signal it waits, and goes as soon as there is signal', async () => {
  await person.goto(`/sharing/${person.worker}`);
  await handset.context.setOffline(true);
  await takeBack();
  await person.page.locator('[role=status]', { hasText: /\S/ }).first().waitFor();
  assert.equal(withdrawals(), 0);
  await handset.context.setOffline(false);
  await until('the withdrawal has arrived', () => withdrawals() === 1);
});

step('taken back while the phone waits after failures, it goes at once', async () => {
  await share();
  let failed = 0;
  handset.context.on('requestfailed', () => { failed += 1; });
  await person.goto(`/sharing/${person.worker}`);
  await server.stop();
  // Each failure makes the next wait longer: after the third it is twenty seconds.
  await person.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await until('the phone has tried three times', () => failed >= 3, { timeout_ms: 90_000 });
  await server.start();
  await takeBack();
  await until('the withdrawal has arrived', () => withdrawals() === 2, { timeout_ms: 8_000 });
});

step('no page reported an error of its own', () => {
  assert.deepEqual(desk.faults, []);
});
