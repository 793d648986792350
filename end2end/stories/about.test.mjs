// What the app says about itself: which build it is, whose work it stands on, also with no network; and how it is put on
// the home screen in the browser at hand.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { Server, site } from '../lib/server.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const { build } = JSON.parse(readFileSync(join(site, 'site.json'), 'utf8'));
let server;

before(async () => { server = await Server.make(); });
after(async () => { await server?.close(); });

test('About names this build, and all licences open with the server stopped', async () => {
  const device = new Device(phone);
  const person = new Person(device, server.person);
  try {
    await person.open();
    await person.begin();
    await person.readyForNoSignal();
    await server.stop();
    await person.goto('/me/about');
    await person.sees('person.about.build', { build });
    await person.sees('person.about.complain_days');
    // Who takes complaints is the organisation's word: before an introduction there is none.
    await person.sees('person.about.complain_to_plain');
    const [list] = await Promise.all([device.context.waitForEvent('page'), person.tap('person.about.licences_all')]);
    const text = () => list.locator('body').innerText();
    await until('the list is open', async () => (await text()).includes('SIL OPEN FONT LICENSE'));
    assert.match(await text(), /Lucide/);
    assert.match(await text(), /\nhpke v[\d.]+: /);
    assert.deepEqual(device.faults, []);
  } finally {
    await device.remove();
    await server.start();
  }
});

const agents = [
  ['Mozilla/5.0 (Android 14; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0', 'person.install.android_firefox'],
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36', 'person.install.android_samsung'],
];
for (const [userAgent, step] of agents) {
  test(`a browser that offers nothing is explained step by step: ${step}`, async () => {
    const device = new Device(phone, { userAgent });
    const person = new Person(device, server.person);
    try {
      await device.open();
      // This Chromium makes the offer that these browsers do not.
      await device.context.addInitScript(() => addEventListener('beforeinstallprompt', (offer) => offer.stopImmediatePropagation(), true));
      await person.goto('/');
      await person.begin();
      await person.goto('/me/install');
      await person.sees(step);
      await person.sees('person.install.open');
    } finally {
      await device.remove();
    }
  });
}

test('a browser that offers a button shows the button alone', async () => {
  const device = new Device(phone);
  const person = new Person(device, server.person);
  try {
    await person.open();
    await person.begin();
    await until('the browser has made its offer', () => device.page.evaluate(() => 'waymarkInstall' in globalThis));
    await person.goto('/me');
    await until('the browser has made its offer', () => device.page.evaluate(() => 'waymarkInstall' in globalThis));
    await person.tap('person.install.title');
    await device.page.getByRole('button', { name: say('person.install.button') }).waitFor();
    assert.equal(await device.page.locator('ol.how li').count(), 0);
  } finally {
    await device.remove();
  }
});
