// One office computer, two workers: whoever signs in last is signed in, and the other's page closes itself with nothing
// of either harmed. And nobody else can pass for one of them, not even with their id.
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
const step = makeStory();

const sam = new Worker(office, server.team, samName);
let jo; let aspiration;
const introductions = {};
const [people, workers] = [[], []];
const wish = 'Walk to the river';

/** A worker in a tab of their own beside the first one. */
const beside = async (device, name) => new Worker({ context: device.context, page: await device.context.newPage() }, server.team, name);

/** The tab shows the sign-in screen and why, and nothing of the worker any more. */
const isClosed = async (worker) => {
  await worker.heading(say('team.sign_in.title'));
  await worker.page.getByText(say('team.wrong.other')).waitFor();
  assert.ok(!(await worker.page.locator('body').innerText()).includes(worker.name), 'the bar no longer says who it was');
};

const revisions = () => Object.fromEntries(server.sql(
  'SELECT w.name, coalesce(max(k.revision), 0) FROM workers w LEFT JOIN keyrings k USING (worker_id) GROUP BY w.name'));
const makers = () => server.sql('SELECT w.name FROM introductions i JOIN workers w USING (worker_id) ORDER BY 1').map(([name]) => name);

/** Gives a worker another id, as only whoever runs the server can. */
function give(name, id) {
  const [[old]] = server.sql(`SELECT worker_id FROM workers WHERE name = '${name}'`);
  for (const table of ['workers', 'keyrings']) server.sql(`UPDATE ${table} SET worker_id = ? WHERE worker_id = ?`, id, old);
}

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
    people.push(person);
    await person.open();
    await person.begin('Robin');
    assert.deepEqual(await person.openIntroduction(made.link), made.words);
    await person.accept({ worker: name });
    await until('the claim has arrived', () => server.sql('SELECT person_id FROM introductions WHERE person_id IS NOT NULL').length === place + 1);
    const worker = new Worker(own[place], server.team, name);
    workers.push(worker);
    await worker.signIn();
    await worker.page.locator('a.prow', { hasText: 'Robin' }).waitFor();
  }
});

step('a card that bears a known worker\'s id with other keys is refused, and nothing can be accepted', async () => {
  const [phone] = people;
  aspiration = await phone.addAspiration(wish);
  await phone.choosePermission({ worker: samName, what: [wish] });
  await phone.share(samName);
  await phone.goto(`/sharing/${phone.worker}`);
  const sees = await phone.page.locator('main').innerText();
  // Whoever runs the server lends Sam's id to somebody who sets up now, with keys of their own.
  const [stranger, sams] = ['Sam Okafar', phone.worker];
  const link = server.addWorker(stranger);
  // Sam's own page, which is open, would keep its keyring under the id that is lent.
  await own[0].context.setOffline(true);
  give(samName, '0a'.repeat(16));
  give(stranger, sams);
  const other = new Worker(office, server.team, stranger);
  await other.setUp(link);
  const made = await other.makeIntroduction();
  await office.close();
  give(stranger, '0b'.repeat(16));
  give(samName, sams);
  await own[0].context.setOffline(false);
  await phone.page.goto(made.link);
  await phone.sees('errors.other_keys', { name: 'Sam' });
  await phone.sees('errors.other_keys_next', { name: 'Sam' });
  assert.equal(await phone.page.getByRole('button', { name: say('person.meet.accept'), exact: true }).count(), 0);
  assert.equal(await phone.page.locator('ol.check-words').count(), 0);
  await phone.goto(`/sharing/${phone.worker}`);
  assert.equal(await phone.page.locator('main').innerText(), sees);
});

step('the one who was met first is still shared with, what was shared before and what is new', async () => {
  const [phone] = people;
  const [worker] = workers;
  await worker.openPerson('Robin');
  await until('the aspiration is there', async () => (await worker.pageText()).includes(wish));
  await phone.rate(aspiration, 4);
  await until('the rating is there too', async () => {
    await worker.openPerson('Robin');
    return (await worker.pageText()).includes(say('team.shared.started', { rating: 4 }));
  });
  for (const device of [office, silent, ...phones, ...own]) assert.deepEqual(device.faults, []);
});
