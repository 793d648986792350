// The whole main job, once: a check-in with no server, a browser restart, an aspiration, an introduction, a permission,
// the worker's page, a reply, and taking everything back.
import assert from 'node:assert/strict';
import { envelopesIn, findsEnvelope } from '../lib/envelope.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const answers = [3, 1, 2, 2, 4, 0, 3, 1, 2, 3, 2];
const own = 'Sleep until seven, most nights';
let introduction; let preview;

const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Amira Khan' });

/** An answer and what goes on, before any phone can have kept the answer. */
const tapBoth = (next) => person.page.evaluate((words) => {
  document.querySelectorAll('label.opt')[1].click();
  [...document.querySelectorAll('button')].find((button) => button.innerText.trim() === words).click();
}, say(next));

step('a first opening asks for nothing and keeps the shell for days without signal', async () => {
  await person.open();
  await person.begin('Maryam');
  await person.readyForNoSignal();
});

step('with the server stopped, a check-in of eleven statements is answered and finished', async () => {
  await server.stop();
  await person.startCheckIn();
  assert.deepEqual(await person.at(), [1, 11]);
  await tapBoth('person.statement.next');
  await until('it has gone on', async () => (await person.at())[0] === 2);
  await person.page.goBack();
  await until('it is back', async () => (await person.at())[0] === 1);
  await person.answerAll(answers);
  await person.finish();
});

step('after a browser restart, still without a server, the result is there', async () => {
  await handset.close();
  await person.open('/check-ins');
  await person.page.locator('main a[href^="/check-ins/"]').first().click();
  await person.sees('person.result.answered');
});

step('an aspiration in own words is kept and rated', async () => {
  const path = await person.addAspiration(own, { why: 'Mornings go better' });
  await person.rate(path, 2);
  await person.rate(path, 6);
  await person.goto(path);
  await person.page.getByText(own).first().waitFor();
});

step('the worker sets up from a one-time link and makes an introduction', async () => {
  await server.start();
  const link = server.addWorker('Amira Khan');
  await worker.beginSetUp(link, 'password1234');
  await worker.page.getByText(say('errors.weak.common')).waitFor();
  await worker.setUp(link);
  assert.equal(worker.signInName, 'Amira Khan');
  introduction = await worker.makeIntroduction();
  assert.match(introduction.link, new RegExp(`^${server.person}/i#[0-9A-Z]{17}$`));
});

step('both screens show the same six words, and until now nothing but looking up has left the phone', async () => {
  const words = await person.openIntroduction(introduction.link);
  assert.deepEqual(words, introduction.words);
  assert.equal(new URL(person.page.url()).hash, '', 'the code has left the address');
  await person.accept({ worker: 'Amira Khan' });
  await until('the claim has arrived', () => server.personCalls().some((line) => line.includes('/claim')));
  await worker.seesAccepted();
});

step('before the permission one look-up and one claim left the phone; after them it asks for replies and tells nothing', async () => {
  await person.choosePermission({
    worker: 'Amira Khan',
    what: [say('person.choose.totals'), say('person.choose.answers'), own, say('person.choose.notes')],
  });
  preview = await person.previewText();
  assert.ok(preview.includes(own));
  const calls = server.personCalls().map((line) => line.split(' ').slice(1, 3).join(' '));
  assert.deepEqual(calls.slice(0, 2), ['GET /v1/introductions/{locator}', 'POST /v1/introductions/{locator}/claim']);
  assert.deepEqual(calls.slice(2).filter((call) => !['GET /v1/inbox', 'GET /v1/packs'].includes(call)), []);
});

step('after “Share with …” the worker’s page says word for word what the preview said', async () => {
  await person.share('Amira Khan');
  assert.ok(envelopesIn(handset.sent).length > 0);
  await worker.signOut();
  await worker.signIn();
  await worker.openPerson('Maryam');
  assert.equal(await worker.pageText(), preview);
});

step('the worker replies, and the person reads it', async () => {
  await worker.reply('Seven is a good hour. Shall we talk on Thursday?');
  await person.goto(`/sharing/${person.worker}`);
  await until('the reply is there', async () => {
    if (await person.page.getByText('Seven is a good hour.').count() > 0) return true;
    await person.goto(`/sharing/${person.worker}`);
    return false;
  });
});

step('the person sees that it was opened', async () => {
  await until('it says opened', async () => {
    if (await person.page.getByText(say('person.one_person.opened', { day: '' }).trim()).count() > 0) return true;
    await person.goto(`/sharing/${person.worker}`);
    return false;
  });
});

step('taking back empties the worker’s open page and leaves no byte of any envelope', async () => {
  const envelopes = envelopesIn(handset.sent);
  assert.ok(findsEnvelope(server.databaseBytes(), envelopes), 'the search can find an envelope that is there');
  await person.takeBack('Amira Khan');
  await until('the open page is empty', async () => await worker.page.locator('.shared').count() === 0, { timeout_ms: 40_000 });
  await worker.page.getByText(say('team.person.gone')).waitFor();
  assert.ok(!(await worker.page.locator('body').innerText()).includes(own));
  await server.stop();
  assert.equal(findsEnvelope(server.databaseBytes(), envelopes), false);
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
