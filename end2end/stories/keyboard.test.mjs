// With a keyboard alone, and heard rather than seen: every place of the app. Each control is reached by Tab and bears
// its name and role, each new screen takes the focus to its heading, and what was done is read out.
import assert from 'node:assert/strict';
import { Keys } from '../lib/keyboard.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { server, step, handset, person, worker } = await makeScene({ worker: 'Amira Khan' });
const keys = new Keys(person);
const name = { name: 'Amira' };

step('the first opening, from the first word to Today', async () => {
  await person.open();
  await person.heading('person.first_opening.first.title');
  await keys.act('person.first_opening.how.title');
  await keys.heard('person.first_opening.how.title');
  await keys.act('parts.back');
  await keys.heard('person.first_opening.first.title');
  await keys.act('person.first_opening.begin');
  await keys.heard('person.today.hello');
});

step('a name to be called by, on Me', async () => {
  await keys.act('parts.me');
  await keys.heard('person.me.title');
  await keys.type(say('person.me.name'), 'Maryam');
  await keys.act('person.me.name_keep');
  await keys.act('parts.today');
  await keys.heard('person.today.hello_name', { name: 'Maryam' });
});

step('a check-in with its support page, its result and a note', async () => {
  await keys.reach(person.page.locator('a.bhead').first());
  await keys.press('Enter');
  await keys.heard('person.begin.title');
  await keys.unfold('person.begin.change');
  await keys.choose(say('person.company.someone_beside'));
  await keys.unfold('person.begin.another');
  await keys.reach(person.page.locator('button.row', { hasText: say('person.begin.practice') }));
  await keys.press('Enter');
  for (let n = 1; n <= 11; n += 1) {
    await until(`statement ${n} is on the screen`, async () => (await person.at())[0] === n);
    if (n === 2) {
      await keys.act('person.statement.skip');
      await until('the next one is on the screen', async () => (await person.at())[0] === 3);
      await keys.act('parts.back');
      await until('the one that was left out is there again', async () => (await person.at())[0] === 2);
    }
    await keys.reach(person.page.getByRole('radio'));
    await keys.press('Space', 'ArrowDown');
    await person.announced(say('person.store.kept'));
    await keys.press('Enter');
  }
  await keys.heard('person.review.title');
  await keys.act('person.review.done');
  await keys.heard('person.support.title_name', { name: 'Maryam' });
  await keys.act('person.support.result');
  await keys.type(say('person.result.note'), 'It went well');
  await keys.act('person.result.note_keep');
  await person.announced(say('person.store.kept'));
  await person.page.getByText('It went well').waitFor();
  await keys.standsSomewhere();
});

step('eleven plain stops: the arrows go from 0 to 10, whichever way writing runs', async () => {
  await person.startCheckIn({ which: 'How are things' });
  const { page } = person;
  const chosen = () => page.locator('.stops input:checked').evaluateAll((all) => all.map((one) => Number(one.value)));
  for (let n = 1; n <= 4; n += 1) {
    await until(`question ${n} is on the screen`, async () => (await person.at())[0] === n);
    assert.deepEqual(await chosen(), [], 'nothing is chosen at first');
    await keys.reach(page.getByRole('radio'));
    await keys.press('Space');
    await until('0 is chosen', async () => (await chosen())[0] === 0);
    if (n === 1) {
      assert.equal(await page.getByRole('group').getByRole('radio').count(), 11);
      await page.getByRole('radio', { name: '10, as well as I could wish' }).waitFor();
      await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
      await keys.press('ArrowLeft', 'ArrowLeft');
      await until('left adds one there', async () => (await chosen())[0] === 2);
      await keys.press('ArrowRight');
      await until('and right takes one away', async () => (await chosen())[0] === 1);
      await page.evaluate(() => { document.documentElement.dir = ''; });
    }
    await keys.press('ArrowRight', 'ArrowDown', 'ArrowLeft');
    await until('right and down add one, left takes one away', async () => (await chosen())[0] === (n === 1 ? 2 : 1));
    await person.announced(say('person.store.kept'));
    await keys.press('Enter');
  }
  await keys.heard('person.review.title');
  await page.getByText(say('person.review.of_ten', { value: 1, low: 'not worried at all', high: 'very worried' })).waitFor();
  await keys.act('person.review.done');
  await keys.act('person.support.result');
});

