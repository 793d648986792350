// The core journeys in four engines: a check-in without a server, a cold start without a server that goes on with it,
// and a safe copy that brings everything to another phone.
//
// Named exceptions. WPE WebKit is driven in a window that forgets its profile, so there the cold start without a server
// is a new load of the app in the same window, and its buttons are clicked by the page. In WPE WebKit and in Firefox the
// copy is taken as the page hands it over: as they are driven here, neither keeps downloads. All else holds in all four.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { faultPath } from '../lib/browser.mjs';
import { Chromium, Firefox, WebKit, Wpe } from '../lib/engines.mjs';
import { Hands } from '../lib/hands.mjs';
import { Server } from '../lib/server.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const open = [];
after(async () => { for (const thing of open) await (thing.remove ?? thing.close).call(thing); });

for (const Engine of [Chromium, Firefox, WebKit, Wpe]) {
  test(`${Engine.name}: a check-in and a cold start without a server, and a copy that comes back on another phone`, async () => {
    const server = await Server.make();
    const engine = new Engine();
    open.push(engine, server);
    const hands = new Hands(engine, server.person);
    await engine.open();
    let used = engine;
    try {
      await hands.begin('Zoë');
      await server.stop();

      await engine.go(`${server.person}/check-in`);
      await hands.beginWith(say('person.begin.practice'));
      for (const n of [1, 2, 3]) {
        await hands.statement(n);
        await hands.choose(n);
        await engine.see(say('person.store.kept'));
        if (n < 3) await engine.click('button', say('person.statement.next'));
      }
      if (engine.lasts) {
        await engine.close();
        await engine.open();
      }

      await engine.go(`${server.person}/`);
      await hands.tap(say('person.today.resume'));
      await until('the check-in is open', () => engine.run(() => /\/check-in\/[0-9a-f]{32}\/\d+$/.test(location.pathname)));
      const at = await engine.run(() => Number(location.pathname.split('/').at(-1)));
      assert.ok(at === 3 || at === 4, `it goes on at ${at}`);
      for (let n = at; n <= 11; n += 1) {
        await hands.statement(n);
        // Another box than before the restart: an answer that stands already is not kept a second time.
        await hands.choose((n + 1) % 5);
        await engine.see(say('person.store.kept'));
        await engine.click('button', say('person.statement.next'));
      }
      await engine.see(say('person.review.title'));
      await engine.click('button', say('person.review.done'));
      await engine.see(say('person.support.lede'));
      await hands.tap(say('person.support.result'));
      await engine.see(say('person.result.answered'));

      const words = await hands.words();
      const copy = await hands.copy();
      await engine.close();
      assert.deepEqual(engine.faults, []);

      await server.start();
      const other = new Engine();
      open.push(other);
      await other.open();
      used = other;
      const again = new Hands(other, server.person);
      await again.bringBack(copy, words);
      await again.settled();
      await other.go(`${server.person}/me`);
      await until('there is a choice', () => other.run(() => document.querySelectorAll('label.opt').length > 1));
      await again.leaveWithin('/check-ins');
      await until('the check-in is here', () => other.run(() => document.querySelectorAll('a.row[href^="/check-ins/"]').length === 1));
      assert.equal(await again.words(), words);
      await other.close();
      assert.deepEqual(other.faults, []);
    } catch (fault) {
      const path = `${faultPath(Engine.name)}.png`;
      await used.picture(path).then(() => process.stderr.write(`pictured in ${path}\n`)).catch(() => {});
      throw fault;
    }
  });
}
