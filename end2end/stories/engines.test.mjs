// The check-in without a server, and going on after a restart, in WebKitGTK and in Firefox.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Firefox, WebKit } from '../lib/engines.mjs';
import { Server } from '../lib/server.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const open = [];
after(async () => { for (const thing of open) await thing.remove?.() ?? await thing.close?.(); });

for (const Engine of [WebKit, Firefox]) {
  test(`${Engine.name}: a check-in with the server stopped goes on after a restart`, async () => {
    const server = await Server.make();
    const engine = new Engine();
    open.push(engine, server);
    const choose = async (place) => {
      await until('there are options', () => engine.run((n) => document.querySelectorAll('label.opt').length > n, place));
      await engine.run((n) => { document.querySelectorAll('label.opt')[n].click(); }, place);
      await until('the choice is marked', () => engine.run((n) => document.querySelectorAll('label.opt input')[n].checked, place));
    };
    const statement = (n) => until(`statement ${n} is on the screen`, () => engine.run((at) => location.pathname.endsWith(`/${at}`)
      && document.querySelector('main h1') !== null && document.querySelectorAll('label.opt').length > 3, String(n)));

    await engine.open();
    await engine.go(`${server.person}/`);
    await engine.click('button', say('person.first_opening.next'));
    await engine.click('button', say('person.first_opening.next'));
    await engine.fill('textbox', say('person.first_opening.third.name'), 'Zoë');
    await engine.click('button', say('person.first_opening.third.start'));
    // Leaving before the first record is kept, or before a file has come, would be another story.
    const settled = () => until('the page is whole', () => engine.run(() => location.pathname === '/'
      && document.readyState === 'complete' && document.querySelector('main nav, nav') !== null));
    await settled();
    await until('the shell is kept', async () => {
      if (await engine.run(() => navigator.serviceWorker.controller !== null)) return true;
      await engine.go(`${server.person}/`);
      await settled();
      return false;
    });
    await server.stop();

    await engine.go(`${server.person}/check-in`);
    await engine.click('button', say('person.begin.start'));
    await engine.see(say('person.company.title'));
    await choose(0);
    await engine.click('button', say('person.company.next'));
    for (const n of [1, 2, 3]) {
      await statement(n);
      await choose(n);
      await engine.see(say('person.store.kept'));
      if (n < 3) await engine.click('button', say('person.statement.next'));
    }
    await engine.close();

    await engine.open();
    await engine.go(`${server.person}/`);
    const link = say('person.today.resume');
    await until('Today offers to go on', () => engine.run((words) => document.body.innerText.includes(words), link));
    await engine.run((words) => {
      [...document.querySelectorAll('a, button')].find((part) => part.innerText.trim() === words).click();
    }, link);
    await until('the check-in is open', () => engine.run(() => /\/check-in\/[0-9a-f]{32}\/\d+$/.test(location.pathname)));
    const at = await engine.run(() => Number(location.pathname.split('/').at(-1)));
    assert.ok(at === 3 || at === 4, `it goes on at ${at}`);
    for (let n = at; n <= 11; n += 1) {
      await statement(n);
      // Another box than before the restart: an answer that stands already is not kept a second time.
      await choose((n + 1) % 5);
      await engine.see(say('person.store.kept'));
      await engine.click('button', say('person.statement.next'));
    }
    await engine.see(say('person.review.title'));
    await engine.click('button', say('person.review.done'));
    await engine.see(say('person.support.lede'));
    await engine.run((words) => {
      [...document.querySelectorAll('a, button')].find((part) => part.innerText.trim() === words).click();
    }, say('person.support.result'));
    await engine.see(say('person.result.answered'));
    await engine.close();
    assert.deepEqual(engine.faults, []);
  });
}