step('an aspiration: words, the path by its arrows, a step, and undo', async () => {
  await keys.act('person.result.next');
  await keys.heard('person.ask_again.title');
  await keys.choose(say('person.ask_again.month'));
  await keys.act('person.ask_again.done');
  await keys.act('parts.aspirations');
  await keys.act('person.aspirations.add');
  await keys.heard('person.new_aspiration.title');
  await keys.act('person.new_aspiration.keep');
  const field = person.page.getByLabel(say('person.new_aspiration.words'));
  await until('the empty field says so', async () => await field.getAttribute('aria-invalid') === 'true');
  await keys.type(say('person.new_aspiration.words'), 'Sing again');
  await keys.act('person.new_aspiration.keep');
  await keys.act('person.aspiration.where_first');
  await keys.heard('person.look_back.title');
  await keys.reach(person.page.getByRole('radio'));
  await keys.press('Space', 'ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowRight');
  const chosen = () => person.page.locator('input[type=radio]:checked').getAttribute('value');
  await until('right and up add one, left and down take one away', async () => await chosen() === '2');
  await keys.act('person.look_back.keep');
  await person.announced(say('person.undo.look'));
  await keys.type(say('person.aspiration.add_step'), 'Find a choir');
  await keys.act('person.aspiration.add_step_button');
  await keys.tick('Find a choir');
  await keys.act('person.undo.undo');
  await person.announced(say('person.undo.taken_back'));
});

step('the journey: its table and a note', async () => {
  await person.goto('/journey');
  await keys.heard('person.journey.title');
  await keys.reach(person.page.locator('summary', { hasText: say('person.result.as_table') }).first());
  await keys.press('Enter');
  await person.page.getByRole('table').first().waitFor();
  await keys.act('person.journey.note_keep');
  await until('the empty note says so', () => person.page.getByLabel(say('person.journey.note_new')).getAttribute('aria-invalid').then((is) => is === 'true'));
  await keys.type(say('person.journey.note_new'), 'Slept well');
  await keys.act('person.journey.note_keep');
  await person.page.getByText('Slept well').filter({ visible: true }).first().waitFor();
});

step('sharing: the letters of an introduction, a permission, its receipt', async () => {
  await worker.setUp(server.addWorker('Amira Khan'));
  const { letters } = await worker.makeIntroduction();
  await person.goto('/sharing');
  await keys.heard('person.sharing.title');
  await keys.act('person.sharing.use_code');
  await keys.heard('person.meet.title');
  await keys.type(say('person.meet.code'), letters);
  await keys.act('person.meet.open');
  await keys.heard('person.meet.found', name);
  await keys.choose(say('person.meet.name_tell', name));
  await keys.act('person.meet.accept');
  await keys.heard('person.choose.title', name);
  await keys.act('person.choose.next');
  await person.announced(say('person.choose.nothing'));
  await keys.tick(say('person.choose.notes'));
  await keys.tick(say('person.choose.totals'));
  await keys.act('person.choose.next');
  await keys.heard('person.when.title');
  await keys.act('person.when.next');
  await person.announced(say('person.when.first_from'));
  await keys.choose(say('person.when.only_new'));
  await keys.choose(say('person.when.one_month'));
  await keys.act('person.when.next');
  await keys.heard('person.preview.title');
  await keys.act('person.preview.share', name);
  await keys.heard('person.receipt.title');
  await person.announced(say('person.receipt.delivered'));
});

