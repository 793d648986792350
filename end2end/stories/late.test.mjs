// What comes after the introduction still reaches a phone that was met before: a reply before any permission, a
// questionnaire, a confirmation, another name of the organisation and another sentence about keeping people safe.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUpPack } from '../lib/packs.mjs';
import { makeScene } from '../lib/scene.mjs';
import { goInside } from '../lib/seeded.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const lateStatement = 'A statement that came late.';
const pack = madeUpPack({ statement: lateStatement });
const sheet = JSON.parse(readFileSync(join(import.meta.dirname, '../../domain/packs/reqol-10.json'), 'utf8'));
const before = { organisation: 'First House', line: 'First we would talk with you, and then with others.' };
const now = { organisation: 'Second House', line: 'We would call others when somebody may come to harm.' };
const told = ({ organisation, line }) => ({ WAYMARK_ORGANISATION: organisation, WAYMARK_SAFEGUARDING: line });
const contact = (name) => say('person.about.complain_contact', { name, reach: '01632 960 001' });
const words = 'Good to have met you. There is no hurry.';
const places = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0];

const { server, handset, desk, person, worker, step } = await makeScene({
  worker: 'Amira Khan', packs: {}, told: told(before) });
const themes = [...new Set(sheet.items.map((item) => item.theme))];
let result; let receipt;

const offered = async (title) => (await person.offered()).filter((name) => name.includes(title)).length;
const says = async (text) => (await person.page.locator('main').innerText()).includes(text);

/** The total of the answers on the sheet, as its file adds them up, and the highest there is. */
function total() {
  const [whole] = sheet.groups;
  const added = sheet.items.map((item, n) => (whole.items.includes(item.id) ? item.options[places[n]].weight : 0));
  return { value: added.reduce((sum, weight) => sum + weight, 0), max: whole.max };
}

/** Whether what is shared names what a statement is about, its number or a box. */
function tellsAnswers(text) {
  const boxes = places.map((place) => say('team.shared.place', { place: place + 1, of: 5 }));
  return [...themes, ...boxes, say('team.shared.statement', { number: '' }).trim()].some((part) => text.includes(part));
}

/** The app is closed, so that nothing of it looks while something is changed. */
const close = () => person.page.goto('about:blank');

/** The app is opened, looks at the server, and asks what has changed about the organisation. */
async function asksForNews() {
  const [answer] = await Promise.all([
    person.page.waitForResponse((response) => new URL(response.url()).pathname === '/v1/packs'),
    person.goto('/'),
  ]);
  assert.ok(answer.ok(), `it was answered with ${answer.status()}`);
}

/** Opens a screen again until `check` holds there: what has come is kept a moment after it came. */
async function comesTo(what, path, check) {
  await until(what, async () => {
    await person.goto(path);
    return check();
  });
}

step('a reply reaches a phone that has allowed nothing yet, and nothing was allowed by it', async () => {
  await person.open();
  await person.begin('Robin');
  await person.readyForNoSignal();
  await worker.setUp(server.addWorker('Amira Khan'));
  const { link } = await worker.makeIntroduction();
  await person.openIntroduction(link);
  await person.accept({ worker: 'Amira Khan' });
  await worker.seesAccepted();
  await worker.openPerson('Robin');
  await worker.page.getByText(say('team.person.not_chosen'), { exact: true }).waitFor();
  await worker.reply(words);
  await comesTo('the reply stands on Today', '/', () => says(words));
  await person.goto(`/sharing/${person.worker}`);
  await person.page.getByText(words).first().waitFor();
  const sent = server.personCalls().filter((line) => !line.includes(' GET '));
  assert.ok(sent.length > 0 && sent.every((line) => line.includes('/claim')), `only the acceptance was sent: ${sent}`);
});

