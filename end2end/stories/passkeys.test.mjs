// A passkey as the second step: made at set-up, used beside the password and never instead of it, several of one worker,
// lost, removed and made anew. The browser's own virtual authenticator answers.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Device, laptop } from '../lib/browser.mjs';
import { axe, axeFindings } from '../lib/look.mjs';
import { makeScene } from '../lib/scene.mjs';
import { Server } from '../lib/server.mjs';
import { Worker } from '../lib/team.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const name = 'Sam Field';
const { server, desk, worker, step } = await makeScene({ worker: name });
const computer = new Device(laptop);
for (const device of [desk, computer]) device.scripts.push(axe);
after(() => computer.remove());
const second = new Worker(computer, server.team, name);

/** Gives a device a lock of its own, as a laptop with a fingerprint reader has; how to refuse or take the finger. */
async function giveLock(device) {
  const cdp = await device.context.newCDPSession(device.page);
  await cdp.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  return {
    takes: (isUserVerified) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    held: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  };
}

const noFaults = async (at = worker) => assert.deepEqual(await axeFindings(at.page), []);
const sees = (key, at = worker) => at.page.getByText(say(key)).first().waitFor();
const onPeople = (at = worker) => sees('team.people.sorted', at);
const codeField = (at) => at.page.getByLabel(say('team.codes.code'), { exact: true });
const listed = (at) => at.page.locator('#passkeys li').count();
/** What was tapped is gone, and the keyboard goes on at what came in its place. */
const focusOn = (at, id) => until(`the focus is on ${id}`, () => at.page.evaluate((id) => document.activeElement?.id === id, id));
/** The first of the list goes, with the present password. */
const remove = async (at) => {
  await at.page.getByRole('button', { name: say('team.passkeys.remove'), exact: true }).first().click();
  await focusOn(at, 'present-5');
  await at.page.locator('#present-5').fill(at.password);
  await at.tap('team.passkeys.remove_button');
};
const add = async (at) => {
  await at.tap('team.passkeys.add');
  await focusOn(at, 'present-4');
  await at.page.locator('#present-4').fill(at.password);
  await at.tap('team.recovery.next');
  await focusOn(at, 'make-passkey');
  await at.tap('team.passkeys.make');
};
let lock; let otherLock; let link;

step('a set-up offers a passkey first; a lock that does not open makes none, and uses nothing of the link up', async () => {
  link = server.addWorker(name);
  await worker.beginSetUp(link, worker.password);
  lock = await giveLock(desk);
  await worker.heading(say('team.recovery.sheet_title'));
  await worker.keepRecoveryCode();
  await worker.tap('team.recovery.next');
  await worker.heading(say('team.passkeys.step_title'));
  await noFaults();
  await lock.takes(false);
  await worker.tap('team.passkeys.make');
  await sees('team.passkeys.not_used');
  assert.equal(await lock.held(), 0);
  await lock.takes(true);
});

step('then it is made, and the account is open', async () => {
  await worker.tap('team.passkeys.make');
  await worker.heading(say('team.set_up.done_title'));
  await worker.tap('team.set_up.done_button');
  await onPeople();
  assert.equal(await lock.held(), 1);
});

step('the password alone opens nothing and there is no code to type; the passkey opens it', async () => {
  await worker.signOut();
  await worker.provePassword();
  await sees('team.passkeys.lead_alone');
  await noFaults();
  assert.equal(await codeField(worker).count(), 0);
  const status = (path) => worker.page.evaluate(async (path) => (await fetch(path)).status, path);
  for (const path of ['/v1/keyring', '/v1/me', '/v1/passkeys']) assert.equal(await status(path), 403, path);
  await lock.takes(false);
  await worker.tap('team.passkeys.use_it');
  await sees('team.passkeys.not_used');
  await lock.takes(true);
  await worker.tap('team.passkeys.use_it');
  await onPeople();
});

step('the only second step cannot be removed; an app for codes is connected beside it', async () => {
  await worker.goAccount();
  await until('one is listed', async () => await listed(worker) === 1);
  await noFaults();
  await remove(worker);
  await sees('team.passkeys.last');
  await worker.tap('team.passkeys.keep');
  await worker.tap('team.account.codes_change');
  await worker.page.locator('#present-2').fill(worker.password);
  await worker.tap('team.recovery.next');
  await worker.connectCodes();
  await worker.typeCode();
  await worker.page.getByRole('button', { name: say('team.account.codes_change'), exact: true }).click();
  await sees('team.account.codes_changed');
});

step('another computer, which does not have it, is opened by a code and gets a passkey of its own', async () => {
  await computer.open();
  await second.provePassword();
  otherLock = await giveLock(computer);
  await sees('team.passkeys.lead_either', second);
  await noFaults(second);
  await second.tap('team.passkeys.use_it');
  await sees('team.passkeys.not_used', second);
  await second.typeCode();
  await second.tap('team.codes.button');
  await onPeople(second);
  await second.goAccount();
  await until('the first is listed', async () => await listed(second) === 1);
  await add(second);
  await sees('team.passkeys.added', second);
  await until('two are listed', async () => await listed(second) === 2);
  assert.equal(await otherLock.held(), 1);
});

step('the first one is removed, and its computer comes in no more by it', async () => {
  await remove(second);
  await sees('team.passkeys.removed', second);
  await until('one is left', async () => await listed(second) === 1);
  await worker.signOut();
  await worker.provePassword();
  await worker.tap('team.passkeys.use_it');
  await sees('team.passkeys.not_used');
  await worker.typeCode();
  await worker.tap('team.codes.button');
  await onPeople();
});

step('with password and passkeys lost the recovery code opens the account, and a new passkey takes the place of all', async () => {
  await worker.page.goto(`${server.team}/recover`);
  await worker.heading(say('team.recovery.title'));
  await worker.page.getByLabel(say('team.sign_in.name')).fill(name);
  await worker.page.getByLabel(say('team.recovery.code'), { exact: true }).fill(worker.pocket.recovery);
  worker.password = 'five quiet words another day';
  for (const field of ['#new-password', '#again']) await worker.page.locator(field).fill(worker.password);
  await worker.tap('team.recovery.next');
  await worker.heading(say('team.recovery.sheet_title'));
  await worker.keepRecoveryCode();
  await worker.tap('team.recovery.next');
  await worker.tap('team.passkeys.make');
  await worker.heading(say('team.recovery.done_title'));
  await worker.tap('team.set_up.done_button');
  await onPeople();
  await worker.goAccount();
  await until('the new one alone is listed', async () => await listed(worker) === 1);
  second.password = worker.password;
  await second.provePassword();
  await second.tap('team.passkeys.use_it');
  await sees('team.passkeys.not_used', second);
});

step('on an address there are codes only, and the page says why', async () => {
  const bare = await Server.make({ host: '127.0.0.1' });
  try {
    const jo = new Worker(computer, bare.team, 'Jo Bennett');
    await jo.beginSetUp(bare.addWorker('Jo Bennett'), jo.password);
    await jo.heading(say('team.recovery.sheet_title'));
    await jo.keepRecoveryCode();
    await jo.tap('team.recovery.next');
    await sees('team.passkeys.only_codes', jo);
    await noFaults(jo);
    await jo.connectCodes();
    await jo.typeCode();
    await jo.tap('team.set_up.button');
    await jo.heading(say('team.set_up.done_title'));
    await jo.tap('team.set_up.done_button');
    await onPeople(jo);
    await jo.goAccount();
    await sees('team.passkeys.only_codes', jo);
  } finally {
    await bare.close();
  }
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...desk.faults, ...computer.faults], []);
});