step('after the next check-in the answer is heard, a “no” can be undone, and a kept one shared after all', async () => {
  await person.startCheckIn({ which: say('person.begin.practice') });
  await person.answerAll([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  await person.finish();
  await keys.act('person.result.not_this');
  await person.announced(say('person.today.not_shared_now'));
  await person.announced(say('person.result.share_no', name));
  await keys.standsSomewhere();
  await keys.act('person.undo.undo');
  await person.sees('person.result.share_title', name);
  await keys.act('person.result.not_this');
  await keys.act('person.result.share_after_all', name);
  await person.announced(say('person.result.share_yes', name));
});

step('Today asks too, but not before that very result was opened: the answer is heard there', async () => {
  await person.goto('/check-in');
  await person.startCheckIn({ which: 'Key life areas' });
  await person.answerAll([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  await person.tap('person.review.done');
  await person.sees('person.support.lede');
  await person.startCheckIn({ which: say('person.begin.practice') });
  await person.answerAll([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
  await person.tap('person.review.done');
  await person.sees('person.support.lede');
  await person.goto('/');
  await person.page.locator('nav').first().waitFor();
  assert.equal(await person.page.getByRole('button', { name: say('person.result.share_with', name) }).count(), 0);
  await person.goto('/check-ins');
  await person.page.locator('main a[href^="/check-ins/"]').first().click();
  await person.sees('person.result.share_title', name);
  // Without a new start of the page: that the result was opened is still being noted.
  await person.page.goBack();
  await person.page.locator('nav a[href="/"]').click();
  await keys.act('person.result.share_with', name);
  await person.announced(say('person.today.shared_now', name));
  await keys.standsSomewhere();
});

step('the receipt is found again under Sharing, and taking back is said', async () => {
  await person.goto('/sharing');
  await keys.reach(person.page.getByRole('link', { name: /Amira Khan/ }));
  await keys.press('Enter');
  await person.page.getByRole('heading', { level: 1, name: 'Amira Khan' }).waitFor();
  await keys.reach(person.page.getByRole('link', { name: new RegExp(say('person.one_person.receipt')) }));
  await keys.press('Enter');
  await keys.heard('person.receipt.title');
  await keys.act('parts.sharing');
  await keys.heard('person.sharing.title');
  await keys.reach(person.page.getByRole('link', { name: /Amira Khan/ }));
  await keys.press('Enter');
  await keys.act('person.one_person.take_back');
  await keys.act('person.one_person.sure_yes');
  await person.announced(say('person.one_person.taken_gone', { time: '' }).split('.')[0].trim());
  await keys.standsSomewhere();
});

step('Me: how it looks, own contacts, a safe copy', async () => {
  await person.goto('/me');
  await keys.heard('person.me.title');
  await keys.act('person.me.text_larger');
  await until('the text is larger', () => person.page.evaluate(() => Number(document.documentElement.dataset.text) > 100));
  await keys.choose(say('person.me.theme_dark'));
  await until('it is dark', () => person.page.evaluate(() => document.documentElement.dataset.theme === 'dark'));
  await keys.tick(say('person.me.contrast'));
  await person.goto('/me/contacts');
  await keys.type(say('person.own_contacts.name', { n: 1 }), 'Ada');
  await keys.type(say('person.own_contacts.number', { n: 1 }), '0161 496 0000');
  await keys.act('person.own_contacts.keep');
  await person.announced(say('person.store.kept'));
  await person.goto('/me/copy');
  await keys.act('person.copy.make');
  await person.announced(say('person.copy.made'));
  const download = person.page.waitForEvent('download');
  await keys.act('person.copy.save');
  await download;
  await keys.act('person.copy.found');
  await person.announced(say('person.copy.saved'));
});

step('a lock: set, closed, a wrong try heard, and opened', async () => {
  await person.goto('/me/lock');
  await keys.heard('person.lock.title');
  await keys.type(say('person.lock.new_pin'), '2580');
  await keys.type(say('person.lock.again'), '2581');
  await keys.act('person.lock.set');
  await until('it says that they differ', () => person.page.getByLabel(say('person.lock.again')).getAttribute('aria-invalid').then((is) => is === 'true'));
  await keys.type(say('person.lock.again'), '');
  await keys.press('Control+a');
  await person.page.keyboard.type('2580');
  await keys.act('person.lock.set');
  await person.announced(say('person.lock.set_done'));
  await person.goto('/');
  await keys.type(say('person.locked.pin'), '1111');
  await keys.press('Enter');
  await until('the field says that it did not open', () => person.page.getByLabel(say('person.locked.pin')).getAttribute('aria-invalid').then((is) => is === 'true'));
  await keys.type(say('person.locked.pin'), '');
  await keys.press('Control+a');
  await person.page.keyboard.type('2580');
  await keys.press('Enter');
  await person.page.getByRole('navigation').first().waitFor();
});

step('a copy that cannot be opened is said in words', async () => {
  await person.goto('/me/back');
  await person.page.getByLabel(say('person.back.file')).setInputFiles({ name: 'a.waymark', mimeType: 'application/octet-stream', buffer: Buffer.from('no copy') });
  await person.page.getByRole('alert').first().waitFor();
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual(handset.faults, []);
});
