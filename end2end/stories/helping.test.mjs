// A worker helps with a check-in on their own device: beside each other, handed over, over the telephone and from paper, for
// somebody with an app and for somebody with none. Keys are counted; signal goes and comes back; and nothing stays.
import assert from 'node:assert/strict';
import { Helping } from '../lib/helping.mjs';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { server, desk, person, worker, step } = await makeScene({ worker: 'Jo Peer' });
const things = { which: 'How are things', count: 4 };
const areas = { which: 'Key life areas', count: 10 };
let helping;

/** Such a key for every statement. */
const each = (key, { count }) => Array.from({ length: count }, () => key);
const pageText = () => worker.page.locator('main').innerText();

step('a peer worker’s sign-in leads to their own page, and somebody accepts an introduction for help only', async () => {
  await worker.setUp(server.addWorker('Jo Peer', 'peer-worker'));
  const introduction = await worker.makeIntroduction();
  await person.open('/');
  await person.begin('Robin');
  await person.openIntroduction(introduction.link);
  await person.accept({ worker: 'Jo Peer', tell: true });
  await worker.seesAccepted();
  await worker.signOut();
  await worker.signIn({ help: true });
  helping = new Helping(worker);
  await helping.heading('parts.helping');
  // There is a page to go back to that needs no new load.
  await worker.tap('team.place.people');
  await worker.page.getByText(say('team.people.sorted')).waitFor();
  await helping.open();
  await worker.page.locator('#whom', { hasText: 'Robin' }).waitFor();
  assert.ok((await pageText()).includes(say('team.helping.undelivered_none')));
});

step('over the telephone two keys a statement and at most 12 beside, and nothing is begun before they said yes', async () => {
  await helping.begin({ way: 'phone', who: 'Robin', which: things.which });
  assert.deepEqual(server.sql('SELECT count(*) FROM written'), [[0]], 'nothing before the yes');
  const words = await helping.saysYes();
  assert.equal(words, say('team.helping.call_met'));
  await helping.statement(1, things.count);
  await until('the beginning is at the server', () => server.sql('SELECT count(*) FROM written')[0][0] === 1);
  await helping.answerAll(each('7', things));
  assert.equal((await helping.review()).length, things.count);
  await helping.finish();
  await helping.heading('team.helping.end_with', { name: 'Robin' });
  assert.ok(helping.pressed <= 2 * things.count + 12, `${helping.pressed} keys`);
  assert.ok(!(await pageText()).includes('7'), 'nothing of the answers');
});

step('Somebody else begins with an empty screen, and the way back shows nothing', async () => {
  await worker.tap('team.helping.again');
  await worker.page.locator('input[name=help-way]').first().waitFor({ state: 'attached' });
  assert.equal(await worker.page.locator('input[type=radio][name=help-way]:checked, input[type=radio][name=help-who]:checked').count(), 0);
  await worker.page.goBack();
  await worker.page.getByText(say('team.people.sorted')).waitFor();
  assert.equal(await worker.page.locator('.walk').count(), 0);
  await helping.open();
});

step('the page says that it waits for Robin’s phone, since when and until when, and no more', async () => {
  await until('one line', async () => {
    await worker.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    return (await helping.undelivered()).length === 1;
  });
  assert.ok((await helping.undelivered())[0].includes('Robin'));
});

step('the key life areas over the telephone, with “more help” by one key', async () => {
  helping.pressed = 0;
  await helping.begin({ way: 'phone', who: 'Robin', which: areas.which });
  await helping.saysYes();
  await helping.answerAll(each('5H', areas));
  const answers = await helping.review();
  assert.ok(answers.every((answer) => answer.includes(say('person.statement.yes'))), answers.join());
  await helping.finish();
  assert.ok(helping.pressed <= 2 * areas.count + 12, `${helping.pressed} keys`);
  await worker.tap('team.helping.close');
  await worker.page.locator('#undelivered').waitFor();
});

step('from paper one key a statement and at most 10 beside, compared number by number', async () => {
  for (const { key, shown, ...which } of [{ ...things, key: '6', shown: '6' }, { ...areas, key: '4', shown: '4' }]) {
    helping.pressed = 0;
    await helping.begin({ way: 'paper', who: 'Robin', which: which.which, day: '2' });
    await helping.answerAll(each(key, which), { paper: true });
    const answers = await helping.review({ paper: true });
    assert.ok(answers.length === which.count && answers.every((answer) => answer.startsWith(shown)), answers.join());
    await helping.finish();
    assert.ok(helping.pressed <= which.count + 10, `${helping.pressed} keys`);
    await worker.tap('team.helping.close');
    await worker.page.locator('#undelivered').waitFor();
  }
});

