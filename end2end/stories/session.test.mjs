// A worker's session is about a person being there, and no word they wrote is lost with it: not by another person's row, by
// closing, a reload, the server's end, a night's sleep or another computer. What was sent, or taken back, does not return.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Device, laptop } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';
import { Worker } from '../lib/team.mjs';

const name = 'Amira Khan';
const own = 'Walk to the river';
const minute = 60_000;

const { server, handset, desk, person, worker, step } = await makeScene({ worker: name });
const phone = new Device();
const home = new Device(laptop);
const other = new Person(phone, server.person);
const elsewhere = new Worker(home, server.team, name);
after(() => Promise.all([phone, home].map((device) => device.remove())));

const screen = async () => (await worker.page.locator('body').innerText()).split(/\s+/).join(' ');
const kept = () => server.sql('SELECT hex(reply_id), length(bytes) FROM reply_drafts');
const revision = () => server.sql('SELECT stored_at FROM reply_drafts')[0]?.[0];

/** The words stand in the field of the page that is open. */
const stands = (words, by = worker) => until(`“${words}” is there`, async () => await by.replyField.inputValue({ timeout: 1_000 }) === words);

/** The worker's clock is so many minutes ahead of what it would be; what counts milliseconds stands still, as in a sleep. */
const ahead = (minutes) => desk.context.clock.setSystemTime(new Date(Date.now() + minutes * minute));

async function meet(who, called) {
  const { link } = await worker.makeIntroduction();
  await who.open();
  await who.begin(called);
  await who.openIntroduction(link);
  await who.accept({ worker: name });
  await worker.seesAccepted();
}

step('two people are met, and one of them shares', async () => {
  // The clock that is set later stands there before any page: put in under a page's hands, it would leave the timers behind
  // that the page had begun.
  await desk.open();
  await ahead(0);
  await worker.setUp(server.addWorker(name));
  await meet(other, 'Ash');
  await meet(person, 'Robin');
  await person.addAspiration(own);
  await person.choosePermission({ worker: name, what: [own] });
  await person.share(name);
  // Once the list has settled: a row that moves is not the row that was meant.
  await worker.page.getByRole('link', { name: say('team.place.people'), exact: true }).first().click();
  await worker.looksUntil('the list says so', async () => (await worker.page.locator('a.prow').first().innerText()).includes('Robin')
    && (await worker.page.locator('.plist').innerText()).includes(say('team.people.new')));
  await worker.openPerson('Robin');
  await worker.looksUntil('it has come', async () => (await screen()).includes(own));
});

step('at a pause of typing what is half written is kept, sealed, and the page says so', async () => {
  await worker.write('Good to');
  await worker.seesKept();
  assert.equal(kept().length, 1);
  await worker.write('Good to see');
  await worker.page.getByText(say('team.reply.not_yet')).waitFor();
  await worker.seesKept();
  assert.equal(kept().length, 1, 'the later in the place of the earlier');
});

step('another person’s row, opened while typing, loses no word and shows none of them there', async () => {
  const before = revision();
  await worker.write('Good to see you');
  await worker.openPerson('Ash');
  await until('the last words are kept', () => revision() > before);
  assert.equal(await worker.replyField.count(), 0);
  await worker.openPerson('Robin');
  await stands('Good to see you');
});

step('nor does closing the form while typing', async () => {
  const before = revision();
  await worker.write('Good to see you on');
  await worker.tap('team.reply.close');
  await until('the last words are kept', () => revision() > before);
  await worker.tap('team.person.go_on');
  await stands('Good to see you on');
});

step('nor a reload while typing, here or on another computer', async () => {
  const before = revision();
  await worker.write('Good to see you on Monday');
  await worker.page.reload();
  await until('the last words are kept', () => revision() > before);
  await worker.signIn();
  await worker.openPerson('Robin');
  await stands('Good to see you on Monday');
  await elsewhere.signIn();
  await elsewhere.openPerson('Robin');
  await stands('Good to see you on Monday', elsewhere);
  await home.close();
});

step('nor the server’s end of the session: signed in again on the same page, the last words are there too', async () => {
  server.sql('DELETE FROM sessions');
  await worker.write('Good to see you on Monday. Bring');
  await worker.heading(say('team.sign_in.title'));
  await worker.page.getByText(say('team.wrong.signed_out')).waitFor();
  await worker.page.getByText(say('team.sign_in.begun')).waitFor();
  assert.ok(!(await screen()).includes(own));
  const before = revision();
  await worker.signInHere();
  await until('they are kept now', () => revision() > before);
  await worker.openPerson('Robin');
  await stands('Good to see you on Monday. Bring');
});

step('two minutes before it ends the page says so calmly, and being there keeps it open', async () => {
  await ahead(13.5);
  const warning = worker.page.getByRole('status').filter({ hasText: say('team.ending.still') });
  await warning.waitFor();
  assert.ok((await warning.innerText()).includes(say('team.ending.kept')));
  await worker.tap('team.ending.stay');
  await warning.waitFor({ state: 'detached' });
  await worker.looksUntil('the page goes on', () => worker.page.locator('.panes').isVisible());
  await ahead(27.1);
  await warning.waitFor();
  await worker.page.mouse.wheel(0, 50);
  await warning.waitFor({ state: 'detached' });
});

step('after nine hours of sleep without network nothing is readable at the first paint', async () => {
  await worker.looksUntil('something can be read', async () => (await screen()).includes(own));
  await desk.context.setOffline(true);
  await ahead(9 * 60);
  const first = await worker.page.evaluate(() => new Promise((tell) => {
    document.dispatchEvent(new Event('visibilitychange'));
    requestAnimationFrame(() => tell(document.body.innerText));
  }));
  for (const words of [own, 'Robin', 'Ash', 'Good to see you']) assert.ok(!first.includes(words), `${words} in ${first}`);
  await worker.page.getByText(say('team.sign_in.idle')).waitFor();
  await desk.context.setOffline(false);
});

step('what was kept before the night is there in the morning', async () => {
  await worker.signInHere();
  await worker.openPerson('Robin');
  await stands('Good to see you on Monday. Bring');
});

step('what was sent does not come back', async () => {
  await worker.write('Good to see you on Monday. Bring a coat.');
  await worker.seesKept();
  await worker.tap('team.reply.send');
  await worker.page.getByText(say('team.reply.sent')).waitFor();
  assert.deepEqual(kept(), []);
  await worker.signIn();
  await worker.openPerson('Robin');
  await worker.looksUntil('the page is whole', async () => (await screen()).includes(own));
  assert.equal(await worker.replyField.count(), 0);
});

step('what was half written goes with the permission, and where nothing is shared the page says that it is not kept', async () => {
  await worker.write('One more');
  await worker.seesKept();
  await person.takeBack(name);
  await until('it is gone from the server', () => kept().length === 0);
  await worker.openPerson('Ash');
  await worker.write('Hello Ash');
  await worker.page.getByText(say('team.reply.not_shared')).waitFor();
  assert.deepEqual(kept(), []);
});

step('no policy was violated and no page reported an error', () => {
  for (const device of [handset, desk, phone, home]) assert.deepEqual(device.faults, []);
});
