// Leaving: hiding in a hurry, Get help now before anything else, and deleting everything, also with no signal: then
// only what has the server delete the rest stays, until it is sent.
import assert from 'node:assert/strict';
import { filesHolding, makeCanary } from '../lib/planted.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const planted = makeCanary();
let whose;
const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Jo Peer' });

const numbers = () => person.page.locator('a[href^="tel:"], a[href^="sms:"]').evaluateAll((links) =>
  links.filter((link) => link.checkVisibility()).map((link) => link.getAttribute('href')));
const notes = () => person.page.evaluate(() => Object.fromEntries(Object.entries(localStorage)));
const waiting = async () => Object.keys(await notes()).includes('waymark-left');

step('before the first opening, one’s own nation’s numbers can be put first, right after 999', async () => {
  await person.open('/help');
  assert.deepEqual((await numbers()).slice(0, 2), ['tel:999', 'tel:116123']);
  await person.page.locator('#nation').selectOption({ label: say('person.help.scotland') });
  await until('Scotland’s numbers stand first', async () => (await numbers())[1] === 'tel:111');
  assert.deepEqual((await numbers()).slice(0, 4), ['tel:999', 'tel:111', 'tel:0800838587', 'tel:116123']);
  await person.goto('/help');
  assert.equal((await numbers())[2], 'tel:0800838587', 'the choice is kept');
});

step('own contacts stand there once the notebook is open, and before it only if the person says so', async () => {
  await person.goto('/');
  await person.begin('Robin');
  await person.goto('/me/contacts');
  await person.page.getByLabel(say('person.own_contacts.name', { n: '1' })).fill(`Sister ${planted}`);
  await person.page.getByLabel(say('person.own_contacts.number', { n: '1' })).fill('07700 900123');
  await person.tap('person.own_contacts.keep');
  await person.sees('person.store.kept');
  assert.ok(!JSON.stringify(await notes()).includes(planted), 'nothing outside the sealed records');
  await person.goto('/help');
  await person.page.locator('a[href="tel:07700900123"]').waitFor();
  await person.goto('/me/contacts');
  await person.pick(say('person.own_contacts.before'));
  await person.tap('person.own_contacts.keep');
  await until('the note is there', async () => JSON.stringify(await notes()).includes(planted));
  await person.pick(say('person.own_contacts.before'));
  await person.tap('person.own_contacts.keep');
  await until('the note is gone again', async () => !JSON.stringify(await notes()).includes(planted));
});

step('“Nobody is watching” stands before the first check-in, and Hide this leaves with no signal', async () => {
  await person.goto('/check-in');
  await person.sees('person.begin.nobody_what');
  await person.addAspiration(`Walk ${planted}`);
  await person.readyForNoSignal();
  await server.stop();
  await person.goto('/aspirations');
  await person.page.getByRole('button', { name: say('parts.hide_this'), exact: true }).click();
  await person.page.getByRole('heading', { name: 'Kitchen measures' }).waitFor();
  assert.ok(!(await person.page.content()).includes(planted) && !(await person.page.content()).includes('Waymark'));
  await person.goto('/aspirations');
  for (let n = 0; n < 3; n += 1) await person.page.keyboard.press('Shift');
  await person.page.getByRole('heading', { name: 'Kitchen measures' }).waitFor();
  await person.page.getByRole('link').click();
  await person.page.locator('nav').first().waitFor();
  await server.start();
});

step('the person shares, hearing first that nobody is watching', async () => {
  await worker.setUp(server.addWorker('Jo Peer', 'peer-worker'));
  const introduction = await worker.makeIntroduction();
  await person.openIntroduction(introduction.link);
  await person.accept({ worker: 'Jo Peer', tell: true });
  await worker.seesAccepted();
  await person.goto(`/sharing/${person.worker}/choose`);
  await person.sees('person.choose.limits_watch');
  await person.choosePermission({ worker: 'Jo Peer', what: [`Walk ${planted}`] });
  await person.share('Jo Peer');
  await worker.openPerson('Robin');
  await worker.page.getByText(planted).first().waitFor();
});

step('the number under About is the one on the worker’s page', async () => {
  [[whose]] = server.sql('SELECT person_id FROM people');
  const spelled = whose.match(/.{4}/g).join('-');
  await person.goto('/me/about');
  await person.page.getByText(spelled).waitFor();
  await worker.page.getByText(say('team.person.number', { number: spelled })).waitFor();
});

step('deleting asks about the server; with it away only the signed record stays, and the page says what to do', async () => {
  await server.stop();
  await person.goto('/me/delete');
  await person.tap('person.erase.go_on');
  await person.sees('person.erase.choose');
  await person.pick(say('person.erase.only_here'));
  await person.tap('person.erase.go_on');
  await person.heading('person.erase.sure');
  await person.sees('person.erase.server_keeps');
  await person.tap('person.erase.keep');
  await person.pick(say('person.erase.take_back'));
  await person.tap('person.erase.go_on');
  await person.sees('person.erase.server_stays', { days: '396' });
  await person.tap('person.erase.erase');
  await person.page.getByRole('heading', { name: say('person.erase.gone') }).waitFor({ timeout: 60_000 });
  await person.sees('person.erase.server_left');
  await person.sees('person.erase.left_team');
  assert.ok((await person.page.locator('main').innerText()).replaceAll('-', '').includes(whose), 'the number for the team');
  assert.equal(await person.page.getByText(say('person.erase.server_gone')).count(), 0);
  const left = await notes();
  assert.deepEqual(Object.keys(left).filter((name) => name !== 'waymark-look'), ['waymark-left']);
  assert.ok(!JSON.stringify(left).includes('Robin') && !JSON.stringify(left).includes(planted));
  await person.goto('/');
  await person.heading('person.first_opening.first.title');
  await person.sees('person.erase.left_single');
});

step('with the server back it is sent by itself, the worker hears of it, and then nothing is left but the number', async () => {
  await server.start();
  await person.goto('/');
  await until('the record is sent', async () => !await waiting());
  await worker.page.reload();
  await worker.signIn();
  await worker.looksUntil('the worker no longer sees it', async () => await worker.page.getByText(planted).count() === 0);
  await worker.page.getByText(say('team.people.not_there')).first().waitFor();
  await worker.openPerson('Robin');
  await worker.page.getByText(say('team.person.not_there')).first().waitFor();
  for (const table of ['people', 'consents', 'envelopes', 'replies', 'sequences', 'receipts', 'nonces']) {
    assert.deepEqual(server.sql(`SELECT 1 FROM ${table}`), [], table);
  }
  assert.deepEqual(server.sql('SELECT 1 FROM introductions WHERE person_id IS NOT NULL'), []);
  assert.match(server.command('audit'), new RegExp(`person ${whose} erased - done`));
  await person.goto('/');
  await person.heading('person.first_opening.first.title');
  assert.equal(await person.page.getByText(say('person.erase.left_next')).count(), 0);
  const rows = await person.page.evaluate(() => new Promise((done) => {
    const request = indexedDB.open('waymark');
    request.onsuccess = () => {
      const database = request.result;
      const stores = [...database.objectStoreNames].filter((name) => name !== 'meta');
      const counts = [];
      const read = database.transaction(stores);
      for (const store of stores) read.objectStore(store).count().onsuccess = ({ target }) => counts.push(target.result);
      read.oncomplete = () => { database.close(); done(counts.reduce((all, one) => all + one, 0)); };
    };
  }));
  assert.equal(rows, 0);
  await handset.close();
  assert.deepEqual(filesHolding(handset.dir, planted), []);
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
