// A team lead looks after the team's accounts: somebody is added and sets up, is called what the team calls them, has a
// new start, and moves on; the person reads each in the server's name. And a lead sees nothing of what is shared.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Device, laptop } from '../lib/browser.mjs';
import { axe, axeFindings } from '../lib/look.mjs';
import { makeScene } from '../lib/scene.mjs';
import { Worker } from '../lib/team.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const [leadName, samName] = ['Alex Reed', 'Sam Field'];
const river = 'Walk to the river';
const { server, handset, desk, person, worker: lead, step } = await makeScene({ worker: leadName });
desk.scripts.push(axe);
const [own, other] = [new Device(laptop), new Device(laptop)];
after(() => Promise.all([own.remove(), other.remove()]));
const sam = new Worker(own, server.team, samName);
const samAnew = new Worker(other, server.team, samName);

const says = async (text) => (await person.page.locator('main').innerText()).includes(text);
/** Both sides of the day in a sentence, which is today's. */
const around = (key, values) => say(key, { ...values, day: '\n' }).split('\n');
const said = async (key, values) => {
  const [before, rest] = around(key, values);
  return await says(before) && await says(rest);
};
const counted = (table) => server.sql(`SELECT count(*) FROM ${table}`)[0][0];
const fine = async () => assert.deepEqual(await axeFindings(lead.page), []);
/** What the page shows of somebody's account. */
const leadReads = (text) => until(`the lead reads “${text}”`, async () => (await lead.page.locator('main').innerText()).includes(text));

step('a lead adds somebody, and the link that is shown once sets them up', async () => {
  server.command('settings', '--role-name', 'Housing support=key-worker');
  await lead.setUp(server.addWorker(leadName, 'lead'));
  const link = await lead.addToTeam(samName, { team: 'Hillside' });
  await fine();
  await lead.goTeam();
  await fine();
  await lead.openAccount(samName);
  assert.equal(await lead.page.locator('#set-up-link').count(), 0, 'it is not shown again');
  await sam.setUp(link);
  await lead.openAccount(samName);
  await leadReads(say('team.accounts.reset'));
});

step('nobody else has the place, and its address says so', async () => {
  assert.equal(await sam.page.getByRole('link', { name: say('team.place.team'), exact: true }).count(), 0);
  await sam.page.evaluate(() => { const a = Object.assign(document.createElement('a'), { href: '/team' }); document.body.append(a); a.click(); a.remove(); });
  await sam.page.getByText(say('team.wrong.not_lead')).waitFor();
  await sam.page.getByRole('link', { name: say('team.place.people'), exact: true }).first().click();
});

step('a role is called as the team calls it, and the person reads that word', async () => {
  await lead.giveRole('Housing support');
  const { link } = await sam.makeIntroduction();
  await person.open();
  await person.begin('Robin');
  await person.addAspiration(river);
  await person.openIntroduction(link);
  assert.ok(await says(say('person.meet.organisation', { role: 'Housing support', team: 'Hillside', organisation: 'Our team' })));
  await person.accept({ worker: samName });
  await sam.seesAccepted();
  await person.choosePermission({ worker: samName, what: [river] });
  await person.share(samName);
  await person.goto('/sharing');
  assert.ok(await says(say('person.sharing.role_team', { role: 'Housing support', team: 'Hillside' })));
  await sam.openPerson('Robin');
  await sam.looksUntil('Sam reads it', async () => (await sam.page.locator('main').innerText()).includes(river));
});

step('a lead reads nothing of it', async () => {
  await lead.page.getByRole('link', { name: say('team.place.people'), exact: true }).first().click();
  await lead.page.getByText(say('team.people.empty'), { exact: true }).first().waitFor();
  assert.ok(!(await lead.page.locator('body').innerText()).includes('Robin'));
});

step('a new start says first whom it touches, and the open page of the old keys is empty at its next look', async () => {
  const before = counted('envelopes');
  assert.ok(before > 0);
  await lead.openAccount(samName);
  await lead.tap('team.accounts.reset_button');
  await leadReads(say('team.accounts.people_single'));
  await leadReads(say('team.accounts.again'));
  await fine();
  await lead.tap('team.accounts.leave');
  assert.equal(counted('envelopes'), before, 'nothing was changed');
  await lead.tap('team.accounts.reset_button');
  await lead.tap('team.accounts.reset_yes');
  const link = await lead.setUpLink();
  assert.equal(counted('envelopes'), 0, 'what was shared is deleted at once');
  await sam.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await sam.heading(say('team.sign_in.title'));
  await sam.page.getByText(say('team.wrong.signed_out')).waitFor();
  assert.ok(!(await sam.page.locator('body').innerText()).includes(river));
  await samAnew.setUp(link);
});

step('the phone says that there is a new start, and shares again only after a new introduction', async () => {
  const old = person.worker;
  await until('the phone has heard of it', async () => {
    await person.goto(`/sharing/${old}`);
    return said('person.one_person.new_start', { name: 'Sam' });
  });
  assert.equal(await person.page.getByRole('link', { name: say('person.one_person.choose'), exact: true }).count(), 0);
  await person.goto('/sharing');
  await person.sees('person.sharing.new_start');
  await person.goto('/');
  await person.sees('person.today.new_start', { name: 'Sam' });
  const { link, words } = await samAnew.makeIntroduction();
  assert.deepEqual(await person.openIntroduction(link), words);
  await person.accept({ worker: samName });
  await samAnew.seesAccepted();
  assert.notEqual(person.worker, old, 'somebody new to this phone');
  await person.choosePermission({ worker: samName, what: [river] });
  await person.share(samName);
  await samAnew.openPerson('Robin');
  await samAnew.looksUntil('Sam reads it again', async () => (await samAnew.page.locator('main').innerText()).includes(river));
});

step('an account that ends is refused at once, its page is empty at the next look, and the phone says moved on', async () => {
  await lead.openAccount(samName);
  await lead.tap('team.accounts.end_button');
  await leadReads(say('team.accounts.people_single'));
  await lead.tap('team.accounts.end_yes');
  await leadReads(say('team.accounts.ended'));
  await fine();
  assert.equal(counted('envelopes'), 0);
  const read = await samAnew.page.evaluate(async (worker) => (await fetch('/v1/keyring', { headers: { 'Waymark-Worker': worker } })).status, person.worker);
  assert.equal(read, 401);
  await samAnew.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await samAnew.heading(say('team.sign_in.title'));
  assert.ok(!(await samAnew.page.locator('body').innerText()).includes(river));
  await until('the phone has heard of it', async () => {
    await person.goto(`/sharing/${person.worker}`);
    return said('person.one_person.moved_on', { name: 'Sam' });
  });
  await person.tap('person.one_person.somebody_else');
  await person.heading('person.sharing.title');
  await person.sees('person.sharing.moved_on');
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([handset, desk, own, other].flatMap((device) => device.faults), []);
});
