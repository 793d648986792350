// What is read where the other side is not as it should be: a server that was set up with a wrong address, a reply whose
// answer was lost, a worker who has moved on.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const words = 'Good to have met you.';
const later = 'The path by the canal is dry again.';
const more = 'See you on Monday.';
const river = 'Walk to the river';
const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Sam Field' });

const says = async (text) => (await person.page.locator('main').innerText()).includes(text);
const replies = () => server.sql('SELECT count(*) FROM replies')[0][0];
/** The next reply reaches the server, and the answer does not reach the page. */
const loseTheAnswer = () => worker.page.route('**/v1/replies/**', async (route) => {
  await route.fetch();
  await route.abort();
}, { times: 1 });
/** What is half written does not reach the server, until it does again. */
const keepNothing = () => worker.page.route('**/v1/drafts/**', (route) => route.abort());
const keepAgain = () => worker.page.unroute('**/v1/drafts/**');
const write = (text) => worker.page.getByLabel(say('team.reply.label')).fill(text);
/** Sends a reply that arrives, and whose answer does not; nothing of it is kept as half written meanwhile. */
const sendUnanswered = async (text) => {
  await worker.page.locator('.pacts button').first().click();
  await keepNothing();
  await write(text);
  await loseTheAnswer();
  await worker.tap('team.reply.send');
  await worker.page.getByText(say('team.reply.not_known')).waitFor();
};
const restart = async (told) => {
  await server.stop();
  server.told = told;
  await server.start();
};

step('a server with another address than people use takes an introduction and refuses the rest: the phone says whose fault that is', async () => {
  await restart({ WAYMARK_PERSON_URL: server.person.replace('127.0.0.1', 'localhost') });
  await worker.setUp(server.addWorker('Sam Field'));
  const { link } = await worker.makeIntroduction();
  await person.open();
  await person.begin('Robin');
  await person.addAspiration(river);
  await person.openIntroduction(link.replace('localhost', '127.0.0.1'));
  await person.accept({ worker: 'Sam Field' });
  await worker.seesAccepted();
  await person.choosePermission({ worker: 'Sam Field', what: [river] });
  await person.tap('person.preview.share', { name: 'Sam' });
  await person.sees('person.sharing.waiting_server');
  await person.goto('/sharing');
  await person.sees('person.sharing.set_up_wrongly');
  await person.sees('person.sharing.waiting_server');
  assert.ok(!await says(say('person.sharing.waiting')), 'signal would not help');
});

step('once the address is put right, all goes by itself', async () => {
  await restart({});
  await until('what waited has gone', async () => {
    await person.goto('/sharing');
    return says(say('person.sharing.delivered'));
  });
  assert.ok(!await says(say('person.sharing.set_up_wrongly')) && !await says(say('person.sharing.waiting_server')));
});

step('a reply whose answer was lost is sent again and arrives once', async () => {
  await worker.signIn();
  await worker.openPerson('Robin');
  await worker.page.locator('.pacts button').first().click();
  await write(words);
  // Then no pause of typing is still to come, in which the page would find out by itself.
  await worker.page.getByText(say('team.reply.kept')).waitFor();
  await loseTheAnswer();
  await worker.tap('team.reply.send');
  await worker.page.getByText(say('team.reply.not_known')).waitFor();
  assert.equal(replies(), 1, 'it has arrived');
  await worker.tap('team.reply.send');
  await worker.page.getByText(say('team.reply.sent')).waitFor();
  assert.equal(replies(), 1, 'and once is enough');
  await worker.tap('team.reply.close');
});

step('where the page finds out by itself that it had arrived, it says “sent”, and there is nothing to send twice', async () => {
  await sendUnanswered(later);
  // A pause of typing follows: what is half written would be kept, and the server knows the reply.
  await keepAgain();
  await write(`${later} `);
  await worker.page.getByText(say('team.reply.sent')).waitFor();
  assert.equal(await worker.page.getByText(say('team.reply.not_known')).count(), 0);
  assert.equal(replies(), 2, 'once is enough');
  await worker.tap('team.reply.close');
});

step('words that were changed after the first had arrived are no second reply until the worker says so', async () => {
  // Nothing is kept until it is sent again, so that it is the sending that finds it out.
  await sendUnanswered(more);
  await write(`${more} Or on Tuesday.`);
  await worker.tap('team.reply.send');
  await worker.page.getByText(say('team.reply.arrived')).waitFor();
  await keepAgain();
  assert.equal(replies(), 3);
  await worker.tap('team.reply.send');
  await worker.page.getByText(say('team.reply.sent')).waitFor();
  assert.equal(replies(), 4);
  await until('the person reads each once', async () => {
    await person.goto(`/sharing/${person.worker}`);
    const shown = (await person.page.locator('main').innerText()).split('\n');
    return [words, later, more, `${more} Or on Tuesday.`].every((text) => shown.filter((line) => line === text).length === 1);
  });
});

step('a worker who has moved on: the phone says so, what they had read, and what to do now', async () => {
  assert.match(server.command('team', 'end', 'Sam Field', '--yes'), /Sam Field has moved on/);
  const [before, after] = say('person.one_person.moved_on', { name: 'Sam', day: '\n' }).split('\n');
  await until('the phone has heard of it', async () => {
    await person.goto(`/sharing/${person.worker}`);
    return says(before);
  });
  assert.ok(await says(after), 'all of it');
  assert.equal(await person.page.getByRole('link', { name: say('person.one_person.choose'), exact: true }).count(), 0);
  assert.ok(await says(words), 'what they wrote stays');
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
