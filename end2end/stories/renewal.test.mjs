// A permission over months: new check-ins that go without a question, a name that changes, keep sharing accepted, and a
// permission that ends by itself. The phone's clock alone ends nothing; the server's does, and then both sides say so.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Amira Khan' });
const name = { name: 'Amira' };
const own = 'Walk to the river';
const totals = say('person.choose.totals');
const formerly = say('team.shared.formerly', { name: 'Maryam' });
let aspiration; let lastDay; let before;

/** A sentence up to its day. */
const upToDay = (key, values) => say(key, { ...values, day: '@' }).split('@')[0];
const calls = (part) => server.personCalls().filter((line) => line.includes(part)).length;
const shares = () => calls('PUT /v1/shares');
const withdrawals = () => calls('/withdrawal');
const inDays = (days) => new Date(Date.now() + days * 86_400_000);

/** Everybody's clock is so many days ahead. */
async function goOn(days) {
  await handset.context.clock.setSystemTime(inDays(days));
  await desk.context.clock.setSystemTime(inDays(days));
  await server.moveClock(days);
}

/** A whole round: the phone has sent what it had to send before it asks what is new. */
async function round() {
  const answered = () => server.personCalls().filter((line) => /GET \/v1\/inbox 200/.test(line)).length;
  const before = answered();
  await until('the phone has asked the server', async () => {
    await person.page.evaluate(() => window.dispatchEvent(new Event('online')));
    return answered() > before + 1;
  });
}

/** What the worker reads, signed in anew, once all of `words` stand there: the row in People and the person's page. */
async function workerReads(...words) {
  await worker.signIn();
  await worker.openPerson('');
  let found;
  await worker.looksUntil(`the worker reads “${words.join('” and “')}”`, async () => {
    found = `${await worker.page.locator('a.prow').first().innerText()}\n${await worker.page.locator('main').innerText()}`;
    return words.every((some) => found.includes(some));
  });
  return found;
}

/** The row that a sign-in begins with, before anything that is shared has come. */
async function signInBeginsWith() {
  let letGo;
  const held = new Promise((go) => { letGo = go; });
  await worker.page.route('**/v1/shares/**', async (route) => { await held; await route.continue(); });
  await worker.signIn();
  const row = await worker.page.locator('a.prow').first().innerText();
  letGo();
  return row;
}

/** Opens the result of a check-in from the list, by its place from the top. */
async function openResult(place) {
  await person.goto('/check-ins');
  await person.page.locator('main a[href^="/check-ins/"]').nth(place).click();
  await person.page.locator('.tn li').first().waitFor();
}

const checkIn = async (answers) => {
  await person.startCheckIn();
  await person.answerAll(answers);
};

