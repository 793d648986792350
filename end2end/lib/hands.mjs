// What a person does in any of the engines, by the words on the screen; see `engines.mjs`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.mjs';
import { say } from './words.mjs';

/** A person with one of the engines, at this address. */
export class Hands {
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

  /** On the page before the first statement: begins the questionnaire of that name. */
  beginWith(name) {
    return until(`“${name}” can be begun`, () => this.engine.run((wanted) => {
      const row = [...document.querySelectorAll('details.turn button.row')].find((it) => it.textContent.includes(wanted));
      row?.click();
      return row !== undefined;
    }, name));
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
    await engine.click('button', say('person.first_opening.begin'));
    await this.settled();
    await this.tap(say('parts.me'));
    await engine.fill('textbox', say('person.me.name'), name);
    await this.tap(say('person.me.name_keep'));
    await until('the name is kept', () => engine.run((keep) => ![...document.querySelectorAll('button')].some((part) => part.innerText.trim() === keep), say('person.me.name_keep')));
    await this.tap(say('parts.today'));
    await this.settled();
    await until('the shell is kept', () => engine.run(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'));
    await until('it looks after the page', async () => {
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

  /**
   * Marks a choice that is not marked yet, and leaves the page for another of the app within the write that follows,
   * which would not end by itself. A page that slept with it would keep what later pages wait for. The tap belongs to
   * the same moment: the page may write of its own accord, and is gone after that.
   */
  leaveWithin(path) {
    return this.engine.run((next) => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (value, key) {
        const made = put.call(this, value, key);
        if (key === 'head') {
          const ask = () => { this.get('head').onsuccess = ask; };
          ask();
          location.assign(next);
        }
        return made;
      };
      [...document.querySelectorAll('label.opt')].find((one) => !one.querySelector('input').checked).click();
    }, path);
  }

  /** Opens an introduction from its link and goes on with it, telling the name; the six words. */
  async accept(link, worker) {
    const { engine } = this;
    await engine.go(link);
    const words = await until('the six words are shown', async () => {
      const words = await engine.run(() => [...document.querySelectorAll('ol.check-words li')].map((it) => it.innerText.trim()));
      return words.length === 6 && words.every(Boolean) && words;
    });
    await this.pick(say('person.meet.name_tell', { name: worker }));
    await this.tap(say('person.meet.accept'));
    this.worker = await until('somebody was met', () => engine.run(() => location.pathname.match(/^\/sharing\/([0-9a-f]{32})/)?.[1]));
    return words;
  }

  /** Marks the choice that bears these words. */
  pick(words) {
    return until(`“${words}” is marked`, () => this.engine.run((wanted) => {
      const label = [...document.querySelectorAll('main label')].find((part) => part.innerText.includes(wanted));
      const box = label?.querySelector('input') ?? label?.control;
      if (box && !box.checked) label.click();
      return box?.checked;
    }, words));
  }

  /** Waits for the heading of a screen. */
  heading(words) {
    return until(`“${words}” is open`, () => this.engine.run((wanted) => document.querySelector('main h1')?.innerText.trim() === wanted, words));
  }

  /** Shares one thing for three months; what the preview says. */
  async share(worker, what) {
    const { engine } = this;
    await engine.go(`${this.origin}/sharing/${this.worker}/choose`);
    await this.heading(say('person.choose.title', { name: worker }));
    await engine.run(() => { for (const folded of document.querySelectorAll('main details.unfold:not([open])')) folded.open = true; });
    await this.pick(what);
    await this.tap(say('person.choose.next'));
    await this.heading(say('person.when.title'));
    await this.pick(say('person.when.three_months'));
    await this.tap(say('person.when.next'));
    await this.heading(say('person.preview.title'));
    const preview = await engine.run(() => document.querySelector('.shared').innerText.split(/\s+/).filter(Boolean).join(' '));
    await this.tap(say('person.preview.share', { name: worker }));
    await this.heading(say('person.receipt.title'));
    await engine.see(say('person.receipt.delivered'));
    return preview;
  }

  /** Takes everything back and waits until it is gone. */
  async takeBack() {
    const { engine } = this;
    await engine.go(`${this.origin}/sharing/${this.worker}`);
    await this.tap(say('person.one_person.take_back'));
    await this.tap(say('person.one_person.sure_yes'));
    await engine.see(say('person.one_person.taken_gone', { time: '' }).split('.')[0].trim());
  }
}
