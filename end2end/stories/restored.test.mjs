// A server that is put back from an older copy: what was taken back stays gone, what was shared since goes again by
// itself, without its ledger it waits for the phone, and a person it does not know any more is told what to do.
import assert from 'node:assert/strict';
import { copyFileSync, rmSync } from 'node:fs';
import { after } from 'node:test';
import { Device, laptop } from '../lib/browser.mjs';
import { makeScene } from '../lib/scene.mjs';
import { Worker } from '../lib/team.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const [river, bread] = ['Walk to the river', 'Bake bread again'];
const { server, handset, person, worker, step } = await makeScene({ worker: 'Sam Field' });
const office = new Device(laptop);
after(() => office.remove());
const copies = {};
/** Keeps the database as it is now. */
const keep = async (name) => {
  await server.stop();
  copies[name] = `${server.database}.${name}`;
  copyFileSync(server.database, copies[name]);
  await server.start();
};
/** Puts it back, while the phone has no signal. */
const putBack = async (name, ...flags) => {
  await handset.context.setOffline(true);
  await server.stop();
  copyFileSync(copies[name], server.database);
  await server.start(...flags);
};
const reads = (...words) => worker.looksUntil(`the worker reads ${words}`, async () => {
  const text = await worker.page.locator('main').innerText();
  return words.every((it) => text.includes(it));
});
/** Comes back into the signal. */
const looks = async () => {
  await handset.context.setOffline(false);
  await person.goto('/sharing');
};

step('somebody shares with a worker', async () => {
  await worker.setUp(server.addWorker('Sam Field'));
  await keep('stranger');
  const { link } = await worker.makeIntroduction();
  await person.open();
  await person.begin('Robin');
  await person.addAspiration(river);
  await person.openIntroduction(link);
  await person.accept({ worker: 'Sam Field' });
  await worker.seesAccepted();
  await person.choosePermission({ worker: 'Sam Field', what: [river] });
  await person.share('Sam Field');
  await worker.openPerson('Robin');
  await reads(river);
});

step('what was taken back after the copy is not shown again, and the worker reads why', async () => {
  await keep('shared');
  await person.takeBack('Sam Field');
  await reads(say('team.person.taken_back'));
  await putBack('shared');
  // Their own page remembers that it was taken back.
  await reads(say('team.person.older_permission'));
  assert.ok(!(await worker.page.locator('main').innerText()).includes(river));
});

step('the phone sends its word again by itself', async () => {
  await looks();
  await reads(say('team.person.taken_back'));
});

step('what was shared after the copy comes again by itself', async () => {
  await keep('nothing');
  await person.addAspiration(bread);
  await person.choosePermission({ worker: 'Sam Field', what: [bread, say('person.choose.conversation')] });
  await person.share('Sam Field');
  await reads(bread);
  await putBack('nothing');
  await worker.looksUntil('it is gone there', async () => !(await worker.page.locator('main').innerText()).includes(bread));
  await looks();
  await reads(bread, say('team.shared.conversation'));
});

step('without the ledger nothing but a wish for a conversation is shown until the phone has looked', async () => {
  await handset.context.setOffline(true);
  await server.stop();
  rmSync(`${server.database}.erased`);
  await assert.rejects(server.start(), /--ledger-lost/);
  await server.start('--ledger-lost');
  await reads(say('team.person.waits_wish'), say('team.shared.conversation'));
  assert.ok(!(await worker.page.locator('main').innerText()).includes(bread));
  const row = worker.page.locator('a.prow', { hasText: say('team.people.conversation') });
  await row.filter({ hasText: say('team.people.waits') }).waitFor();
  // Who signs in on another computer holds nothing of it, and reads no more than is known.
  const elsewhere = new Worker(office, server.team, 'Sam Field');
  await elsewhere.signIn();
  await elsewhere.page.locator('a.prow', { hasText: say('team.people.waits_unknown') }).waitFor();
  await elsewhere.openPerson('Robin');
  await elsewhere.page.getByText(say('team.person.waits_why')).waitFor();
  await looks();
  await reads(bread, say('team.shared.conversation'));
});

step('a server that does not know the person any more is met by a new introduction', async () => {
  await putBack('stranger', '--ledger-lost');
  await looks();
  await person.sees('person.sharing.unknown_there');
  const { link } = await worker.makeIntroduction();
  await person.openIntroduction(link);
  await person.accept({ worker: 'Sam Field' });
  await worker.seesAccepted();
  await worker.openPerson('Robin');
  await person.goto('/sharing');
  await until('the phone is known again', async () => await person.page.getByText(say('person.sharing.unknown_there')).count() === 0);
  await reads(bread);
});
