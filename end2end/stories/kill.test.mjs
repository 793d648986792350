// A battery that runs flat: the browser's processes are ended in the middle of a check-in, five times.
import assert from 'node:assert/strict';
import { beginAlone, makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';

const answers = [0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 4];
const scene = await makeScene();
const { handset, person, step } = scene;

step('with no server, a check-in begins', async () => {
  await beginAlone(scene);
  await person.startCheckIn();
});

for (const statement of [1, 3, 6, 8, 11]) {
  step(`killed right after the answer to statement ${statement}, the check-in goes on with every answer`, async () => {
    for (let n = (await person.at())[0]; n < statement; n += 1) {
      await until(`statement ${n} is on the screen`, async () => (await person.at())[0] === n);
      await person.answer(answers[n - 1]);
      await person.tap('person.statement.next');
    }
    await until(`statement ${statement} is on the screen`, async () => (await person.at())[0] === statement);
    await person.answer(answers[statement - 1]);
    await handset.kill();
    await person.open('/');
    await person.tap('person.today.resume');
    const [at] = await person.at();
    assert.ok(at === statement || at === statement + 1, `it goes on at ${at}`);
    const draft = new URL(person.page.url()).pathname.match(/[0-9a-f]{32}/)[0];
    for (let n = 1; n <= statement; n += 1) {
      await person.goto(`/check-in/${draft}/${n}`);
      await until(`answer ${n} is marked`, () => person.page.locator('label.opt input').nth(answers[n - 1]).isChecked());
    }
  });
}

step('the check-in is finished with all eleven answers', async () => {
  await person.tap('person.statement.next');
  await person.heading('person.review.title');
  await person.finish();
  assert.deepEqual(handset.faults, []);
});
