// One office computer, two workers: whoever signs in last is signed in, and the other's page closes itself with nothing
// of either harmed.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Device, laptop } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { Server } from '../lib/server.mjs';
import { makeStory } from '../lib/story.mjs';
import { Worker } from '../lib/team.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const [samName, joName] = ['Sam Okafor', 'Jo Bennett'];
const server = await Server.make();
const office = new Device(laptop);
// Another browser of the same office that tells its tabs nothing: the server alone has to notice.
const silent = new Device(laptop);
silent.scripts.push('delete globalThis.BroadcastChannel;');
const phones = [new Device(), new Device()];
const own = [new Device(laptop), new Device(laptop)];
after(async () => {
  await Promise.all([office, silent, ...phones, ...own].map((device) => device.remove()));
  await server.close();
});
const step = makeStory({ onFault: (name) => (silent.context ? silent : office).picture(name) });

const sam = new Worker(office, server.team, samName);
let jo;
const introductions = {};

/** A worker in a tab of their own beside the first one. */
const beside = async (device, name) => new Worker({ context: device.context, page: await device.context.newPage() }, server.team, name);

/** The tab shows the sign-in screen and why, and nothing of the worker any more. */
const isClosed = async (worker) => {
  await worker.heading(say('team.sign_in.title'));
  await worker.page.getByText(say('team.wrong.other')).waitFor();
  assert.ok(!(await worker.page.locator('body').innerText()).includes(worker.name), 'the bar no longer says who it was');
};

const revisions = () => Object.fromEntries(server.sql(
  'SELECT w.name, coalesce(k.revision, 0) FROM workers w LEFT JOIN keyrings k USING (worker_id)'));
const makers = () => server.sql('SELECT w.name FROM introductions i JOIN workers w USING (worker_id) ORDER BY 1').map(([name]) => name);

step('when somebody sets up in another tab, the page of the first worker closes itself at once', async () => {
  const links = [server.addWorker(samName), server.addWorker(joName, 'peer-worker')];
  await sam.setUp(links[0]);
  await sam.goIntroductions();
  jo = await beside(office, joName);
  await jo.setUp(links[1]);
  await isClosed(sam);
});

step('the second worker makes an introduction under their own name', async () => {
  introductions.jo = await jo.makeIntroduction();
  assert.deepEqual(makers(), [joName]);
  // A keyring is written once at the set-up, with the address that links are made of.
  assert.deepEqual(revisions(), { [samName]: 1, [joName]: 2 });
});

step('when the first signs in again, the page of the second closes itself in turn', async () => {
  await sam.page.bringToFront();
  await sam.signIn();
  await isClosed(jo);
  introductions.sam = await sam.makeIntroduction();
  assert.deepEqual(makers(), [joName, samName]);
  assert.deepEqual(revisions(), { [samName]: 2, [joName]: 2 });
  await office.close();
});

step('where no tab hears of another, the server refuses the page whose session is somebody else\'s', async () => {
  const first = new Worker(silent, server.team, samName);
  await first.signIn();
  await first.goIntroductions();
  const second = await beside(silent, joName);
  await second.signIn();
  // Both keyrings are at the same revision: only the name of the page tells them apart.
  // The page may notice by itself before it is asked for anything.
  await first.tap('team.people.make').then(() => first.tap('team.introductions.new_button')).catch(() => {});
  await isClosed(first);
  assert.deepEqual(revisions(), { [samName]: 2, [joName]: 2 }, 'no keyring was written');
  assert.deepEqual(makers(), [joName, samName], 'and no introduction made');
  // The refused page did not end the session of the other one.
  await second.goIntroductions();
  await silent.close();
});

step('both introductions work, and both keyrings open on the workers\' own computers', async () => {
  for (const [place, [name, made]] of [[samName, introductions.sam], [joName, introductions.jo]].entries()) {
    const person = new Person(phones[place], server.person);
    await person.open();
    await person.begin('Robin');
    assert.deepEqual(await person.openIntroduction(made.link), made.words);
    await person.accept({ worker: name });
    await until('the claim has arrived', () => server.sql('SELECT person_id FROM introductions WHERE person_id IS NOT NULL').length === place + 1);
    const worker = new Worker(own[place], server.team, name);
    await worker.signIn();
    await worker.page.locator('a.prow', { hasText: 'Robin' }).waitFor();
  }
  for (const device of [office, silent, ...phones, ...own]) assert.deepEqual(device.faults, []);
});
