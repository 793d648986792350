// What a permission says and does over time: notes one by one, a change that starts from what is seen, a wish and a name
// that come and go, taking back without signal, keep sharing declined, somebody taken off the list, and introductions that
// are not for now or end too early.
import assert from 'node:assert/strict';
import { hashRows, readNotebook } from '../lib/notebook.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Amira Khan' });
const name = { name: 'Amira' };
const days = 86_400_000;
const own = 'Walk to the river';
let link; let before;

/** Writes a note on the journey. */
async function write(words) {
  await person.goto('/journey');
  await person.page.getByLabel(say('person.journey.note_new')).fill(words);
  await person.tap('person.journey.note_keep');
  await person.page.locator('ol.way', { hasText: words }).first().waitFor();
}

/** The worker's page, opened anew until it says so, or does not; its text. */
function workerSees(words, there = true) {
  return until(`the worker ${there ? 'sees' : 'does not see'} “${words}”`, async () => {
    await worker.openPerson('');
    const text = await worker.page.locator('main').innerText();
    return text.includes(words) === there && text;
  });
}

/** How often the server was asked what is new, and what else was written there. */
const asked = (route) => server.personCalls().filter((line) => line.includes(route)).length;
const inbox = () => asked('GET /v1/inbox');

/** The notebook as it lies on the disk; `kept` counts the rows of one of its stores. */
const notebook = () => readNotebook(person.page);
const kept = async (store) => Object.keys((await notebook()).stores[store]).length;

step('a note says that only its writer sees it, while nobody was given anything', async () => {
  await person.open();
  await person.begin('Maryam');
  await person.addAspiration(own);
  await person.goto('/journey');
  await person.sees('person.seen.only_you');
  await write('Mine alone');
  await write('For both of us');
});

step('each note has its own tick, and new notes another; nothing is picked', async () => {
  await worker.setUp(server.addWorker('Amira Khan'));
  const introduction = await worker.makeIntroduction();
  await person.openIntroduction(introduction.link);
  await person.accept({ worker: 'Amira Khan' });
  await worker.seesAccepted();
  await person.goto(`/sharing/${person.worker}/choose`);
  await person.unfold();
  assert.deepEqual(await person.ticked(), []);
  await person.choosePermission({ worker: 'Amira Khan', what: ['For both of us', own] });
  const preview = await person.previewText();
  assert.ok(preview.includes('For both of us') && !preview.includes('Mine alone'), preview);
  await person.share('Amira Khan');
  await person.sees('person.receipt.shown');
  await person.sees('person.choose.limits_watch');
});

step('a new note stays here, and the shared one says with whom', async () => {
  await person.goto('/journey');
  await person.sees('person.seen.only_you');
  await write('Later, and mine');
  await workerSees('For both of us');
  const page = await worker.page.locator('main').innerText();
  assert.ok(!page.includes('Mine alone') && !page.includes('Later, and mine'), page);
  await person.goto(`/sharing/${person.worker}`);
  await person.page.locator('main', { hasText: say('person.sharing.note_named', { words: 'For both of us' }) }).waitFor();
});

step('a change starts from what is seen now, and new notes say beforehand who will see them', async () => {
  await person.goto(`/sharing/${person.worker}/choose`);
  await person.unfold();
  assert.deepEqual((await person.ticked()).sort(), ['For both of us', own].sort());
  await person.choosePermission({ worker: 'Amira Khan', what: [say('person.choose.notes')] });
  await person.share('Amira Khan');
  await person.goto('/journey');
  await person.sees('person.seen.will_see', { names: 'Amira' });
  await write('A note for Amira');
  await workerSees('A note for Amira');
  assert.ok((await worker.page.locator('main').innerText()).includes(own), 'what was seen before is still seen');
});

step('a wish for a conversation is made and taken back under the same permission', async () => {
  const wish = say('person.choose.conversation');
  await worker.page.getByRole('link', { name: say('team.place.people'), exact: true }).first().click();
  await worker.page.locator('a.prow').waitFor();
  await person.goto(`/sharing/${person.worker}`);
  await person.tick(wish);
  // The open list says so and stays in its order until the worker asks for another.
  const show = worker.page.getByRole('button', { name: say('team.people.fresh_show'), exact: true });
  const fresh = worker.page.getByRole('heading', { name: say('team.people.new') });
  await until('the open list says that something is new', async () => {
    await worker.page.evaluate(() => window.dispatchEvent(new Event('online')));
    return await show.count() > 0;
  });
  await worker.page.locator('a.prow', { hasText: say('team.people.conversation') }).waitFor();
  assert.equal(await fresh.count(), 0);
  await show.click();
  await fresh.waitFor();
  assert.equal(await show.count(), 0);
  await workerSees(say('team.shared.conversation'));
  await person.goto(`/sharing/${person.worker}`);
  await person.tick(wish, false);
  await workerSees(say('team.shared.conversation'), false);
});

step('a changed name is told with the one before, no longer told, and told again by itself', async () => {
  const tell = say('person.meet.name_tell', name);
  await person.goto('/me');
  await person.page.getByLabel(say('person.me.name'), { exact: true }).fill('Miriam');
  await person.tap('person.me.name_keep');
  assert.ok((await workerSees(say('team.shared.formerly', { name: 'Maryam' }))).includes('Miriam'));
  await person.goto(`/sharing/${person.worker}`);
  await person.tick(tell, false);
  assert.ok(!(await workerSees('Miriam', false)).includes('Maryam'));
  await person.tick(tell);
  assert.ok(!(await workerSees('Miriam')).includes('Maryam'), 'whoever is told anew is told what counts now');
});

