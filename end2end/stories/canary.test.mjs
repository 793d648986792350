// Planted words: a name, a note, an aspiration, a made-up statement, a reply and a half-written one, each with 24 random letters, are looked
// for wherever they must not be: in every file a server leaves behind, from sharing through a copy, a take-back, the copy
// put back and the person erased, in its logs and in what its commands print. The same search first finds a word that was
// planted there in clear.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { madeUpPack } from '../lib/packs.mjs';
import { filesHolding, holds, makeCanary, placesHolding, plantInClear } from '../lib/planted.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const planted = { name: makeCanary(), note: makeCanary(), aspiration: makeCanary(), statement: makeCanary(), reply: makeCanary(), half: makeCanary() };
const clear = makeCanary();
const { server, handset, desk, person, worker, step } = await makeScene({
  worker: 'Jo Peer', told: { WAYMARK_LOG: 'debug' }, packs: { 'made-up': madeUpPack({ statement: `A made-up line ${planted.statement}` }) } });

/** Every file below a folder, by its path from there. */
const filesIn = (folder) => readdirSync(folder, { recursive: true }).map(String)
  .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile()).sort();

/**
 * Looks through whatever the server has on its disk now and through what its commands say. Each of these files, written
 * off with a word in clear at its end, is found first; those named in `needed` have to be among them.
 */
function searched(...needed) {
  const sample = mkdtempSync(join(tmpdir(), 'waymark-sample-'));
  try {
    // Before any command, which would empty the log into the database.
    cpSync(server.dir, sample, { recursive: true });
    writeFileSync(join(sample, 'printed'), [['audit'], ['team', 'list'], ['check']].map((words) => server.command(...words)).join(''));
    const files = filesIn(sample);
    for (const name of ['waymark.sqlite', 'waymark.sqlite.erased', 'waymark.sqlite.opaque', 'server.log', 'requests.log', 'printed', ...needed]) {
      assert.ok(files.some((file) => file.startsWith(name) && statSync(join(sample, file)).size > 0), `${name} of ${files}`);
    }
    assert.ok(files.includes('waymark.sqlite-wal'), `${files}`);
    for (const [what, word] of Object.entries(planted)) assert.deepEqual(filesHolding(sample, word), [], what);
    for (const file of files) appendFileSync(join(sample, file), clear);
    const found = filesHolding(sample, clear).map((path) => relative(sample, path)).sort();
    assert.deepEqual(found, files, 'the search can find a word in each');
  } finally {
    rmSync(sample, { recursive: true });
  }
}

step('the person writes, checks in, meets a worker and shares everything', async () => {
  await worker.setUp(server.addWorker('Jo Peer', 'peer-worker'));
  const introduction = await worker.makeIntroduction();
  await person.open();
  await person.begin(planted.name);
  await person.addAspiration(`Walk ${planted.aspiration}`);
  await person.openIntroduction(introduction.link);
  await person.accept({ worker: 'Jo Peer', tell: true });
  await worker.seesAccepted();
  await until('the made-up questionnaire has arrived', async () => {
    await person.goto('/check-in');
    return (await person.offered()).some((name) => /made-up/i.test(name));
  });
  await person.startCheckIn({ which: 'Made-up' });
  await person.page.getByText(planted.statement).first().waitFor();
  await person.answerAll(Array(madeUpPack().items.length).fill(1));
  await person.finish();
  await person.page.getByLabel(say('person.result.note')).fill(`Rain ${planted.note}`);
  await person.tap('person.result.note_keep');
  await person.page.getByText(`Rain ${planted.note}`).first().waitFor();
  await until('the note is kept', async () => await person.page.locator('textarea').count() === 0);
  await person.choosePermission({ worker: 'Jo Peer', what: [say('person.choose.answers'), `Walk ${planted.aspiration}`, `Rain ${planted.note}`] });
  await person.share('Jo Peer');
});

step('the worker reads every planted word of the person’s own', async () => {
  await worker.openPerson(planted.name);
  // The statement itself stands on the person's phone only: the worker sees its theme and the answer.
  for (const word of [planted.name, planted.note, planted.aspiration]) await worker.page.getByText(word).first().waitFor();
  await worker.reply(`Thank you, ${planted.name}, ${planted.reply}`);
  await worker.tap('team.reply.close');
  await worker.write(`And ${planted.half}`);
  await worker.seesKept();
});

step('no request of either browser carried one outside a seal', () => {
  assert.ok(holds(Buffer.from(`{"note":"${clear}"}`), clear), 'the search can find a word in a body');
  const sent = [...handset.sent, ...desk.sent];
  assert.ok(sent.some(({ url }) => url.includes('/v1/shares/')) && sent.some(({ body }) => body.length > 1000));
  for (const { method, url, body } of sent) {
    for (const [what, word] of Object.entries(planted)) {
      assert.ok(!holds(body, word) && !holds(Buffer.from(url), word), `${what} in ${method} ${new URL(url).pathname}`);
    }
  }
});

step('the server’s database, journal and logs hold none of them', () => searched());

const copy = join(server.dir, 'copy');
const copied = ['copy/waymark.db', 'copy/waymark.db.opaque', 'copy/manifest.json'];

step('nor does a copy that is made while it runs', () => {
  server.command('backup', copy);
  searched(...copied);
});

step('nor what is there after everything was taken back', async () => {
  await person.takeBack('Jo Peer');
  await worker.looksUntil('nothing of theirs is on the page', async () => !(await worker.page.locator('main').innerText()).includes(planted.note));
  searched(...copied);
});

step('nor what is there after the copy was put back, the database that was aside included', async () => {
  await server.stop();
  server.command('restore', copy, '--replace');
  await server.start();
  await person.goto('/sharing');
  await worker.looksUntil('the page was asked for again', async () => !(await worker.page.locator('main').innerText()).includes(planted.note));
  searched(...copied, 'waymark.sqlite.before-');
});

step('nor what is there after the person was erased', () => {
  const [[id]] = server.sql('SELECT person_id FROM people');
  assert.match(server.command('person', 'erase', id), /1 permissions/);
  assert.deepEqual(server.sql('SELECT person_id FROM people'), []);
  searched(...copied, 'waymark.sqlite.before-');
});

step('neither browser’s profile on disk holds one', async () => {
  await plantInClear(person.page, clear);
  await handset.close();
  await desk.close();
  assert.deepEqual(placesHolding(handset.dir, clear), ['IndexedDB', 'Local Storage'], 'the search can find a word in both');
  for (const [what, word] of Object.entries(planted)) {
    assert.deepEqual(filesHolding(handset.dir, word), [], `${what} on the phone`);
    assert.deepEqual(filesHolding(desk.dir, word), [], `${what} at the desk`);
  }
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
  assert.ok(readFileSync(server.log).length > 0);
});
