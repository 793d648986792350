// A phone that was without signal for 30 days: many changes, and permissions taken back meanwhile. Whatever was taken back
// goes first, and everything has arrived within a minute. With as many changes as WAYMARK_CHANGES says, and as many
// permissions taken back as WAYMARK_TAKEN.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { Worker } from '../lib/team.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const days = 30;
/** The phone is looked at every third day. */
const every = 3;
const changes = Number(process.env.WAYMARK_CHANGES ?? 30);
const stays = 'Amira Khan';
const taken = ['Sam Field', 'Jo Bennett', 'Lee Ash'].slice(0, Number(process.env.WAYMARK_TAKEN ?? 1));
const wishes = ['Walk to the river', 'Bake bread again', 'See my cousins'];
const steps = ['The first bit', 'Some more', 'All of it'];
const { server, handset, desk, person, worker, step } = await makeScene({ worker: stays });
const [places, pages] = [{}, []];

const inDays = (count) => new Date(Date.now() + count * 86_400_000);

/** Runs in the page: ticks a step, or takes its mark away, so many times, each once the one before is kept. */
async function tickOn(times) {
  const kept = () => localStorage.getItem('waymark-head');
  const boxes = [...document.querySelectorAll('.steps input')];
  for (let n = 0; n < times; n += 1) {
    const before = kept();
    boxes[n % boxes.length].click();
    // A verb that is still busy takes no other.
    while (kept() === before) await new Promise((again) => requestAnimationFrame(again));
    await new Promise((again) => requestAnimationFrame(() => setTimeout(again, 0)));
  }
  return boxes.filter((box) => box.checked).length;
}

step('a person shares three aspirations with each of their workers', async () => {
  await person.open();
  await person.begin('Robin');
  await person.readyForNoSignal();
  for (const wish of wishes) {
    pages.push(await person.addAspiration(wish));
    await person.goto(pages.at(-1));
    for (const words of steps) {
      await person.page.getByLabel(say('person.aspiration.add_step'), { exact: true }).fill(words);
      await person.page.keyboard.press('Enter');
      await person.page.getByRole('checkbox', { name: words }).waitFor();
    }
  }
  for (const name of [...taken, stays]) {
    const at = name === stays ? worker : new Worker(desk, server.team, name);
    await at.setUp(server.addWorker(name));
    const { link } = await at.makeIntroduction();
    await person.openIntroduction(link);
    await person.accept({ worker: name });
    await at.seesAccepted();
    places[name] = person.worker;
    await person.choosePermission({ worker: name, what: wishes });
    await person.share(name);
    await at.signOut();
  }
});

const done = [];
step(`for ${days} days there is no signal, ${changes} things change, and ${taken.length} of the permissions are taken back`, async () => {
  await handset.context.setOffline(true);
  for (let day = every; day <= days; day += every) {
    await handset.context.clock.setSystemTime(inDays(day));
    const page = (day / every) % pages.length;
    await person.goto(pages[page]);
    await person.page.locator('.steps input').nth(steps.length - 1).waitFor({ state: 'attached' });
    done[page] = await person.page.evaluate(tickOn, (changes * every) / days);
    // Between changes, and not at the end.
    const name = { 6: taken[0], 15: taken[1], 24: taken[2] }[day];
    if (!name) continue;
    await person.goto(`/sharing/${places[name]}`);
    await person.tap('person.one_person.take_back');
    await person.tap('person.one_person.sure_yes');
    await person.sees('person.sharing.still', { name: name.split(' ')[0] });
  }
});

step('once there is signal, what was taken back goes first, and all of it within a minute', async (context) => {
  await server.moveClock(days);
  const before = server.personCalls().length;
  const began = performance.now();
  await handset.context.setOffline(false);
  await person.goto('/sharing');
  const writes = () => server.personCalls().slice(before).map((line) => line.split(' ').slice(1)).filter(([method]) => method !== 'GET');
  await until('what changed has arrived', async () => {
    await person.page.evaluate(() => window.dispatchEvent(new Event('online')));
    return writes().filter(([method, path, status]) => method === 'PUT' && path.startsWith('/v1/shares') && status === '201').length >= wishes.length;
  }, { timeout_ms: 60_000 });
  const took_ms = performance.now() - began;
  context.diagnostic(`${changes} changes and ${taken.length} take-backs: sent within ${Math.round(took_ms)} ms, in ${writes().length} requests`);
  assert.ok(took_ms < 60_000, `${took_ms}`);
  assert.deepEqual(writes().slice(0, taken.length).map(([method, path]) => `${method} ${path.split('/').at(-1)}`),
    Array(taken.length).fill('POST withdrawal'), `${writes().map((it) => it.join(' '))}`);
  assert.deepEqual(server.sql("SELECT status, count(*) FROM consents GROUP BY status ORDER BY 1"), [['active', 1], ['withdrawn', taken.length]]);
  const [[envelopes]] = server.sql('SELECT count(DISTINCT worker_id) FROM envelopes');
  assert.equal(envelopes, 1, 'only the worker of the permission that holds');
});

step('the worker who stays reads how it stands now, and the phone says that the others see nothing any more', async () => {
  await desk.context.clock.setSystemTime(inDays(days));
  await worker.signIn();
  await worker.openPerson('Robin');
  await worker.looksUntil('the worker reads the last of it', async () => {
    const text = await worker.page.locator('main').innerText();
    return wishes.every((wish) => text.includes(wish)) && done.every((count) => text.includes(say('team.shared.steps_many', { done: count, count: steps.length })));
  });
  const gone = say('person.one_person.taken_gone', { time: '@' }).split('@')[0];
  for (const name of taken) {
    await person.goto(`/sharing/${places[name]}`);
    await person.page.getByText(gone).first().waitFor();
  }
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
