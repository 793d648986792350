// A server that hands out an older copy than the phone knows of: nothing that was removed comes back, the worker gets
// nothing by it, and the screen says what is wrong. A newer copy of the person's own goes on as ever, and comes back behind
// a lock by twelve words.
import assert from 'node:assert/strict';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const [own, regret, newer] = ['Walk to the river', 'I should not have written this', 'Ring my sister on Sunday'];
const pin = '730519';
const { server, handset, desk, person, worker, step } = await makeScene({ worker: 'Sam Field' });
const rev = () => server.sql('SELECT rev FROM backups WHERE bytes IS NOT NULL')[0]?.[0] ?? 0;
let old; let at; let path; let words;

step('a person keeps a copy with their organisation, with a note in it', async () => {
  await worker.setUp(server.addWorker('Sam Field'));
  const { link } = await worker.makeIntroduction();
  await person.open();
  await person.begin('Robin');
  path = await person.addAspiration(own);
  await person.openIntroduction(link);
  await person.accept({ worker: 'Sam Field' });
  await worker.seesAccepted();
  await person.goto('/journey');
  await person.page.getByLabel(say('person.journey.note_new')).fill(regret);
  await person.tap('person.journey.note_keep');
  await person.page.getByText(regret).first().waitFor();
  words = await person.recoveryWords();
  await person.tap('person.words.have');
  await person.page.waitForURL(/\/me\/backup/);
  await person.goto('/me/backup');
  await person.tap('person.backup.turn_on');
  await until('a copy is there', () => rev() > 0, { timeout_ms: 150_000 });
  at = rev();
  old = Buffer.from(server.sql('SELECT bytes FROM backups')[0][0], 'hex');
});

step('they remove the note, a newer copy follows, and they share an aspiration', async () => {
  await person.goto('/journey');
  await person.page.getByRole('button', { name: /^Remove/ }).first().click();
  await until('the note is gone', async () => await person.page.getByText(regret).count() === 0);
  await until('a newer copy is there', () => rev() > at, { timeout_ms: 150_000 });
  await person.choosePermission({ worker: 'Sam Field', what: [own] });
  await person.share('Sam Field');
});

step('the older copy is refused, and the screen says so', async () => {
  const title = 'Other bytes are stored under this name.';
  const conflict = { type: 'urn:waymark:problem:conflict', title, status: 409, code: 'conflict' };
  let asked = 0;
  await handset.context.route(/\/v1\/backup\/\d+$/, (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(conflict) }));
  await handset.context.route(/\/v1\/backup$/, (route) => { asked += 1; return route.fulfill({ status: 200, contentType: 'application/octet-stream', body: old }); });
  await person.rate(path, 3);
  await until('the older copy was handed out', () => asked > 0, { timeout_ms: 150_000 });
  await person.goto('/me/backup');
  await person.page.getByText(say('errors.backup.older')).first().waitFor({ timeout: 70_000 });
});

step('what was removed is neither on the phone nor with the worker', async () => {
  await person.goto('/journey');
  assert.equal(await person.page.getByText(regret).count(), 0);
  await worker.openPerson('Robin');
  assert.ok(!(await worker.pageText()).includes(regret));
});

step('a server that is right again gets the next copy', async () => {
  await handset.context.unrouteAll();
  const before = rev();
  await person.rate(path, 5);
  await until('the next copy is there', () => rev() > before, { timeout_ms: 150_000 });
});

step('behind a lock the twelve words find the copy, and the screen says that what is newer is set aside', async () => {
  await person.readyForNoSignal();
  await handset.context.setOffline(true);
  await person.addAspiration(newer);
  await person.setLock(pin);
  await person.meetLock();
  await handset.context.setOffline(false);
  await person.tap('person.locked.forgotten');
  await person.sees('person.locked.forgotten_aside');
  await person.tap('person.locked.back');
  await person.tap('person.back.by_words');
  await person.heading('person.moving.title');
  await person.page.locator('#words').fill(words);
  await person.tap('person.moving.look');
  await person.sees('person.back.opened');
  await person.sees('person.back.aside_locked');
  assert.equal(await person.page.getByText(say('person.back.nothing_lost')).count(), 0);
  await person.tap('person.back.go_on');
  await person.heading('person.back.sure');
  const [made] = await person.page.getByText(new RegExp(say('person.back.sure_lede', { day: '.+' }))).allInnerTexts();
  assert.ok(made.includes(new Date().getFullYear()), made);
  await person.sees('person.back.sure_locked');
});

step('it takes a second yes; then the copy is here, and what is newer is not', async () => {
  await person.tap('person.back.sure_no');
  await person.heading('person.moving.title');
  await person.tap('person.back.go_on');
  await person.tap('person.back.sure_yes');
  // The app starts again, and then shows what the copy holds.
  await person.page.getByText(own).first().waitFor();
  await person.goto('/aspirations');
  await person.page.getByText(own).first().waitFor();
  assert.equal(await person.page.getByText(newer).count(), 0);
});

step('the PIN of that time joins both', async () => {
  await person.goto('/me/aside');
  await person.page.locator('#secret').fill(pin);
  await person.tap('person.aside.open');
  await until('Today is shown', () => new URL(person.page.url()).pathname === '/');
  await person.goto('/aspirations');
  for (const words of [own, newer]) await person.page.getByText(words).first().waitFor();
  await person.goto('/me/aside');
  await person.sees('person.aside.none');
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults].filter((fault) => !/409/.test(fault)), []);
});
