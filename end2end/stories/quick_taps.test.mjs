// Whoever taps faster than their phone writes loses nothing: a tap that comes while the one before is still being kept
// waits for it, and two quick taps on one spot never fall through to the screen that the first one opened. The phone is
// four times slower here.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { handset, person, step } = await makeScene();
let session;

const next = () => person.page.locator('.dock .btn.go');
const skip = () => person.page.getByRole('button', { name: say('person.statement.skip'), exact: true });
const place = async (what) => {
  const { x, y, width, height } = await what.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
};

/** A finger comes down on that spot and goes up. `at` is when, in seconds since 1970: a phone says when it was touched. */
async function touch({ x, y }, at = Date.now() / 1000) {
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }], timestamp: at });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [], timestamp: at + 0.03 });
}

/** The screen with that number has been painted. */
async function stands(n) {
  await until(`statement ${n} is on the screen`, async () => (await person.at())[0] === n);
  await person.page.evaluate(() => new Promise((painted) => { requestAnimationFrame(() => setTimeout(painted)); }));
}

/** Two taps on that spot, a fifth of a second after each other; `between` is waited for before the second arrives. */
async function twice(what, between) {
  const spot = await place(what);
  const at = Date.now() / 1000;
  await touch(spot, at);
  await between();
  await touch(spot, at + 0.2);
}

/** What the review says of each statement. */
const reviewed = () => person.page.locator('main .rows a .hint').allInnerTexts();

step('a phone that is four times slower', async () => {
  await person.open();
  await person.begin();
  // Tall enough that a finger finds every button where it found the one before.
  await person.page.setViewportSize({ width: 412, height: 915 });
  session = await handset.context.newCDPSession(person.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
});

step('choose, Next, choose, Next, with nothing waited for but the statement: every answer is kept', async () => {
  await person.startCheckIn({ which: 'How are things' });
  for (let n = 1; n <= 4; n += 1) {
    await stands(n);
    const [box, go] = [await place(person.boxes.nth(n + 4)), await place(next())];
    await touch(box);
    await touch(go);
  }
  await person.heading('person.review.title');
  assert.deepEqual((await reviewed()).map((words) => Number(words.match(/\d+/)[0])), [5, 6, 7, 8]);
});

step('with keys alone: Enter right after Space', async () => {
  await person.startCheckIn({ which: say('person.begin.practice') });
  await stands(1);
  await person.boxes.first().locator('input').focus();
  await person.page.keyboard.press('Space');
  await person.page.keyboard.press('Enter');
  await stands(2);
});

step('two quick taps on Next go on by one, also where the next one is answered', async () => {
  for (const n of [2, 3]) {
    await stands(n);
    await person.answer(1);
    await touch(await place(next()));
  }
  await stands(4);
  for (const n of [3, 2, 1]) {
    await person.tap('parts.back');
    await stands(n);
  }
  await twice(next(), () => stands(2));
  await person.answer(2);
  assert.equal((await person.at())[0], 2);
});

step('two quick taps on “Skip this one” leave out one', async () => {
  // Half a second apart: on a quick machine they would be two taps that are meant as one.
  const at = Date.now() / 1000;
  for (const n of [2, 3]) {
    await stands(n);
    await touch(await place(next()), at + n / 2);
  }
  await stands(4);
  await twice(skip(), () => stands(5));
  await person.answer(2);
  assert.equal((await person.at())[0], 5);
  await person.tap('parts.back');
  await person.sees('person.statement.left_out');
});

step('two quick taps on the last Next do not end the check-in unread', async () => {
  for (let n = 4; n <= 11; n += 1) {
    await stands(n);
    if (n > 4) await person.answer(1);
    if (n < 11) await touch(await place(next()));
  }
  await twice(next(), () => person.heading('person.review.title'));
  await person.heading('person.review.title');
  assert.equal((await reviewed()).length, 11);
});

step('an answer that cannot be kept is not left behind: it says so, stays marked, and Next tries again', async () => {
  await person.page.locator('main .rows a').nth(1).click();
  await stands(2);
  await person.page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function () {
      this.transaction.abort();
      throw new DOMException('no room', 'QuotaExceededError');
    };
    globalThis.makeRoom = () => { IDBObjectStore.prototype.put = put; };
  });
  const [box, go] = [await place(person.boxes.nth(3)), await place(next())];
  await touch(box);
  await touch(go);
  await person.page.getByRole('alert').waitFor();
  assert.equal((await person.at())[0], 2);
  assert.ok(await person.boxes.nth(3).locator('input').isChecked());
  await person.page.evaluate(() => globalThis.makeRoom());
  await touch(go);
  await person.heading('person.review.title');
  const chosen = await person.page.locator('main .rows a .hint').nth(1).innerText();
  await person.page.reload();
  await person.heading('person.review.title');
  assert.equal(await person.page.locator('main .rows a .hint').nth(1).innerText(), chosen);
  assert.deepEqual(handset.faults, []);
});
