// A worker opens their one-time link over plain http, by a name on the office's network: the page says what to do before
// the link is used up, and the same link makes the account afterwards.
import assert from 'node:assert/strict';
import { flags } from '../lib/browser.mjs';
import { makeScene } from '../lib/scene.mjs';
import { say } from '../lib/words.mjs';

const name = 'team.office.test';
const { server, desk, worker, step } = await makeScene({ worker: 'Sam Okafor' });
desk.options.args = [...flags, `--host-resolver-rules=MAP ${name} 127.0.0.1`];
const link = server.addWorker('Sam Okafor');
const plain = new URL(link);
plain.hostname = name;

step('over plain http the page says so, and has neither a password field nor a button', async () => {
  await desk.open();
  await desk.page.goto(plain.href);
  await desk.page.getByText(say('team.wrong.unsafe_title')).waitFor();
  await desk.page.getByText(say('team.wrong.unsafe_words')).waitFor();
  await desk.page.getByText(say('team.set_up.not_used')).waitFor();
  assert.equal(await desk.page.locator('input[type=password]').count(), 0);
  await desk.page.goto(`${plain.origin}/`);
  await desk.page.getByText(say('team.wrong.unsafe_title')).waitFor();
  assert.deepEqual(server.requests().filter((line) => line.includes('/v1/set-up')), []);
});

step('the same link makes the account once it is opened safely', async () => {
  await worker.setUp(link);
});
