// Somebody who lost phone and words asks in the room, and the worker deletes everything they shared. The phone comes back:
// it says so until that was read, has lost nothing, and shares anew by a new permission.
import assert from 'node:assert/strict';
import { axe, axeFindings } from '../lib/look.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const name = 'Sam Field';
const [river, bread] = ['Walk to the river', 'Bake bread again'];
const { server, handset, desk, person, worker, step } = await makeScene({ worker: name, look: true });
desk.scripts.push(axe);

const says = (words) => person.has(words);
const said = (key, values) => person.hasAroundDay(key, values);
const fine = async (page) => assert.deepEqual(await axeFindings(page), []);
const counted = (table) => server.sql(`SELECT count(*) FROM ${table}`)[0][0];
const rows = () => worker.page.locator('a.prow', { hasText: 'Robin' }).count();
const unfold = () => worker.page.locator('#letting-go summary').click();

step('a person shares with a worker, who has written back and writes again', async () => {
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
  await worker.openPerson('Robin');
  await worker.looksUntil('Sam reads it', async () => (await worker.page.locator('main').innerText()).includes(river));
  await worker.reply('Thank you for this.');
  await until('the reply has arrived', async () => {
    await person.goto(`/sharing/${person.worker}`);
    return says('Thank you for this.');
  });
  await worker.write('About next week');
  await worker.seesKept();
});

step('with the phone lost, the worker reads what deleting does, and leaves it as it is first', async () => {
  await person.page.goto('about:blank');
  await unfold();
  for (const key of ['delete_when', 'delete_what', 'delete_stays', 'delete_told']) {
    await worker.page.getByText(say(`team.person.${key}`)).first().waitFor();
  }
  await fine(worker.page);
  const before = counted('envelopes');
  assert.ok(before > 0);
  await worker.tap('team.person.delete_button');
  await worker.page.getByText(say('team.person.delete_sure', { name: 'Robin' })).waitFor();
  await fine(worker.page);
  await worker.tap('team.person.delete_leave');
  assert.equal(counted('envelopes'), before);
});

step('everything is deleted at once, and the row leaves the list', async () => {
  await worker.tap('team.person.delete_button');
  await worker.tap('team.person.delete_yes');
  await worker.page.locator('[role=status]', { hasText: say('team.people.let_go') }).first().waitFor();
  for (const table of ['envelopes', 'replies', 'reply_drafts', 'receipts']) assert.equal(counted(table), 0, table);
  assert.equal(await rows(), 0);
  assert.ok(!(await worker.page.locator('body').innerText()).includes(river));
  await fine(worker.page);
  assert.match(server.command('audit'), / deleted-on-request [0-9a-f]{32} done/);
  // Nor after a new sign-in: the name is forgotten in the worker's own list.
  await worker.signOut();
  await worker.signIn();
  await worker.looksUntil('the list was read', async () => await worker.page.locator('#looked').innerText() !== '');
  assert.equal(await rows(), 0);
  assert.equal(await worker.page.locator('a.prow').count(), 0);
});

step('the phone returns: it says so on Today, on Sharing and on the worker’s page, and has lost nothing', async () => {
  await until('the phone has heard of it', async () => {
    await person.goto('/');
    return says(say('person.today.on_request_why', { name: 'Sam' }));
  });
  await fine(person.page);
  await person.goto('/sharing');
  await person.sees('person.sharing.on_request');
  await person.sees('person.sharing.sees_nothing');
  await person.goto(`/sharing/${person.worker}`);
  assert.ok(await said('person.one_person.on_request', { name: 'Sam' }));
  await person.sees('person.one_person.choose');
  assert.ok(await says('Thank you for this.'), 'what was written to them and had arrived stays');
  await fine(person.page);
  await person.goto('/aspirations');
  assert.ok(await says(river));
});

step('what is written since is not sent, and it is told until it was read', async () => {
  await person.addAspiration(bread);
  await person.goto('/');
  assert.ok(await says(say('person.today.on_request_why', { name: 'Sam' })), 'told until it was read');
  await person.tap('person.today.on_request_read');
  await person.announced(say('person.today.on_request_stays', { name: 'Sam' }));
  await person.goto('/');
  assert.ok(!await says(say('person.today.on_request_why', { name: 'Sam' })));
  assert.equal(counted('envelopes'), 0);
});

step('a new permission is given without a new introduction, and the worker reads what it covers', async () => {
  await person.choosePermission({ worker: name, what: [bread] });
  await person.share(name);
  await worker.lists('Robin');
  await worker.openPerson('Robin');
  await worker.looksUntil('Sam reads it', async () => (await worker.page.locator('main').innerText()).includes(bread));
  assert.ok(!(await worker.page.locator('main').innerText()).includes(river), 'and nothing from before');
  await person.goto(`/sharing/${person.worker}`);
  assert.ok(!await said('person.one_person.on_request', { name: 'Sam' }));
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
