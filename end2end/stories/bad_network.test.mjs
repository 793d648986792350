// A network that cuts, garbles, holds back and makes up answers, in every kind `lib/proxy` knows: the phone says that it
// waits and keeps everything, and once the network is as it should be, everything has arrived exactly once. So often as
// WAYMARK_BAD_ROUNDS says.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { faults, Proxy } from '../lib/proxy.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const own = 'Walk to the river';
const rounds = Number(process.env.WAYMARK_BAD_ROUNDS ?? 1);
const proxy = await Proxy.make();
const { server, handset, desk, person, worker, step } = await makeScene({
  worker: 'Sam Field', told: { WAYMARK_PERSON_URL: proxy.origin } });
after(() => proxy.close());
proxy.target = server.ports[0];
person.origin = proxy.origin;
let times = 0;

/** Does something that is answered badly: the phone says that it `waits`; and only once the network is well, that it is `done`. */
async function suffered(kind, act, waits, done) {
  const says = async (words) => (await person.page.locator('main').innerText()).includes(words);
  proxy.suffer(kind);
  await act();
  await until('something was answered badly', () => proxy.hit > 0);
  await until('the phone says that it waits', () => says(waits));
  assert.ok(!await says(done), 'nothing is said to have happened');
  proxy.suffer();
  await until('all is well', async () => {
    await person.page.evaluate(() => window.dispatchEvent(new Event('online')));
    return says(done);
  });
}

step('a phone and a worker have met', async () => {
  await person.open();
  await person.begin('Robin');
  await person.addAspiration(own);
  await worker.setUp(server.addWorker('Sam Field'));
  const { link } = await worker.makeIntroduction();
  assert.ok(link.startsWith(proxy.origin), link);
  await person.openIntroduction(link);
  await person.accept({ worker: 'Sam Field' });
  await worker.seesAccepted();
});

for (const kind of Array(rounds).fill(Object.keys(faults)).flat()) {
  step(`where ${kind}, what is shared and what is taken back waits, and arrives`, async () => {
    times += 1;
    await person.choosePermission({ worker: 'Sam Field', what: [own] });
    await suffered(kind, async () => {
      await person.tap('person.preview.share', { name: 'Sam' });
      await person.heading('person.receipt.title');
    }, say('person.sharing.waiting'), say('person.receipt.delivered'));
    if (times === 1) await worker.openPerson('Robin');
    const shows = async () => (await worker.page.locator('main').innerText()).includes(own);
    await worker.looksUntil('the worker reads it', shows);
    await person.goto(`/sharing/${person.worker}`);
    const gone = say('person.one_person.taken_gone', { time: '@' }).split('@')[0];
    await suffered(kind, async () => {
      await person.tap('person.one_person.take_back');
      await person.tap('person.one_person.sure_yes');
    }, say('person.sharing.still', { name: 'Sam' }), gone);
    await worker.looksUntil('the worker reads it no more', async () => !await shows());
  });
}

step('everything arrived exactly once', () => {
  const [[permitted, taken, left]] = server.sql(`SELECT
    (SELECT count(*) FROM audit WHERE deed = 'permitted'), (SELECT count(*) FROM audit WHERE deed = 'took-back'),
    (SELECT count(*) FROM envelopes)`);
  assert.deepEqual([permitted, taken, left], [times, times, 0]);
  // Whatever befell it, a permission brought as much as any other: nothing is missing, and nothing came twice.
  const brought = server.sql('SELECT DISTINCT envelopes FROM consents');
  assert.equal(brought.length, 1, `${brought}`);
  const stored = server.personCalls().filter((line) => line.startsWith('person PUT /v1/shares') && line.endsWith(' 201'));
  assert.equal(stored.length, brought[0][0] * times);
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
