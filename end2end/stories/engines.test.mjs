// The core journeys in four engines: a check-in without a server, a cold start without a server that goes on with it,
// and a safe copy that brings everything to another phone.
//
// Named exceptions. WPE WebKit is driven in a window that forgets its profile, so there the cold start without a server
// is a new load of the app in the same window, and its buttons are clicked by the page. In WPE WebKit and in Firefox the
// copy is taken as the page hands it over: as they are driven here, neither keeps downloads. All else holds in all four.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Chromium, Firefox, WebKit, Wpe } from '../lib/engines.mjs';
import { Server } from '../lib/server.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const open = [];
after(async () => { for (const thing of open) await (thing.remove ?? thing.close).call(thing); });

/** What a person does in any of the engines. */
class Hands {
  constructor(engine, origin) {
    this.engine = engine;
    this.origin = origin;
  }

  async choose(place) {
    const { engine } = this;
    await until('there are options', () => engine.run((n) => document.querySelectorAll('label.opt').length > n, place));
    await engine.run((n) => { document.querySelectorAll('label.opt')[n].click(); }, place);
    await until('the choice is marked', () => engine.run((n) => document.querySelectorAll('label.opt input')[n].checked, place));
  }

  statement(n) {
    return until(`statement ${n} is on the screen`, () => this.engine.run((at) => location.pathname.endsWith(`/${at}`)
      && document.querySelector('main h1') !== null && document.querySelectorAll('label.opt').length > 3, String(n)));
  }

  /** Leaving before the first record is kept, or before a file has come, would be another story. */
  settled() {
    return until('the page is whole', () => this.engine.run(() => location.pathname === '/'
      && document.readyState === 'complete' && document.querySelector('main nav, nav') !== null));
  }

  async begin(name) {
    const { engine } = this;
    await engine.go(`${this.origin}/`);
    await engine.click('button', say('person.first_opening.next'));
    await engine.click('button', say('person.first_opening.next'));
    await engine.fill('textbox', say('person.first_opening.third.name'), name);
    await engine.click('button', say('person.first_opening.third.start'));
    await this.settled();
    await until('the shell is kept', async () => {
      if (await engine.run(() => navigator.serviceWorker.controller !== null)) return true;
      await engine.go(`${this.origin}/`);
      await this.settled();
      return false;
    });
  }

  /** A link or a button, wherever it stands, by its words. */
  tap(words) {
    return until(`“${words}” can be tapped`, () => this.engine.run((wanted) => {
      const found = [...document.querySelectorAll('a, button')].find((part) => part.innerText.trim() === wanted);
      found?.click();
      return found !== undefined;
    }, words));
  }

  /** The twelve recovery words. */
  async words() {
    await this.engine.go(`${this.origin}/me/words`);
    await this.tap(say('person.words.show'));
    return until('the words are shown', async () => {
      const words = await this.engine.run(() => [...document.querySelectorAll('ol.check-words li')].map((it) => it.innerText.trim()));
      return words.length === 12 && words.every(Boolean) && words.join(' ');
    });
  }

  /** Saves a copy and answers its bytes. */
  async copy() {
    const { engine } = this;
    await engine.go(`${this.origin}/me/copy`);
    await until('the copy can be saved', () => engine.run((wanted) => location.pathname === '/me/copy'
      && [...document.querySelectorAll('button')].some((part) => part.innerText.trim() === wanted), say('person.copy.make')));
    if (!engine.downloads) {
      await engine.run(() => {
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          const reader = new FileReader();
          reader.onload = () => { window.handedOver = reader.result.split(',')[1]; };
          reader.readAsDataURL(blob);
          return make(blob);
        };
        // A window that keeps no downloads would leave the app and open the file instead.
        addEventListener('click', (event) => { if (event.target.closest?.('a[download]')) event.preventDefault(); }, true);
      });
    }
    await this.tap(say('person.copy.make'));
    await this.tap(say('person.copy.save'));
    await this.tap(say('person.copy.found'));
    await engine.see(say('person.copy.saved'));
    if (!engine.downloads) return Buffer.from(await until('the copy is handed over', () => engine.run(() => window.handedOver)), 'base64');
    return until('the copy is in the downloads', () => {
      const name = readdirSync(engine.downloads).find((it) => it.endsWith('.waymark'));
      const bytes = name && readFileSync(join(engine.downloads, name));
      return bytes?.length > 0 && bytes;
    });
  }

  /** Chooses the copy in the field for it and brings it back. */
  async bringBack(bytes, words) {
    const { engine } = this;
    await engine.go(`${this.origin}/me/back`);
    await until('there is a field for the file', () => engine.run(() => document.querySelector('#copy') !== null));
    await engine.run((base64) => {
      const file = new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'safe.waymark');
      const chosen = new DataTransfer();
      chosen.items.add(file);
      const field = document.querySelector('#copy');
      field.files = chosen.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }, bytes.toString('base64'));
    await engine.fill('textbox', say('person.back.words'), words);
    await this.tap(say('person.back.open'));
    await engine.see(say('person.back.opened'));
    await this.tap(say('person.back.bring'));
  }
}

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
      await engine.click('button', say('person.begin.start'));
      await engine.see(say('person.company.title'));
      await hands.choose(0);
      await engine.click('button', say('person.company.next'));
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
      await other.go(`${server.person}/check-ins`);
      await until('the check-in is here', () => other.run(() => document.querySelectorAll('a.row[href^="/check-ins/"]').length === 1));
      assert.equal(await again.words(), words);
      await other.close();
      assert.deepEqual(other.faults, []);
    } catch (fault) {
      const path = join(process.env.WAYMARK_FAULTS ?? tmpdir(), `waymark-${Engine.name}.png`);
      await used.picture(path).then(() => process.stderr.write(`pictured in ${path}\n`)).catch(() => {});
      throw fault;
    }
  });
}
