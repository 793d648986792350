// A worker is away: says so under My account, and the person reads until when, on Sharing, on the worker's page and where
// they wish for a conversation. The day after it is over by itself; whoever is back earlier says that.
import assert from 'node:assert/strict';
import { isoDay } from '../lib/day.mjs';
import { axe, axeFindings } from '../lib/look.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const name = 'Sam Field';
const river = 'Walk to the river';
const { server, handset, desk, person, worker, step } = await makeScene({ worker: name, look: true });
desk.scripts.push(axe);

const inDays = (count) => new Date(Date.now() + count * 86_400_000);
/** As a date field has it, by the clock of the browser. */
const dayOf = async (page, count) => isoDay(new Date(await page.evaluate(() => Date.now()) + count * 86_400_000));
const says = (words) => person.has(words);
const said = (key, values) => person.hasAroundDay(key, values);
const fine = async (page) => assert.deepEqual(await axeFindings(page), []);
const lastDay = () => server.sql('SELECT away_until FROM workers')[0][0];

step('a person shares with a worker, and nobody is away', async () => {
  await worker.setUp(server.addWorker(name));
  const { link } = await worker.makeIntroduction();
  await person.open();
  await person.begin('Robin');
  await person.addAspiration(river);
  await person.openIntroduction(link);
  await person.accept({ worker: name });
  await worker.seesAccepted();
  await person.choosePermission({ worker: name, what: [river] });
  await person.share(name);
  await person.goto(`/sharing/${person.worker}`);
  assert.ok(!await said('person.one_person.away', { name: 'Sam' }));
});

step('a worker says their last day away, and a day that cannot be is refused in words', async () => {
  await worker.goAccount();
  await worker.page.locator('#away', { hasText: say('team.account.away_none') }).waitFor();
  await worker.tap('team.account.away_set');
  await worker.page.getByText(say('team.account.away_missing')).waitFor();
  for (const days of [-1, 400]) {
    await worker.sayAway(await dayOf(worker.page, days));
    await worker.page.getByText(say('team.wrong.day')).waitFor();
    assert.ok(!lastDay());
  }
  await fine(worker.page);
  const day = await dayOf(worker.page, 2);
  await worker.sayAway(day);
  await worker.page.locator('[role=status]', { hasText: say('team.account.away_told') }).waitFor();
  assert.equal(lastDay(), day);
  await fine(worker.page);
});

step('the person reads it on the worker’s page, on Sharing and where they wish for a conversation', async () => {
  await until('the phone has heard of it', async () => {
    await person.goto(`/sharing/${person.worker}`);
    return said('person.one_person.away', { name: 'Sam' });
  });
  assert.ok(await said('person.one_person.away_wish', { name: 'Sam' }));
  await fine(person.page);
  await person.goto('/sharing');
  assert.ok(await said('person.sharing.away'));
  await person.goto(`/sharing/${person.worker}/choose`);
  await until('it stands beside the wish', () => said('person.one_person.away_wish', { name: 'Sam' }));
  await fine(person.page);
});

step('the last day counts, and the day after nothing is said of it', async () => {
  await handset.context.clock.setSystemTime(inDays(2));
  await person.goto(`/sharing/${person.worker}`);
  assert.ok(await said('person.one_person.away', { name: 'Sam' }));
  await handset.context.clock.setSystemTime(inDays(3));
  await person.goto(`/sharing/${person.worker}`);
  assert.ok(!await said('person.one_person.away', { name: 'Sam' }));
  await person.goto('/sharing');
  assert.ok(!await said('person.sharing.away'));
  await handset.context.clock.setSystemTime(new Date());
});

step('whoever is back earlier says so, and the phone hears of it', async () => {
  await until('it is today again', async () => {
    await person.goto('/sharing');
    return said('person.sharing.away');
  });
  await until('the worker is back', async () => {
    const back = worker.page.getByRole('button', { name: say('team.account.away_back'), exact: true });
    if (await back.count() > 0) await back.click();
    return !lastDay();
  });
  await until('the phone has heard of it', async () => {
    await person.goto('/sharing');
    return !await said('person.sharing.away');
  });
  assert.match(server.command('audit'), / away - done[^]* back - done/);
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
