// A battery that runs flat: the browser's processes are ended in the middle of a check-in, five times.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { Server } from '../lib/server.mjs';
import { makeStory } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';

const answers = [0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 4];
let server; let handset; let person;

const step = makeStory({ onFault: async (name) => { for (const device of [handset]) await device.picture(`${device === handset ? 'phone' : 'desk'} ${name}`); } });

before(async () => {
  server = await Server.make();
  handset = new Device(phone);
  person = new Person(handset, server.person);
  await person.open();
  await person.begin();
  await person.readyForNoSignal();
  await server.stop();
  await person.startCheckIn();
});
after(async () => {
  await handset?.remove();
  await server?.close();
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
