// Reading aloud: the device's own voice, verbatim, and never a voice that would send the words elsewhere.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { Server } from '../lib/server.mjs';
import { makeStory } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

let server; let handset; let person;
const step = makeStory();

/** Headless browsers have no voice: this one says nothing and remembers what it was told, with one voice of each kind. */
function voices(local) {
  const voice = (name, localService) => Object.setPrototypeOf({}, SpeechSynthesisVoice.prototype) && Object.create(SpeechSynthesisVoice.prototype, {
    name: { value: name }, lang: { value: 'en-GB' }, localService: { value: localService }, voiceURI: { value: name }, default: { value: false } });
  const list = [voice('far', false), ...(local ? [voice('near', true)] : [])];
  globalThis.said = [];
  speechSynthesis.getVoices = () => list;
  speechSynthesis.speak = (words) => globalThis.said.push({ text: words.text, voice: words.chosen?.name });
  speechSynthesis.cancel = () => { globalThis.said.length = 0; };
  Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set(value) { this.chosen = value; } });
}

before(async () => {
  server = await Server.make();
  handset = new Device(phone);
  person = new Person(handset, server.person);
});
after(async () => {
  await handset?.remove();
  await server?.close();
});

step('with a voice of its own the phone reads a statement and its options word for word', async () => {
  await handset.open();
  await handset.context.addInitScript(voices, true);
  await person.goto('/');
  await person.begin();
  await person.startCheckIn();
  await person.tap('person.statement.listen');
  const heading = await person.page.locator('h1').innerText();
  const options = await person.page.locator('label.opt .opt-label').allInnerTexts();
  await until('it reads', async () => await person.page.evaluate(() => globalThis.said.length) > 0);
  const said = await person.page.evaluate(() => globalThis.said);
  assert.deepEqual(said.slice(1).map(({ text }) => text), [heading, ...options]);
  assert.ok(said.every(({ voice }) => voice === 'near'), JSON.stringify(said));
  await person.tap('person.statement.silence');
  assert.equal(await person.page.evaluate(() => globalThis.said.length), 0, 'it falls silent at once');
});

step('leaving the statement stops the voice', async () => {
  await person.tap('person.statement.listen');
  await until('it reads', async () => await person.page.evaluate(() => globalThis.said.length) > 0);
  await person.answer(2);
  await person.tap('person.statement.next');
  await until('the second statement is on the screen', async () => (await person.at())[0] === 2);
  assert.equal(await person.page.evaluate(() => globalThis.said.length), 0);
});

step('without a voice of its own there is nothing to press', async () => {
  const other = new Device(phone);
  try {
    await other.open();
    await other.context.addInitScript(voices, false);
    const visitor = new Person(other, server.person);
    await visitor.goto('/');
    await visitor.begin();
    await visitor.startCheckIn();
    await visitor.at();
    assert.equal(await visitor.page.getByRole('button', { name: say('person.statement.listen'), exact: true }).count(), 0);
  } finally {
    await other.remove();
  }
});

step('no policy was violated and no page reported an error', () => {
  assert.deepEqual(handset.faults, []);
});
