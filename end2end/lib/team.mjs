// What a key worker or a peer worker does at their desk.
import { createHmac } from 'node:crypto';
import { shown } from './person.mjs';
import { tapNamed, until } from './until.mjs';
import { say } from './words.mjs';

/** The code of a half minute (RFC 6238), as an app for codes makes it of its letters. */
export function codeOf(letters, step) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...letters].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const at = hash.at(-1) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** So long it may take from reading a code to its arrival at the server. */
const TYPED_MS = 10_000;

/** What each worker has on their own phone and on paper, whichever computer they sit at. */
const pockets = new Map();

/** A worker with a browser. */
export class Worker {
  constructor(device, origin, name) {
    this.device = device;
    this.origin = origin;
    this.name = name;
    this.password = 'four quiet words together';
  }

  get page() { return this.device.page; }

  /** Their app for codes, the half minute of the last code that was used, and the printed recovery code. */
  get pocket() {
    const whose = `${this.origin} ${this.name}`;
    if (!pockets.has(whose)) pockets.set(whose, {});
    return pockets.get(whose);
  }

  tap(key, values) { return tapNamed(this.page, say(key, values)); }

  async heading(name) {
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Six digits that the server takes now. Each works once: of the three that count, the next one that was not used; else
   * the next half minute is waited for, as anybody would. */
  async code() {
    // Their phone's clock is the server's, which some stories move.
    const served = Date.parse((await fetch(`${this.origin}/readyz`)).headers.get('date')) - Date.now();
    const now = (later_ms = 0) => Math.floor((Date.now() + served + later_ms) / 30_000);
    // One that still counts when it has been typed.
    const next = () => Math.max(now(TYPED_MS) - 1, (this.pocket.step ?? 0) + 1);
    await until('a code that was not used', () => next() <= now() + 1, { timeout_ms: 40_000 });
    this.pocket.step = next();
    return codeOf(this.pocket.codes, this.pocket.step);
  }

  /** Connects an app for codes, where a passkey may be made as well: what the picture and the letters tell it. */
  async connectCodes() {
    const instead = this.page.getByRole('button', { name: say('team.passkeys.codes_instead'), exact: true });
    await instead.or(this.page.locator('#codes-secret')).first().waitFor();
    if (await instead.count() > 0) await instead.click();
    this.pocket.codes = (await this.page.locator('#codes-secret .code-letters').innerText()).replace(/\s+/g, '');
    this.pocket.step = undefined;
  }

  /** Prints the recovery code: reads it, and says that it is printed. */
  async keepRecoveryCode() {
    this.pocket.recovery = (await this.page.locator('#recovery-code .code-letters').innerText()).replace(/\s+/g, '');
    await this.page.getByLabel(say('team.recovery.printed')).check();
  }

  /** Types the code of now. */
  async typeCode() {
    await this.page.getByLabel(say('team.codes.code'), { exact: true }).fill(await this.code());
  }

  /** Opens the one-time link, types the password twice and goes on. */
  async beginSetUp(link, password) {
    if (!this.device.context) await this.device.open();
    await this.page.goto(link);
    await this.heading(say('team.set_up.title'));
    await this.page.getByLabel(say('team.set_up.password'), { exact: true }).fill(password);
    await this.page.getByLabel(say('team.set_up.again'), { exact: true }).fill(password);
    await this.tap('team.recovery.next');
  }

  /** The two steps after the password. */
  async renew(last) {
    await this.heading(say('team.recovery.sheet_title'));
    await this.keepRecoveryCode();
    await this.tap('team.recovery.next');
    await this.heading(say('team.passkeys.step_title'));
    await this.connectCodes();
    await this.typeCode();
    await this.tap(last);
  }

  /** Uses the one-time link: the browser makes the keys. Ends on People. */
  async setUp(link) {
    await this.beginSetUp(link, this.password);
    await this.renew('team.set_up.button');
    await this.heading(say('team.set_up.done_title'));
    this.signInName = await this.page.locator('#sign-in-name').innerText();
    await this.tap('team.set_up.done_button');
    await this.page.getByText(say('team.people.sorted')).waitFor();
  }

  /** Name and password; the code is asked for next. */
  async provePassword() {
    if (!this.device.context) await this.device.open();
    await this.page.goto(`${this.origin}/`);
    await this.passwordHere();
  }

  /** The same on the page as it stands. */
  async passwordHere() {
    await this.heading(say('team.sign_in.title'));
    await this.page.getByLabel(say('team.sign_in.name')).fill(this.name);
    await this.page.getByLabel(say('team.sign_in.password')).fill(this.password);
    await this.tap('team.sign_in.button');
    await this.heading(say('team.codes.title'));
  }

  async signIn(how) {
    if (!this.device.context) await this.device.open();
    await this.page.goto(`${this.origin}/`);
    await this.signInHere(how);
  }

  /** Signs in on the page as it stands: what it holds in memory stays. A peer worker comes to their own page, and goes on
   * to People from there, unless they `help`. */
  async signInHere({ help = false } = {}) {
    await this.passwordHere();
    await this.typeCode();
    await this.tap('team.codes.button');
    const people = this.page.getByText(say('team.people.sorted'));
    const own = this.page.locator('#undelivered');
    await people.or(own).first().waitFor();
    if (help || await own.count() === 0) return;
    await this.page.getByRole('link', { name: say('team.place.people'), exact: true }).first().click();
    await people.waitFor();
  }

  async signOut() {
    await this.tap('parts.sign_out');
    await this.heading(say('team.sign_in.title'));
  }

  /** Where the account's own page is open. */
  async goAccount() {
    await this.page.locator('a.toaccount').click();
    await this.heading(say('team.account.title'));
  }

  /** Says on the open account's page which day is the last one away. */
  async sayAway(day) {
    await this.page.getByLabel(say('team.account.away_day'), { exact: true }).fill(day);
    await this.tap('team.account.away_set');
  }

  /** Goes by the links of the page: a new load would ask for the password again. */
  async goIntroductions() {
    await this.page.getByRole('link', { name: say('team.place.introductions'), exact: true }).first().click();
    await this.heading(say('team.introductions.title'));
  }

  /** Makes an introduction; its link, its letters and the worker's six words. */
  async makeIntroduction() {
    await this.goIntroductions();
    await this.tap('team.people.make');
    await this.tap('team.introductions.new_button');
    await this.heading(say('team.introductions.code_title'));
    const link = await this.page.locator('#introduction-link').innerText();
    const letters = (await this.page.locator('.code-letters').innerText()).replace(/\s+/g, '');
    const words = this.page.locator('ol.check-words li');
    await until('the six words are worked out', async () => await words.count() === 6);
    return { link, letters, words: await words.allInnerTexts() };
  }

  /** A lead's third place. */
  async goTeam() {
    await this.page.getByRole('link', { name: say('team.place.team'), exact: true }).first().click();
    await this.heading(say('team.accounts.title'));
  }

  /** The account of somebody, from the team's list. */
  async openAccount(name) {
    await this.goTeam();
    await this.page.locator('main a.row', { hasText: name }).first().click();
    await this.heading(name);
  }

  /** Adds somebody to the team; the set-up link that is shown this once. */
  async addToTeam(name, { role, team = '' } = {}) {
    await this.goTeam();
    await this.tap('team.accounts.add');
    await this.heading(say('team.accounts.add'));
    await this.page.getByLabel(say('team.accounts.name'), { exact: true }).fill(name);
    if (role) await this.page.getByLabel(say('team.accounts.role'), { exact: true }).selectOption({ label: role });
    await this.page.getByLabel(say('team.accounts.team'), { exact: true }).fill(team);
    await this.tap('team.accounts.add_button');
    await this.heading(name);
    return this.setUpLink();
  }

  /** The set-up link on the screen. */
  async setUpLink() {
    return this.page.locator('#set-up-link').innerText();
  }

  /** Gives whose account is open another role, by the word that people read. */
  async giveRole(role) {
    await this.page.getByLabel(say('team.accounts.role'), { exact: true }).selectOption({ label: role });
    await this.tap('team.accounts.change_button');
    await this.page.getByText(say('team.accounts.changed')).waitFor();
  }

  async seesAccepted() {
    await this.page.getByText(say('team.introductions.claimed_now')).waitFor();
  }

  /** Opens somebody's page from People. */
  async openPerson(name) {
    await this.page.getByRole('link', { name: say('team.place.people'), exact: true }).first().click();
    await this.page.locator('a.prow', { hasText: name }).click();
    await this.page.waitForURL(/\/people\/[0-9a-f]{32}$/);
  }

  /** Comes back to People, once signed in, until it lists somebody. */
  async lists(name) {
    const row = this.page.locator('a.prow', { hasText: name });
    const anew = this.page.getByRole('button', { name: say('team.people.fresh_show') });
    await this.looksUntil(`the worker’s page lists ${name}`, async () => {
      if (await anew.count() > 0) await anew.click();
      return await row.count() > 0;
    });
  }

  /** Comes back to the page again and again, as from another tab, until it is so: the page looks then, and not within half
   * a minute. */
  async looksUntil(what, check) {
    await until(what, async () => {
      await Promise.all([
        this.page.waitForResponse((response) => response.url().includes('/v1/')),
        this.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
      ]);
      return check();
    });
  }

  async pageText() {
    return shown(this.page);
  }

  get replyField() { return this.page.getByLabel(say('team.reply.label')); }

  /** Writes to whoever's page is open, in the form that stands there or a new one, and does not send it. */
  async write(words) {
    if (await this.replyField.count() === 0) await this.page.locator('.pacts button').first().click();
    await this.replyField.fill(words);
  }

  /** The page says that what is written is kept. */
  async seesKept() {
    await this.page.locator('#reply-kept', { hasText: say('team.reply.kept') }).waitFor();
  }

  async reply(words) {
    const button = this.page.locator('.pacts button').first();
    await button.click();
    await this.replyField.fill(words);
    await this.tap('team.reply.send');
    await this.page.getByText(say('team.reply.sent')).waitFor();
  }
}