step('before anything else is there, a check-in on the sheet has no total, and nothing of it can be shared but that it was filled in', async () => {
  await person.goto('/check-in');
  assert.equal(await offered(pack.title), 0);
  await person.startCheckIn({ which: say('person.begin.sheet') });
  await person.answerAll(places);
  await person.finish();
  await person.sees('person.result.unconfirmed');
  result = new URL(person.page.url()).pathname;
  // Without a new start of the page: that the result was opened is still being noted.
  await goInside(person.page, `/sharing/${person.worker}/choose`);
  await person.page.getByText(before.line).first().waitFor();
  const unconfirmed = say('person.choose.unconfirmed', { title: sheet.title });
  assert.ok(!await says(unconfirmed), 'nothing is chosen yet');
  await person.tick(say('person.choose.answers'));
  await person.page.getByText(unconfirmed).waitFor();
  await person.choosePermission({ worker: 'Amira Khan', what: [say('person.choose.totals'), say('person.choose.answers')] });
  const preview = await person.previewText();
  assert.ok(preview.includes(sheet.title) && !tellsAnswers(preview), preview);
  await person.page.getByText(before.line).first().waitFor();
  await person.share('Amira Khan');
  receipt = new URL(person.page.url()).pathname;
});

step('the worker reads that it was filled in, and not what any of its statements is about', async () => {
  await until('the check-in has come', async () => {
    await worker.openPerson('Robin');
    return (await worker.pageText()).includes(sheet.title);
  });
  const page = await worker.pageText();
  assert.ok(page.includes(say('team.shared.covers_answers')) && !tellsAnswers(page), page);
});

step('a questionnaire put into the server’s folder later reaches the phone, and is offered', async () => {
  await close();
  await server.stop();
  writeFileSync(join(server.packs, 'late.json'), JSON.stringify(pack));
  await server.start();
  await asksForNews();
  await comesTo('the questionnaire is offered', '/check-in', async () => await offered(pack.title) > 0);
  await person.startCheckIn({ which: pack.title });
  assert.equal(await person.page.locator('h1').innerText(), lateStatement);
  await person.page.getByText(pack.copyright).first().waitFor();
});

step('a later confirmation reaches the phone, and the check-in from before has its total', async () => {
  const added = say('person.result.total', total());
  await person.goto('/check-ins');
  assert.ok(!await says(added), 'nothing is added up yet');
  await close();
  server.command('pack', 'confirm', sheet.id, '--by', 'Amira Khan');
  await asksForNews();
  await comesTo('the check-in has its total', '/check-ins', () => says(added));
  await person.goto(result);
  await person.heading('person.result.first');
  assert.equal(await person.page.getByText(say('person.result.unconfirmed')).count(), 0);
});

step('the worker who may see totals and answers sees them too, under the permission from before', async () => {
  await worker.signIn();
  const line = say('team.shared.first', { ...total(), day: '' }).replace(/\W+$/, '');
  await until('the worker sees the total', async () => {
    await worker.openPerson('Robin');
    return (await worker.pageText()).includes(line);
  });
  assert.ok(tellsAnswers(await worker.pageText()), 'now that the order is confirmed');
});

step('another name of the organisation and another sentence reach the phone, and the next permission shows them', async () => {
  await close();
  await server.stop();
  server.told = told(now);
  await server.start();
  await asksForNews();
  await comesTo('the organisation has its new name', '/me/about', () =>
    says(say('person.about.complain_to', { organisation: now.organisation })));
  await person.goto(`/sharing/${person.worker}/choose`);
  await person.page.getByText(now.line).first().waitFor();
  assert.ok(!await says(before.line));
  await person.choosePermission({ worker: 'Amira Khan', what: [say('person.choose.notes')] });
  await person.page.getByText(now.line).first().waitFor();
  assert.ok(!await says(before.line));
  await person.share('Amira Khan');
  await until('the receipt holds what was shown', () => says(now.line));
  assert.ok(!await says(before.line));
});

step('who takes complaints stands under About, and another name for it reaches the phone', async () => {
  await person.goto('/me/about');
  assert.ok(await says(contact('Robin Shaw')), 'as the server was made with');
  await close();
  await server.stop();
  server.told = { ...server.told, WAYMARK_COMPLAINTS_NAME: 'Jo Hill' };
  assert.match(server.command('settings'), /Complaints: Jo Hill, 01632 960 001/);
  await server.start();
  await asksForNews();
  await comesTo('the contact is another', '/me/about', () => says(contact('Jo Hill')));
  assert.ok(!await says('Robin Shaw'));
});

step('the receipt of the permission from before keeps what was shown then', async () => {
  await person.goto(receipt);
  await person.page.getByText(before.line).first().waitFor();
  assert.ok(!await says(now.line));
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...handset.faults, ...desk.faults], []);
});
