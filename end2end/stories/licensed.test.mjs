// A licensed questionnaire with made-up words: word for word on the screen, only after an introduction, and what
// happens on the day after its licence ends.
import assert from 'node:assert/strict';
import { isoDay } from '../lib/day.mjs';
import { madeUpPack, madeUpSheet } from '../lib/packs.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const dayAfter = (days) => isoDay(new Date(Date.now() + days * 86_400_000));
const pack = madeUpPack();
const sheet = madeUpSheet(dayAfter(1));
const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Amira Khan', packs: { 'made-up': pack, sheet } });

const offered = async () => (await person.offered()).filter((name) => name.includes(pack.title)).length;

step('before an introduction the phone has no word of it', async () => {
  await person.open();
  await person.begin();
  await person.goto('/check-in');
  assert.equal(await offered(), 0);
});

step('after an introduction it is offered', async () => {
  await worker.setUp(server.addWorker('Amira Khan'));
  const { link } = await worker.makeIntroduction();
  await person.openIntroduction(link);
  await person.accept({ worker: 'Amira Khan', tell: false });
  await until('the questionnaire has arrived', async () => {
    await person.goto('/check-in');
    return await offered() > 0;
  });
});

step('every statement and every option stands on the screen word for word, with the copyright line', async () => {
  await person.startCheckIn({ which: pack.title });
  for (const [n, item] of pack.items.entries()) {
    await until(`statement ${n + 1}`, async () => (await person.at())[0] === n + 1);
    assert.equal(await person.page.locator('h1').innerText(), item.text);
    const options = await person.page.locator('label.opt .opt-label').allInnerTexts();
    assert.deepEqual(options, item.options.map(({ text }) => text));
    await person.page.getByText(pack.copyright).first().waitFor();
    await person.answer(0);
    await person.tap('person.statement.next');
  }
});

step('it adds up as its file says', async () => {
  await person.finish();
  const weights = new Map(pack.items.map((item) => [item.id, item.options[0].weight]));
  const [whole] = pack.groups;
  const total = whole.items.reduce((sum, id) => sum + weights.get(id), 0);
  await person.goto('/check-ins');
  await person.page.getByText(say('person.result.total', { value: total, max: whole.max })).first().waitFor();
});

step('a check-in that was begun before the licence ended is finished after it, in the same words', async () => {
  await person.startCheckIn({ which: sheet.title });
  await person.answer(2);
  await handset.context.clock.setSystemTime(new Date(Date.now() + 3 * 86_400_000));
  await person.goto('/');
  await person.tap('person.today.resume');
  await person.page.getByText(/^Made-up line \d+\.$/).first().waitFor();
  await person.answerAll(Array(sheet.items.length).fill(2));
  await person.finish();
});

step('the next one is answered by box, on the sheet the team gave', async () => {
  await person.goto('/check-in');
  const names = await person.offered();
  assert.ok(names.includes(say('person.begin.sheet')) && !names.includes(sheet.title), names.join());
  await person.startCheckIn({ which: say('person.begin.sheet') });
  assert.equal(await person.page.locator('h1').innerText(), say('person.statement.number', { number: 1 }));
  assert.equal(await person.page.locator('label.opt .opt-label').first().innerText(), say('person.statement.first'));
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