step('taken back without signal, it says that it waits; then that it is gone', async () => {
  await handset.context.setOffline(true);
  await person.page.getByRole('button', { name: say('person.one_person.take_back'), exact: true }).click();
  await person.tap('person.one_person.sure_yes');
  await person.sees('person.sharing.still', name);
  await person.page.getByRole('link', { name: say('person.one_person.back'), exact: true }).first().click();
  await person.heading('person.sharing.title');
  await person.sees('person.sharing.still', name);
  assert.equal(await person.page.getByText(say('person.sharing.sub_none')).count(), 0);
  assert.equal(await person.page.getByText(say('person.sharing.sees_nothing')).count(), 0);
  await handset.context.setOffline(false);
  await person.sees('person.sharing.sub_none');
  await person.sees('person.sharing.sees_nothing');
});

step('keep sharing is asked two weeks before, can be declined, and does not come back', async () => {
  await person.choosePermission({ worker: 'Amira Khan', what: [own] });
  await person.share('Amira Khan');
  await handset.context.clock.setSystemTime(new Date(Date.now() + 80 * days));
  await person.goto('/');
  await person.sees('person.today.keep', name);
  await person.tap('person.today.let_end');
  await until('the question is gone', async () => await person.page.getByText(say('person.today.keep', name)).count() === 0);
  await person.goto('/');
  await person.page.locator('nav').first().waitFor();
  assert.equal(await person.page.getByText(say('person.today.keep', name)).count(), 0);
  await handset.context.clock.setSystemTime(new Date());
});

step('while another program holds the bytes on the server’s disk, nothing is said to be gone', async () => {
  const words = (key) => person.page.getByText(say(key, { time: '' }).split('.')[0].trim()).first();
  const letGo = await server.holdLog();
  try {
    await person.goto(`/sharing/${person.worker}`);
    await person.tap('person.one_person.take_back');
    await person.tap('person.one_person.sure_yes');
    await words('person.one_person.taken_leaving').waitFor();
    assert.equal(await words('person.one_person.taken_gone').count(), 0);
  } finally {
    await letGo();
  }
  await until('it is off the disk', () => server.sql('SELECT 1 FROM consents WHERE deleted_at IS NOT NULL AND left_disk = 0').length === 0);
  await person.goto(`/sharing/${person.worker}`);
  await words('person.one_person.taken_gone').waitFor();
  assert.equal(await words('person.one_person.taken_leaving').count(), 0);
  await person.choosePermission({ worker: 'Amira Khan', what: [own] });
  await person.share('Amira Khan');
});

step('who sees nothing any more can be taken off the list, and what they write then is not fetched', async () => {
  await worker.reply('Before it is removed');
  await person.takeBack('Amira Khan');
  await until('what they wrote is here', async () => await kept('replies') > 0);
  await person.tap('person.one_person.remove', name);
  await person.tap('person.one_person.remove_yes');
  await person.sees('person.sharing.empty');
  assert.deepEqual([await kept('contacts'), await kept('replies'), await kept('outbox')], [0, 0, 0]);
  await worker.reply('After it is removed');
});

step('an introduction that is not for now leaves nothing on the phone, and nothing is sent', async () => {
  ({ link } = await worker.makeIntroduction());
  // A page of its own: nothing is under way any more from before.
  await person.goto('/sharing');
  before = { inbox: inbox(), rows: hashRows(await notebook()) };
  await person.openIntroduction(link);
  await person.tap('person.meet.not_now');
  await person.sees('person.sharing.empty');
  assert.equal(hashRows(await notebook()), before.rows);
  assert.equal(asked('/claim'), 1, 'only the first introduction was accepted');
});

step('one that ended before it was accepted is a card that says so, and can be taken off the list', async () => {
  await person.openIntroduction(link);
  server.sql('UPDATE introductions SET ends_at = 1 WHERE person_id IS NULL');
  await person.accept({ worker: 'Amira Khan' });
  await person.sees('person.sharing.refused');
  assert.equal(new URL(person.page.url()).pathname, `/sharing/${person.worker}`, 'there is nothing to choose');
  await person.goto(`/sharing/${person.worker}/choose`);
  await person.sees('person.sharing.refused');
  await person.goto('/sharing');
  await person.sees('person.sharing.refused');
  await person.tap('person.sharing.remove_row');
  assert.equal(await person.page.getByRole('link', { name: say('person.one_person.choose'), exact: true }).count(), 0);
  await person.tap('person.one_person.remove', name);
  await person.tap('person.one_person.remove_yes');
  await person.sees('person.sharing.empty');
});

step('nothing of it is kept, and nobody is asked for news any more', async () => {
  assert.deepEqual([await kept('contacts'), await kept('replies'), await kept('outbox')], [0, 0, 0]);
  for (const path of ['/sharing', '/me', '/']) await person.goto(path);
  assert.equal(asked('/claim'), 2);
  assert.equal(inbox(), before.inbox);
  assert.equal(await person.page.getByText('After it is removed').count(), 0);
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