step('a permission for new check-ins is given, and the switch is turned on', async () => {
  await person.open();
  await person.begin('Maryam');
  aspiration = await person.addAspiration(own);
  await checkIn([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  await person.finish();
  await worker.setUp(server.addWorker('Amira Khan'));
  const { link } = await worker.makeIntroduction();
  await person.openIntroduction(link);
  await person.accept({ worker: 'Amira Khan' });
  await person.choosePermission({ worker: 'Amira Khan', what: [totals, own], earlier: false });
  await person.share('Amira Khan');
  await person.tick(say('person.receipt.without_asking'));
  assert.ok(!(await workerReads(own)).includes(say('team.shared.alone')));
});

step('a new check-in stays here until this very result was opened, also when another one is', async () => {
  before = shares();
  await checkIn([3, 1, 2, 2, 4, 0, 3, 1, 2, 3, 2]);
  await person.tap('person.review.done');
  await person.sees('person.support.lede');
  await round();
  await openResult(1);
  await round();
  await person.goto('/journey');
  await round();
  assert.equal(shares(), before);
});

step('then it goes without a question, and the worker sees it', async () => {
  before = shares();
  await openResult(0);
  await person.sees('person.result.share_yes', name);
  assert.equal(await person.page.getByText(say('person.result.share_title', name)).count(), 0);
  await until('it has arrived, and the list that counts it', () => shares() === before + 2);
  await workerReads(say('team.shared.alone'));
});

step('a changed name is told together with the one before', async () => {
  await person.goto('/me');
  await person.page.getByLabel(say('person.me.name'), { exact: true }).fill('Miriam');
  await person.tap('person.me.name_keep');
  await workerReads(formerly, 'Miriam');
});

step('the next sign-in begins with the name of now', async () => {
  const row = await signInBeginsWith();
  assert.ok(row.includes('Miriam') && !row.includes('Maryam'), row);
});

step('a month later the name before is told no longer, without anything being done about it', async () => {
  await goOn(80);
  await person.goto('/');
  await workerReads(own, 'Miriam');
  await worker.looksUntil('the name before is gone', async () => !(await worker.pageText()).includes('Maryam'));
});

step('near the end Today asks, and keeping on starts from what is chosen now', async () => {
  await person.goto('/');
  await person.page.getByRole('link', { name: say('person.today.keep', name) }).click();
  await person.heading('person.choose.title', name);
  await person.unfold();
  assert.deepEqual((await person.ticked()).sort(), [totals, own].sort());
  await person.tap('person.choose.next');
  await person.heading('person.when.title');
  const chosen = person.page.locator('main label.opt', { has: person.page.locator('input:checked') });
  assert.deepEqual(await chosen.locator('.opt-label').allInnerTexts(), [say('person.when.as_now')], 'only the last day is asked about');
  await person.pick(say('person.when.one_month'));
  await person.tap('person.when.next');
  await person.heading('person.preview.title');
  await person.sees('person.preview.without_asking');
  await person.share('Amira Khan');
  const going = person.page.locator('main label.pick', { hasText: say('person.receipt.without_asking') });
  assert.ok(await going.locator('input').isChecked(), 'the switch is carried over');
});

step('on the day the first one would have ended it goes on, for the worker too', async () => {
  await goOn(95);
  await person.goto('/');
  assert.equal(await person.page.getByText(upToDay('person.today.ended', name)).count(), 0);
  await workerReads(own, say('team.shared.alone'));
  await person.goto('/sharing');
  const line = new RegExp(`^${upToDay('person.sharing.until')}(.+)$`);
  lastDay = (await person.page.locator('main').getByText(line).first().innerText()).match(line)[1];
});

step('past the last day by the phone’s clock alone nothing more is sent, nothing ends, and nobody says that it has', async () => {
  before = [shares(), withdrawals()];
  await handset.context.clock.setSystemTime(inDays(115));
  await person.rate(aspiration, 6);
  await round();
  assert.deepEqual([shares(), withdrawals()], before);
  await person.goto('/');
  await person.page.getByText(upToDay('person.one_person.past')).first().waitFor();
  assert.equal(await person.page.getByText(upToDay('person.today.ended', name)).count(), 0);
  await person.goto(`/sharing/${person.worker}`);
  await person.sees('person.one_person.past', { day: lastDay });
  assert.equal(await person.page.getByText(say('person.sharing.sees_nothing')).count(), 0);
  await workerReads(own);
});

step('once the server’s clock says the same, the worker sees nothing more and reads that its last day has passed', async () => {
  await handset.context.setOffline(true);
  await goOn(115);
  const page = await workerReads(say('team.person.ended'), say('team.person.gone'), say('team.people.ended'));
  assert.ok(!page.includes(own), page);
  assert.equal(await worker.page.locator('.shared').count(), 0);
});

step('the phone says that it has ended, on Today, under Sharing and on the receipt', async () => {
  await handset.context.setOffline(false);
  await person.goto(`/sharing/${person.worker}`);
  await person.sees('person.one_person.ended', { day: lastDay });
  await person.goto('/');
  await person.page.getByText(upToDay('person.today.ended', name)).first().waitFor();
  await person.goto('/sharing');
  await person.sees('person.sharing.sub_none');
  await person.goto(`/sharing/${person.worker}`);
  await person.page.getByRole('link', { name: say('person.one_person.receipt') }).first().click();
  await person.heading('person.receipt.title_over');
  await person.sees('person.one_person.ended', { day: lastDay });
});

step('and the worker is not told afterwards that it was taken back', async () => {
  await until('the phone has signed it off', () => withdrawals() > before[1]);
  assert.equal(shares(), before[0], 'what was written since stayed here');
  const page = await workerReads(say('team.person.ended'), say('team.people.ended'));
  assert.ok(!page.includes(say('team.person.taken_back')), page);
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
