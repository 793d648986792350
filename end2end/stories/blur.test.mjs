// The caret stands in a field, and the field is taken away: by the lock, or by whoever leaves in a hurry. Nothing stops,
// and the half-written words are there again. Where the app does stop, a calm page says so and begins anew when asked.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Device, laptop } from '../lib/browser.mjs';
import { makeScene } from '../lib/scene.mjs';
import { stop } from '../lib/trap.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const pin = '730519';
const words = 'Half a sentence, still in the';
const { server, handset, person, step } = await makeScene();
const desk = new Device(laptop);
after(() => desk.remove());
/** Where something of one's own is written: the screen, and its field. */
const fields = [
  ['/aspirations/new', 'textarea#words'],
  ['/journey', 'main textarea'],
  ['/me/contacts', 'main input[type=text], main input:not([type])'],
];

step('a phone with a lock, and an aspiration', async () => {
  await person.open();
  await person.begin('Eve');
  const path = await person.addAspiration('Swim');
  fields.push([path, 'main input[type=text]'], [`${path}/look-back`, 'main textarea']);
  await person.goto('/me/lock');
  await person.page.locator('#first').fill(pin);
  await person.page.locator('#second').fill(pin);
  await person.tap('person.lock.set');
  await person.sees('person.lock.on_pin');
});

const closed = async () => (await person.page.locator('main h1').first().textContent().catch(() => '')) === say('person.locked.title');

/** Opens the lock where it is closed, and waits for the field. */
async function write(path, field) {
  await person.goto(path);
  if (await closed()) {
    await person.page.locator('#secret').fill(pin);
    await person.tap('person.locked.open');
  }
  await person.page.locator(field).first().click();
  await person.page.keyboard.type(words);
}

/** As a phone does that puts the page to sleep: the lock closes at once. */
const asleep = () => person.page.evaluate(() => document.dispatchEvent(new Event('freeze')));

step('the lock closes over a field that has the caret', async () => {
  for (const [path, field] of fields) {
    await write(path, field);
    await asleep();
    await until(`${path} is locked`, closed);
    assert.deepEqual(handset.faults, [], path);
    await person.page.locator('#secret').fill(pin);
    await person.tap('person.locked.open');
    await until(`${path} has its words again`, async () => (await person.page.locator(field).first().inputValue()).includes(words));
  }
});

step('three times Shift in a field, and Hide', async () => {
  for (const leave of [
    async () => { for (let n = 0; n < 3; n += 1) await person.page.keyboard.press('Shift'); },
    () => person.page.getByRole('button', { name: say('parts.hide_this') }).click(),
  ]) {
    const [path, field] = fields[0];
    await write(path, field);
    await leave();
    await person.page.getByRole('heading', { name: 'Kitchen measures' }).waitFor();
    assert.deepEqual(handset.faults, []);
  }
});

step('an app that stops says so, with numbers to call, and begins anew', async () => {
  for (const later of [false, true]) {
    await person.goto('/help');
    await stop(person.page, { later });
    await person.heading('errors.stopped.title');
    const { page } = person;
    assert.equal(await page.locator('a[href="tel:116123"]').isVisible(), true);
    assert.equal(await page.locator('button').count(), 0, 'no button is left that does nothing');
    // It waits for the person: nothing begins by itself.
    assert.equal(await page.evaluate(() => document.activeElement.textContent), say('errors.stopped.title'));
    await person.tap('errors.stopped.again');
    await person.heading('person.locked.title');
  }
  handset.faults.length = 0;
});

step('a worker’s page that stops says so in its own words', async () => {
  const page = await desk.open();
  await page.goto(`${server.team}/sign-in`);
  await page.getByRole('heading', { name: say('team.sign_in.title') }).waitFor();
  await stop(page);
  await page.getByText(say('errors.stopped.team')).waitFor();
  await page.getByRole('link', { name: say('errors.stopped.again') }).click();
  await page.getByRole('heading', { name: say('team.sign_in.title') }).waitFor();
});
