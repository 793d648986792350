// Planted words: a name, a note, an aspiration and a made-up statement, each with 24 random letters, are looked for
// wherever they must not be. The same search first finds a word that was planted there in clear.
import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUpPack } from '../lib/packs.mjs';
import { filesHolding, holds, makeCanary, placesHolding, plantInClear } from '../lib/planted.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const planted = { name: makeCanary(), note: makeCanary(), aspiration: makeCanary(), statement: makeCanary() };
const clear = makeCanary();
const { server, handset, desk, person, worker, step } = await makeScene({
  worker: 'Jo Peer', packs: { 'made-up': madeUpPack({ statement: `A made-up line ${planted.statement}` }) } });

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
    return await person.page.locator('label.opt', { hasText: 'Made-up' }).count() > 0;
  });
  await person.startCheckIn({ which: 'Made-up' });
  await person.page.getByText(planted.statement).first().waitFor();
  await person.answerAll(Array(madeUpPack().items.length).fill(1));
  await person.finish();
  await person.tap('person.result.note_write');
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
  await worker.reply(`Thank you, ${planted.name}`);
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

step('the server’s database, journal and log hold none of them', () => {
  const sample = join(server.dir, 'sample');
  mkdirSync(sample);
  for (const [path, bytes] of server.databaseBytes()) {
    const copy = join(sample, path.split('/').at(-1));
    writeFileSync(copy, Buffer.concat([bytes, Buffer.from(clear)]));
  }
  copyFileSync(server.log, join(sample, 'server.log'));
  appendFileSync(join(sample, 'server.log'), `${clear}\n`);
  assert.equal(filesHolding(sample, clear).length, server.databaseBytes().length + 1, 'the search can find a word in each');
  rmSync(sample, { recursive: true });
  for (const [what, word] of Object.entries(planted)) assert.deepEqual(filesHolding(server.dir, word), [], what);
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
