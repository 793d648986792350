// Sharing in Firefox and in WebKitGTK, with the worker in Chromium: an introduction, a permission, what the worker reads,
// and taking it back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Device, faultPath, laptop } from '../lib/browser.mjs';
import { Firefox, WebKit } from '../lib/engines.mjs';
import { Hands } from '../lib/hands.mjs';
import { Server } from '../lib/server.mjs';
import { Worker } from '../lib/team.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const own = 'Walk to the river';
const engines = [];
let server; let desk; let worker;

before(async () => {
  server = await Server.make();
  desk = new Device(laptop);
  worker = new Worker(desk, server.team, 'Amira Khan');
  await worker.setUp(server.addWorker('Amira Khan'));
});
after(async () => {
  for (const engine of engines) await engine.remove();
  await desk?.remove();
  await server?.close();
});

/** Opens somebody's page, with the list read anew. Rows move when something came in: another one may take the click. */
function opens(name) {
  return until(`${name}’s page is open`, async () => {
    await worker.openPerson(name);
    return await worker.page.getByRole('heading', { level: 1, name, exact: true }).count() === 1;
  });
}

for (const [Engine, name] of [[Firefox, 'Zoë'], [WebKit, 'Ada']]) {
  test(`${Engine.name}: the same six words, the worker reads what the preview said, and nothing once it is taken back`, async () => {
    const engine = new Engine();
    engines.push(engine);
    const hands = new Hands(engine, server.person);
    try {
      await engine.open();
      await hands.begin(name);
      await engine.go(`${server.person}/aspirations/new`);
      await engine.fill('textbox', say('person.new_aspiration.words'), own);
      await hands.tap(say('person.new_aspiration.keep'));
      await until('it is kept', () => engine.run(() => /^\/aspirations\/[0-9a-f]{32}/.test(location.pathname)));

      const introduction = await worker.makeIntroduction();
      assert.deepEqual(await hands.accept(introduction.link, 'Amira'), introduction.words);
      assert.equal(await engine.run(() => location.hash), '', 'the code has left the address');
      await worker.seesAccepted();

      const preview = await hands.share('Amira', own);
      assert.ok(preview.includes(own), preview);
      await opens(name);
      assert.equal(await worker.pageText(), preview);

      await hands.takeBack();
      await opens(name);
      await worker.page.getByText(say('team.person.taken_back'), { exact: true }).waitFor({ timeout: 40_000 });
      assert.equal(await worker.page.locator('.shared').count(), 0);
      assert.ok(!(await worker.page.locator('body').innerText()).includes(own));
      await engine.close();
      assert.deepEqual(engine.faults, []);
    } catch (fault) {
      const path = `${faultPath(`sharing ${Engine.name}`)}.png`;
      await engine.picture(path).then(() => process.stderr.write(`pictured in ${path}\n`)).catch(() => {});
      throw fault;
    }
  });
}

test('the worker’s page reported no error and violated no policy', () => {
  assert.deepEqual(desk.faults, []);
});