step('somebody with no app gets eight words before the first statement, and they are gone after', async () => {
  helping.pressed = 0;
  await helping.begin({ way: 'phone', which: things.which });
  assert.equal(await helping.saysYes(), say('team.helping.call_guest'));
  const words = await helping.handWordsOver();
  assert.equal(words.length, 8);
  await helping.statement(1, things.count);
  const html = await worker.page.content();
  assert.ok(!html.includes(words.slice(0, 3).join('-')) && !worker.page.url().includes(words[0]));
  await helping.answerAll(['T', '0', 'S', '3'], { of: things.count });
  await helping.finish();
  assert.ok(helping.pressed <= 2 * things.count + 12, `${helping.pressed} keys`);
  assert.ok((await worker.page.locator('h1').innerText()).startsWith(say('team.helping.end_words', { day: '\n' }).split('\n')[0]));
  assert.equal(desk.sent.filter(({ body }) => body.includes(words[0]) && body.includes(words[1])).length, 0);
  await worker.tap('team.helping.close');
  await worker.page.locator('#undelivered').waitFor();
});

step('beside each other the device goes over and comes back, and no other page is shown meanwhile', async () => {
  await helping.begin({ way: 'beside', who: 'Robin', which: things.which });
  await helping.handDeviceOver();
  await helping.statement(1, things.count);
  assert.equal(await worker.page.locator('nav, a[href]').count(), 0, 'nothing leads out of it');
  await worker.page.goBack();
  await helping.statement(1, things.count);
  await helping.answerAll(each('8', things));
  await helping.review();
  await helping.finishAndHandBack();
  await worker.tap('team.helping.close');
});

step('handed over, they answer alone; “I cannot answer this” is a skip, and B goes back', async () => {
  await worker.page.locator('#undelivered').waitFor();
  await helping.begin({ way: 'handed', which: things.which });
  await helping.handWordsOver();
  await helping.handDeviceOver();
  await helping.statement(1, things.count);
  await helping.press('S');
  await helping.statement(2, things.count);
  await helping.press('B');
  await helping.statement(1, things.count);
  await helping.press('Enter');
  await helping.answerAll(each('2', { count: 3 }), { from: 2, of: things.count });
  assert.equal((await helping.review())[0], say('person.review.left_out'));
  await helping.finishAndHandBack();
  await worker.tap('team.helping.close');
});

step('without signal it does not begin, and the page says which way there is', async () => {
  await worker.page.locator('#undelivered').waitFor();
  await desk.context.setOffline(true);
  await helping.begin({ way: 'paper', who: 'Robin', which: things.which, begins: false });
  await worker.page.getByText(say('team.helping.no_signal')).waitFor();
  await worker.page.getByText(say('team.helping.no_signal_next')).waitFor();
  await desk.context.setOffline(false);
  await helping.press('Enter');
  await helping.statement(1, things.count);
});

step('signal that goes in the middle is said, and what was given arrives when it is back', async () => {
  await helping.answerAll(['6'], { of: things.count, paper: true });
  await helping.says('team.helping.kept', { name: 'Robin' });
  await desk.context.setOffline(true);
  await helping.answerAll(['5'], { from: 2, of: things.count, paper: true });
  await helping.says('team.helping.unsent');
  await desk.context.setOffline(false);
  await helping.says('team.helping.kept', { name: 'Robin' });
});

step('what is on their own phone by then stops here', async () => {
  // As the person's phone does once it has it.
  await helping.statement(3, things.count);
  const [[newest]] = server.sql('SELECT written_id FROM written ORDER BY made_at DESC LIMIT 1');
  server.sql('UPDATE written SET bytes = NULL, closed_at = stored_at WHERE written_id = ?', newest);
  await helping.press('5');
  await helping.heading('team.helping.end_taken');
  await worker.tap('team.helping.close');
});

step('a session that ends in the middle leaves nothing, and says where it can be gone on with', async () => {
  await worker.page.locator('#undelivered').waitFor();
  await helping.begin({ way: 'paper', who: 'Robin', which: things.which });
  await helping.answerAll(['9'], { of: things.count, paper: true });
  await helping.says('team.helping.kept', { name: 'Robin' });
  server.sql('DELETE FROM sessions');
  await helping.answerAll(['9'], { from: 2, of: things.count, paper: true });
  await worker.heading(say('team.sign_in.title'));
  await worker.page.getByText(say('team.helping.cut_phone')).waitFor();
  assert.ok(!(await pageText()).includes('Robin'));
});
