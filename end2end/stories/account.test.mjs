// A worker's account as they live with it: a second factor, a printed recovery code, another password, more than one
// computer. Keys and people stay through all of it.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Device, laptop } from '../lib/browser.mjs';
import { axe, axeFindings } from '../lib/look.mjs';
import { makeScene } from '../lib/scene.mjs';
import { Worker, codeOf } from '../lib/team.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const name = 'Sam Field';
const scene = await makeScene({ worker: name });
const { server, handset, person, desk, worker, step } = scene;
const computer = new Device(laptop);
for (const device of [desk, computer]) device.scripts.push(axe);
after(() => computer.remove());

const noFaults = async () => assert.deepEqual(await axeFindings(worker.page), []);
const seesRobin = (at) => at.page.locator('a.prow', { hasText: 'Robin' }).waitFor();
/** What the server says of the sign-ins since the last question, oldest first. */
const statuses = (route) => server.requests().filter((line) => line.includes(` ${route} `)).map((line) => line.split(' ').at(-1));

step('a link that somebody opened and went through but for its last button still works', async () => {
  const link = server.addWorker(name);
  await worker.beginSetUp(link, 'what a scanner would type');
  await worker.heading(say('team.recovery.sheet_title'));
  await noFaults();
  await worker.tap('team.recovery.next');
  await worker.page.getByText(say('team.recovery.print_first')).waitFor();
  await worker.keepRecoveryCode();
  await worker.tap('team.recovery.next');
  await worker.heading(say('team.passkeys.step_title'));
  await noFaults();
  await worker.connectCodes();
  await worker.page.getByLabel(say('team.codes.code'), { exact: true }).fill('000000');
  await worker.tap('team.set_up.button');
  await worker.page.getByText(say('team.codes.wrong')).waitFor();
  // In the tab where it stands half done: another link, or the same one again, begins anew.
  await worker.setUp(link);
  await noFaults();
});

step('somebody shares, as a reason to keep the account', async () => {
  const made = await worker.makeIntroduction();
  await person.open();
  await person.begin('Robin');
  assert.deepEqual(await person.openIntroduction(made.link), made.words);
  await person.accept({ worker: name });
  await worker.seesAccepted();
});

step('a password alone opens nothing; a wrong and a used code are refused, the next one signs in', async () => {
  const used = worker.pocket.step;
  await worker.signOut();
  await worker.provePassword();
  await noFaults();
  const field = worker.page.getByLabel(say('team.codes.code'), { exact: true });
  for (const code of ['123456', codeOf(worker.pocket.codes, used)]) {
    await field.fill(code);
    await worker.tap('team.codes.button');
    await worker.page.getByText(say('team.codes.wrong')).waitFor();
  }
  assert.equal(await worker.page.evaluate(async () => {
    const answer = await fetch('/v1/keyring');
    return answer.status;
  }), 403, 'half signed in reads nothing');
  await worker.typeCode();
  await worker.tap('team.codes.button');
  await seesRobin(worker);
});

step('a second computer is signed in beside the first, and is signed out from there', async () => {
  const second = new Worker(computer, server.team, name);
  await second.signIn();
  await seesRobin(second);
  await worker.goAccount();
  await until('two are listed', async () => await worker.page.locator('#sessions li').count() === 2);
  await noFaults();
  await worker.tap('team.account.close_others');
  await until('one is left', async () => await worker.page.locator('#sessions li').count() === 1);
  await second.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await second.heading(say('team.sign_in.title'));
  assert.ok(!(await second.page.locator('body').innerText()).includes('Robin'));
});

step('another password, with the one before; the old one opens nothing any more', async () => {
  await worker.tap('team.account.password_change');
  await worker.page.locator('#present-1').fill('not my password at all');
  const [first, again] = [worker.page.locator('#new-password'), worker.page.locator('#again')];
  const next = 'five quiet words another day';
  for (const field of [first, again]) await field.fill(next);
  await worker.tap('team.account.password_change');
  await worker.page.getByText(say('team.sign_in.wrong')).waitFor();
  await worker.page.locator('#present-1').fill(worker.password);
  await worker.tap('team.account.password_change');
  await worker.page.getByText(say('team.account.password_changed')).waitFor();
  await worker.signOut();
  await worker.page.getByLabel(say('team.sign_in.name')).fill(name);
  await worker.page.getByLabel(say('team.sign_in.password')).fill(worker.password);
  await worker.tap('team.sign_in.button');
  await worker.page.getByText(say('team.sign_in.wrong')).waitFor();
  worker.password = next;
  await worker.signIn();
  await seesRobin(worker);
});

step('another app for codes takes the place of the one before', async () => {
  await worker.goAccount();
  const old = worker.pocket.codes;
  await worker.tap('team.account.codes_change');
  await worker.page.locator('#present-2').fill(worker.password);
  await worker.tap('team.recovery.next');
  await worker.page.locator('#codes-secret').waitFor();
  await noFaults();
  await worker.connectCodes();
  assert.notEqual(worker.pocket.codes, old);
  await worker.typeCode();
  await worker.tap('team.account.codes_change');
  await worker.page.getByText(say('team.account.codes_changed')).waitFor();
  await worker.signOut();
  await worker.signIn();
});

step('the recovery code opens a lost account once: people are there, every session has ended, and a new code is printed', async () => {
  const second = new Worker(computer, server.team, name);
  second.password = worker.password;
  await second.signIn();
  await seesRobin(second);
  const { recovery } = worker.pocket;
  const recover = async (letters) => {
    await worker.page.goto(`${server.team}/recover`);
    await worker.heading(say('team.recovery.title'));
    await worker.page.getByLabel(say('team.sign_in.name')).fill(name);
    await worker.page.locator('#recovery').fill(letters);
    for (const id of ['#new-password', '#again']) await worker.page.locator(id).fill('six words that nobody has lost yet');
    await worker.tap('team.recovery.next');
  };
  await recover(`${recovery.slice(0, -1)}${recovery.endsWith('7') ? '8' : '7'}`);
  await worker.page.getByText(say('team.recovery.slip')).waitFor();
  await noFaults();
  await recover(recovery.toLowerCase());
  await worker.renew('team.recovery.button');
  await worker.heading(say('team.recovery.done_title'));
  assert.notEqual(worker.pocket.recovery, recovery);
  await worker.tap('team.set_up.done_button');
  await seesRobin(worker);
  await worker.page.getByText(say('team.recovery.was_used', { day: '' }).slice(0, 40)).waitFor();
  await second.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await second.heading(say('team.sign_in.title'));
  await worker.signOut();
  await recover(recovery);
  await worker.page.getByText(say('team.recovery.wrong')).waitFor();
});

step('nothing of passwords, codes or recovery codes went to the server, and nothing of them stays in the browser', async () => {
  await worker.page.goto(`${server.team}/`);
  const kept = await worker.page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, (await indexedDB.databases()).length]));
  assert.equal(kept, '[{},{},0]');
  assert.ok(statuses('/v1/recovery/finish').length > 0, 'the record holds what was asked');
  assert.deepEqual(handset.faults, []);
});
