// Nothing stays with a helper: a planted name, the words of a made-up questionnaire and claim words are looked for in what
// the helper's page holds in memory once it is over, in the browser's profile on disk after an ordinary end and after a flat
// battery, in every request, and in all that the server has. Each search finds a planted word first.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Helping } from '../lib/helping.mjs';
import { memoryHolding } from '../lib/memory.mjs';
import { madeUpPack } from '../lib/packs.mjs';
import { filesHolding, holds, makeCanary, placesHolding, plantInClear } from '../lib/planted.mjs';
import { makeScene } from '../lib/scene.mjs';
import { say } from '../lib/words.mjs';

const jo = 'Jo Bennett';
const [name, statement, option, clear] = [makeCanary(), makeCanary(), makeCanary(), makeCanary()];
const pack = madeUpPack({ statement: `A made-up line ${statement}` });
for (const item of pack.items) item.options = item.options.map((it, place) => ({ ...it, text: `made-up box ${place + 1} ${option}` }));
const { server, handset, desk, person, worker, step } = await makeScene({ worker: jo, told: { WAYMARK_LOG: 'debug' }, packs: { 'made-up': pack } });
const looked = { name, statement, option };
const help = new Helping(worker);

/** Claim words as they may stand side by side. One alone is a word like any other, so that more than one is looked for. */
const beside = (words) => Object.fromEntries([' ', '-', ',', ''].map((by) => [`claim words with “${by}”`, words.join(by)]));
/** So many letters of them at a time. */
const several = 16;

/** Looks through all that the server has; each of its files, with a word in clear at its end, is found first. */
function serverHolds(named, claim) {
  const sample = mkdtempSync(join(tmpdir(), 'waymark-sample-'));
  try {
    cpSync(server.dir, sample, { recursive: true });
    writeFileSync(join(sample, 'printed'), server.command('audit'));
    const files = readdirSync(sample, { recursive: true }).map(String).filter((file) => statSync(join(sample, file)).isFile()).sort();
    for (const file of ['waymark.sqlite', 'waymark.sqlite-wal', 'server.log', 'requests.log']) assert.ok(files.includes(file), `${files}`);
    for (const [what, word] of Object.entries(named)) assert.deepEqual(filesHolding(sample, word), [], what);
    for (const [what, word] of Object.entries(claim)) assert.deepEqual(filesHolding(sample, word, several), [], what);
    for (const file of files) appendFileSync(join(sample, file), clear);
    assert.deepEqual(filesHolding(sample, clear).map((path) => relative(sample, path)).sort(), files, 'the search can find a word in each');
  } finally {
    rmSync(sample, { recursive: true });
  }
}

step('somebody whose name is planted has met a peer worker for help only', async () => {
  await person.open();
  await person.begin(name);
  await worker.setUp(server.addWorker(jo, 'peer-worker'));
  const made = await worker.makeIntroduction();
  await person.openIntroduction(made.link);
  await person.accept({ worker: jo, tell: true });
  await worker.seesAccepted();
  await help.open();
  await worker.page.locator('#whom', { hasText: name }).waitFor();
});

step('while a made-up statement is on the screen, all of it is in the page’s memory', async () => {
  await help.begin({ way: 'phone', who: name, which: pack.title });
  await help.saysYes();
  await worker.page.getByText(statement).first().waitFor();
  const [asked] = pack.items;
  assert.equal(await worker.page.locator('main h1').innerText(), asked.text, 'word for word, and nothing added');
  assert.deepEqual(await worker.page.locator('main .opt-label').allInnerTexts(), asked.options.map(({ text }) => text));
  const found = await memoryHolding(worker.page, looked);
  assert.deepEqual(found, { heap: ['name', 'statement', 'option'], program: ['name', 'statement', 'option'] }, 'the search can find a word in both');
  await help.answerAll(Array(pack.items.length).fill('2'));
  await help.review();
  await help.finish();
  await worker.tap('team.helping.close');
});

let words;

/** All that is looked for, and how many letters at a time. */
const all = () => [[looked, undefined], [beside(words), several]];

step('somebody with no app has eight words, which are on the screen until they have them', async () => {
  await worker.page.locator('#undelivered').waitFor();
  await help.begin({ way: 'phone', which: 'How are things' });
  await help.saysYes();
  await help.heading('team.helping.words_title');
  words = await worker.page.locator('#slip ol.check-words li').allInnerTexts();
  assert.equal(words.length, 8);
  await worker.page.evaluate((text) => { globalThis.sample = text; }, words.join('-'));
  assert.equal((await memoryHolding(worker.page, beside(words), several)).heap.length, 1, 'the search can find them');
  await worker.page.evaluate(() => { delete globalThis.sample; });
  await help.handWordsOver();
  await help.answerAll(['3', '1', '4', '1']);
  await help.review();
  await help.finish();
  await worker.tap('team.helping.close');
});

step('after the end no claim words are in the page’s memory, and after the lock nothing at all', async () => {
  await worker.page.locator('#undelivered').waitFor();
  // What the team's questionnaires say, and who may be helped, stays until the lock: the next one needs it.
  assert.deepEqual(await memoryHolding(worker.page, beside(words), several), { heap: [], program: [] });
  await worker.tap('team.helping.lock');
  await worker.heading(say('team.sign_in.title'));
  assert.deepEqual(await memoryHolding(worker.page, beside(words), several), { heap: [], program: [] });
  assert.deepEqual(await memoryHolding(worker.page, looked), { heap: [], program: [] });
});

step('no request carried a word of it outside a seal', () => {
  assert.ok(holds(Buffer.from(`{"words":"${clear}"}`), clear), 'the search can find a word in a body');
  const sent = [...desk.sent, ...handset.sent];
  assert.ok(sent.some(({ url }) => url.includes('/v1/guests/')) && sent.some(({ url }) => url.includes('/v1/written/')));
  for (const { method, url, body } of sent) {
    for (const [words, wide] of all()) {
      for (const [what, word] of Object.entries(words)) {
        assert.ok(!holds(body, word, wide) && !holds(Buffer.from(url), word, wide), `${what} in ${method} ${new URL(url).pathname}`);
      }
    }
  }
});

step('the server’s database, journal and logs hold none of it', () => {
  // The questionnaire is the team's own and lies in the server's folder of packs, not in what it keeps.
  serverHolds({ name }, beside(words));
});

step('the profile on disk holds none of it after an ordinary end, nor after a flat battery in the middle', async () => {
  await plantInClear(worker.page, clear);
  await desk.close();
  assert.deepEqual(placesHolding(desk.dir, clear), ['IndexedDB', 'Local Storage'], 'the search can find a word in both');
  for (const [words, wide] of all()) {
    for (const [what, word] of Object.entries(words)) assert.deepEqual(filesHolding(desk.dir, word, wide), [], what);
  }
  await worker.signIn({ help: true });
  await help.begin({ way: 'phone', who: name, which: pack.title });
  await help.saysYes();
  await worker.page.getByText(statement).first().waitFor();
  await help.answerAll(['2', '2'], { of: pack.items.length });
  await desk.kill();
  for (const [what, word] of Object.entries(looked)) assert.deepEqual(filesHolding(desk.dir, word), [], what);
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
