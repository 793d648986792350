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
  assert.equal(calls('PUT /v1/shares'), 3, 'the permission’s page, the aspiration and the list of both, once each');
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

step('whatever happens while a round is under way is taken in by it: one look more, and each thing sent once', async () => {
  await share();
  let looks = 0;
  let goOn;
  await handset.context.route('**/v1/inbox*', async (route) => {
    looks += 1;
    if (looks === 1) await new Promise((done) => { goOn = done; });
    await route.continue();
  });
  const online = (times) => person.page.evaluate((all) => { for (let n = 0; n < all; n += 1) window.dispatchEvent(new Event('online')); }, times);
  await person.goto(`/sharing/${person.worker}`);
  await until('a round is under way', () => goOn);
  await online(5);
  await takeBack();
  await online(5);
  const before = calls(' /v1/');
  goOn();
  await until('the withdrawal has arrived', () => withdrawals() === 2);
  await until('it has looked once more', () => looks === 2);
  // Rounds stand in line, so that this look comes after any of those.
  await online(1);
  await until('the next round looks', () => looks > 2);
  assert.equal(looks, 3);
  const sent = server.personCalls().slice(before).map((line) => line.split(' ').slice(1, 3).join(' '));
  assert.equal(sent.filter((call) => !call.startsWith('GET')).length, 1, `${sent}`);
  await handset.context.unroute('**/v1/inbox*');
});

step('taken back while the phone waits after failures, it goes at once', async () => {
  await share();
  let failed = 0;
  handset.context.on('requestfailed', () => { failed += 1; });
  const { clock } = person.page;
  await clock.install();
  await person.goto(`/sharing/${person.worker}`);
  await server.stop();
  // Each failure makes the next wait longer: after the third it is twenty seconds.
  await person.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await until('the phone has tried three times', async () => {
    if (failed < 3) await clock.runFor(500);
    return failed >= 3;
  });
  await server.start();
  await takeBack();
  await until('the withdrawal has arrived', () => withdrawals() === 3, { timeout_ms: 8_000 });
});

step('no page reported an error of its own', () => {
  assert.deepEqual(desk.faults, []);
});
