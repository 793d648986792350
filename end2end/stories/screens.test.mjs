// Every screen of both route tables: axe finds nothing, on a phone also dark and in forced colours; nothing scrolls
// sideways at 320 pixels or with text twice as large, and nothing to tap is under 48 pixels. A route that has no address
// here fails.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Helping } from '../lib/helping.mjs';
import { Person } from '../lib/person.mjs';
import { axe, axeFindings, cutOff, otherLooks, screenFaults } from '../lib/look.mjs';
import { goInside, makeSeeded } from '../lib/seeded.mjs';
import { site } from '../lib/server.mjs';
import { until } from '../lib/until.mjs';

const { origins } = JSON.parse(readFileSync(join(site, 'site.json'), 'utf8'));
let world;

before(async () => {
  world = await makeSeeded();
  for (const device of [world.handset, world.desk]) {
    await device.context.addInitScript({ content: axe });
    await device.page.evaluate(() => 0);
  }
});
after(async () => { await world?.close(); });

test('a word that stands out of its box is found', async () => {
  await world.visit('/');
  const { page } = world.person;
  assert.deepEqual(await cutOff(page), []);
  await page.evaluate(() => { document.querySelector('main').insertAdjacentHTML('beforeend', '<p hidden>Donaudampfschifffahrt</p>'); });
  const planted = page.locator('main > p').last();
  await planted.evaluate((part) => { part.hidden = false; part.style.inlineSize = '20px'; part.style.overflowWrap = 'normal'; part.style.overflow = 'hidden'; });
  assert.equal((await cutOff(page)).length, 1);
});

for (const route of origins.person.routes) {
  test(`the person’s ${route}`, async () => {
    await world.visit(route);
    assert.deepEqual(await screenFaults(world.person.page, otherLooks), []);
  });
}

test('an introduction that is not accepted yet', async () => {
  await world.person.openIntroduction(world.open.link);
  assert.deepEqual(await screenFaults(world.person.page, otherLooks), []);
});

test('every place of a phone on its first day', async () => {
  const fresh = new Device(phone);
  try {
    const newcomer = new Person(fresh, world.server.person);
    await fresh.open();
    await fresh.context.addInitScript({ content: axe });
    await newcomer.goto('/');
    await newcomer.begin();
    for (const path of ['/', '/check-ins', '/aspirations', '/sharing', '/journey', '/me']) {
      await newcomer.goto(path);
      assert.deepEqual(await screenFaults(fresh.page, otherLooks), [], path);
    }
    assert.deepEqual(fresh.faults, []);
  } finally {
    await fresh.remove();
  }
});

for (const route of origins.team.routes) {
  test(`the team’s ${route}`, async () => {
    const { page } = world.worker;
    const path = world.address.team(route);
    assert.ok(!path.includes(':'), `no address for ${route}`);
    if (!await page.evaluate(() => 'axe' in globalThis)) {
      await world.worker.signIn();
    }
    await goInside(page, path);
    await until('the screen has its words', async () => (await page.locator('main').innerText()).trim().length > 0);
    await page.setViewportSize({ width: 1280, height: 800 });
    assert.deepEqual(await axeFindings(page), [], 'at 1280 pixels');
    assert.deepEqual(await screenFaults(page), []);
  });
}

test('each step of helping with a check-in, which no address leads to', async () => {
  const { worker } = world;
  const { page } = worker;
  const help = new Helping(worker);
  const well = async (what) => {
    await until('the focus is on the heading', () => page.evaluate(() => document.activeElement?.tagName === 'H1'));
    await page.setViewportSize({ width: 1280, height: 800 });
    assert.deepEqual(await axeFindings(page), [], `${what}, at 1280 pixels`);
    assert.deepEqual(await screenFaults(page, otherLooks), [], what);
  };
  await help.open();
  await well('the helper’s own page');
  await help.begin({ way: 'phone', which: 'Key life areas', at: well });
  await help.heading('team.helping.call_title');
  await well('the call');
  await help.saysYes();
  await help.heading('team.helping.words_title');
  await well('the eight words');
  await help.handWordsOver();
  await help.statement(1, 10);
  await well('an area');
  await help.answerAll(['5', '3H', 'S', '1', '2', '3', '4', '5', '6', '7']);
  await help.review();
  await well('the last look');
  await help.finish();
  await well('the end');
  await worker.tap('team.helping.close');
  await page.locator('#undelivered').waitFor();
  await help.begin({ way: 'handed', which: 'How are things' });
  await help.handWordsOver();
  await help.heading('team.helping.before_title');
  await well('handing the device over');
  await help.handDeviceOver();
  await help.statement(1, 4);
  await well('a question');
  await worker.tap('team.helping.stop');
  await help.heading('team.helping.stop_title');
  await well('stopping');
  await worker.tap('team.helping.stop_yes');
  await help.heading('team.helping.after_title');
  await well('handing the device back');
  await worker.tap('team.helping.after_go');
  await worker.tap('team.helping.close');
});

test('a check-in is answered with the keyboard alone', async () => {
  const { page } = world.person;
  await world.person.goto('/check-in');
  const press = async (key) => page.keyboard.press(key);
  const reach = async (matches) => {
    for (let n = 0; n < 60; n += 1) {
      if (await page.evaluate(matches)) return;
      await press('Tab');
    }
    throw new Error('the keyboard does not get there');
  };
  await reach(() => document.activeElement?.matches('.btn.go'));
  await press('Enter');
  await page.waitForURL(/\/check-in\/[0-9a-f]{32}\//);
  const onStatement = /\/check-in\/[0-9a-f]{32}\/\d+$/;
  if (!onStatement.test(page.url())) {
    await reach(() => document.activeElement?.matches('input[type=radio]'));
    await press('Space');
    await reach(() => document.activeElement?.matches('.btn.go'));
    await press('Enter');
  }
  await page.waitForURL(onStatement);
  while (onStatement.test(page.url())) {
    const here = page.url();
    await until('the focus is on the statement', () => page.evaluate(() => document.activeElement?.tagName === 'H1'));
    await reach(() => document.activeElement?.matches('input[type=radio]'));
    await press('Space');
    await press('ArrowDown');
    await world.person.sees('person.store.kept');
    await press('Enter');
    await until('the next screen is open', () => page.url() !== here);
  }
  await world.person.heading('person.review.title');
});

test('no policy was violated and no page reported an error', () => {
  assert.deepEqual([...world.handset.faults, ...world.desk.faults], []);
});
