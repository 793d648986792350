// What a person does on their phone, by roles and by the words on the screen.
import { readFileSync } from 'node:fs';
import { tapNamed, until } from './until.mjs';
import { say } from './words.mjs';

/** Sentences use a worker's first name. */
const first = (name) => name.split(' ')[0];

/** The person with their phone; `device.page` is what they look at. */
export class Person {
  constructor(device, origin) {
    this.device = device;
    this.origin = origin;
  }

  get page() { return this.device.page; }

  /** Starts the browser and opens a screen of the app. */
  async open(path = '/') {
    await this.device.open();
    await this.goto(path);
  }

  async goto(path) {
    await this.page.goto(this.origin + path);
    await this.page.locator('main h1').filter({ visible: true }).first().waitFor();
  }

  /** Comes back to Today until something stands there that the server had: each time there is time for it to come. */
  async comesToToday(what, part) {
    await until(what, async () => {
      await this.goto('/');
      return part.first().waitFor({ timeout: 10_000 }).then(() => true, () => false);
    }, { timeout_ms: 150_000 });
  }

  tap(key, values) { return tapNamed(this.page, say(key, values)); }

  /** Whether the screen has these words. */
  async has(words) {
    return (await this.page.locator('main').innerText()).includes(words);
  }

  /** Whether the screen has a sentence, whatever day stands in it. */
  async hasAroundDay(key, values = {}) {
    const [before, rest] = say(key, { ...values, day: '\n' }).split('\n');
    return await this.has(before.trim()) && await this.has(rest.trim());
  }

  async sees(key, values) {
    await this.page.getByText(say(key, values)).filter({ visible: true }).first().waitFor();
  }

  /** Waits until words are read out, whatever region says them. */
  async announced(words) {
    await this.page.locator('[role=status]', { hasText: words }).first().waitFor({ state: 'attached' });
  }

  async heading(key, values) {
    await this.page.getByRole('heading', { level: 1, name: say(key, values) }).waitFor();
  }

  /** Chooses what bears these words: a radio button or a box to tick. */
  async pick(words) {
    await this.page.locator('main label', { hasText: words }).first().click();
  }

  /** The boxes of a question, or its stops from 0 to 10. */
  get boxes() { return this.page.locator('main label:is(.opt, .notch)'); }

  async choose(place) {
    await this.boxes.nth(place).click();
    await until('the choice is marked', () => this.boxes.nth(place).locator('input').isChecked());
  }

  /** The first opening; a name is set where it is kept, on Me. */
  async begin(name = '') {
    await this.heading('person.first_opening.first.title');
    await this.tap('person.first_opening.begin');
    await this.tookOver();
    await this.page.locator('nav').first().waitFor();
    if (name) await this.callMe(name);
  }

  /** Waits until the program has drawn the screen, in the place of the one that the page brought. */
  async tookOver() { await this.page.locator('#first-words').waitFor({ state: 'detached' }); }

  /** From the very first screen to the first statement, by the road that is offered. */
  async firstStatement() {
    await this.begin();
    await this.page.locator('main a[href="/check-in"]').first().click();
    await this.tap('person.begin.start');
    await this.boxes.first().waitFor();
  }

  /** From the opening to the first question, on the page's own screens, before the program is there. */
  async toFirstQuestion() {
    await this.page.waitForFunction(() => document.documentElement.dataset.first);
    await this.tap('person.first_opening.begin');
    await this.page.locator('#today a[href="#check-in"]').click();
    await this.tap('person.begin.start');
    await this.page.locator('#statement .notch').first().waitFor();
  }

  /** And on to the first kept answer. */
  async firstAnswer(place = 6) {
    await this.firstStatement();
    await this.answer(place);
  }

  /** From Today to Me, where the name is written, and back. */
  async callMe(name) {
    await this.tap('parts.me');
    await this.page.getByLabel(say('person.me.name'), { exact: true }).fill(name);
    await this.tap('person.me.name_keep');
    await this.page.getByRole('button', { name: say('person.me.name_keep'), exact: true }).waitFor({ state: 'detached' });
    await this.tap('parts.today');
    await this.page.locator('nav').first().waitFor();
  }

  /**
   * Waits until the whole shell is kept for days without signal. Somebody who has kept nothing yet would wait for a quiet
   * while, which the story `precache` tells; here it is begun at once.
   */
  async readyForNoSignal() {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.register('/service-worker.js');
      await navigator.serviceWorker.ready;
    });
    await until('the service worker looks after this page', async () => {
      if (await this.page.evaluate(() => navigator.serviceWorker.controller !== null)) return true;
      await this.page.reload();
      return false;
    });
  }

  /** Unfolds what stands behind a word such as "Change", if it is folded. */
  async turn(key) {
    const row = this.page.locator('details.turn', { has: this.page.locator('summary', { hasText: say(key) }) });
    if (!await row.evaluate((it) => it.open)) await row.locator('summary').click();
    return row;
  }

  /**
   * From Today to the first statement, or where the check-in was left. `which` is a line of the list of questionnaires,
   * else the one to try things out; `company` is a line of who is with the person, else just them.
   */
  async startCheckIn({ which = say('person.begin.practice'), company } = {}) {
    await this.goto('/check-in');
    if (company !== undefined) await (await this.turn('person.begin.change')).locator('label.opt').nth(company).click();
    await this.beginWith(which);
    await this.page.waitForURL(/\/check-in\/[0-9a-f]{32}\//);
  }

  /** On the page before the first statement: begins that questionnaire, whether it stands chosen or is another one. */
  async beginWith(which) {
    const others = await this.turn('person.begin.another');
    const other = others.locator('button.row', { hasText: which });
    if (await other.count() > 0) return other.first().click();
    await others.locator('summary', { hasText: which }).waitFor();
    return this.tap('person.begin.start');
  }

  /** What can be begun, by name, the one that stands chosen first. */
  async offered() {
    const others = await this.turn('person.begin.another');
    const names = await others.locator('button.row .grow > span:first-child').allInnerTexts();
    return [await others.locator('summary .grow').innerText(), ...names];
  }

  /** Chooses that it is typed in from paper. */
  async fromPaper() {
    await (await this.turn('person.begin.change')).locator('label.opt', { hasText: say('person.begin.paper') }).click();
  }

  /** Number of the statement on the screen and how many there are. */
  async at() {
    const pattern = new RegExp(`^\\s*${say('person.statement.at', { at: '(\\d+)', of: '(\\d+)' })}\\s*$`);
    return until('a statement is on the screen', async () => {
      for (const text of await this.page.getByText(pattern).allInnerTexts()) {
        const found = text.match(pattern);
        if (found) return [Number(found[1]), Number(found[2])];
      }
      return undefined;
    });
  }

  /** Answers the statement on the screen and waits until the answer is kept. */
  async answer(place) {
    if (await this.boxes.nth(place).locator('input').isChecked()) return;
    await this.choose(place);
    await this.sees('person.store.kept');
  }

  /** Says yes or no to what is asked after the statement on the screen. */
  async sayAfter(yes) {
    const answer = this.page.locator('.follow-up label.opt').nth(yes ? 0 : 1);
    await answer.click();
    await until('it is marked', () => answer.locator('input').isChecked());
  }

  /** Answers from the statement on the screen to the last one, by place; `null` leaves one out. */
  async answerAll(places) {
    for (let n = (await this.at())[0]; n <= places.length; n += 1) {
      await until(`statement ${n} is on the screen`, async () => (await this.at())[0] === n);
      const place = places[n - 1];
      if (place === null) await this.tap('person.statement.skip');
      else {
        await this.answer(place);
        await this.tap('person.statement.next');
      }
    }
    await this.heading('person.review.title');
  }

  /** From the review to the result. */
  async finish() {
    await this.tap('person.review.done');
    await this.sees('person.support.lede');
    await this.tap('person.support.result');
    await this.page.locator('.tn li').first().waitFor();
  }

  /** Writes an aspiration down and answers the address of its screen. */
  async addAspiration(words, { why = '', helps = '' } = {}) {
    await this.goto('/aspirations/new');
    await this.page.getByLabel(say('person.new_aspiration.words')).fill(words);
    if (why) await this.page.getByLabel(say('person.new_aspiration.why')).fill(why);
    if (helps) await this.page.getByLabel(say('person.new_aspiration.helps')).fill(helps);
    await this.tap('person.new_aspiration.keep');
    await this.page.waitForURL(/\/aspirations\/[0-9a-f]{32}/);
    return new URL(this.page.url()).pathname.match(/\/aspirations\/[0-9a-f]{32}/)[0];
  }

  async rate(path, rating, words = '') {
    await this.goto(`${path}/look-back`);
    await this.page.locator('main label', { has: this.page.locator(`input[type=radio][value="${rating}"]`) }).click();
    if (words) await this.page.getByLabel(say('person.look_back.note')).fill(words);
    await this.tap('person.look_back.keep');
    await this.page.waitForURL((url) => !url.pathname.endsWith('/look-back'));
  }

  /** The twelve recovery words on the screen. */
  async recoveryWords() {
    await this.goto('/me/words');
    await this.tap('person.words.show');
    const list = this.page.locator('ol.check-words li');
    await until('the words are shown', async () => await list.count() === 12);
    return (await list.allInnerTexts()).join(' ');
  }

  /** Saves a safe copy that opens with the recovery words; its bytes. */
  async saveCopy(path) {
    await this.goto('/me/copy');
    return this.takeCopy(path);
  }

  /** Has the copy made that the screen describes, saves it, and says that the file is there; its bytes. */
  async takeCopy(path) {
    await this.tap('person.copy.make');
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.tap('person.copy.save')]);
    await download.saveAs(path);
    await this.tap('person.copy.found');
    await this.sees('person.copy.saved');
    return readFileSync(path);
  }

  async setLock(pin) {
    await this.goto('/me/lock');
    for (const field of ['#first', '#second']) await this.page.locator(field).fill(pin);
    await this.tap('person.lock.set');
    await this.sees('person.lock.set_done');
  }

  /** Opens the app anew, and stands before its lock. */
  async meetLock() {
    await this.page.goto(`${this.origin}/`);
    await this.heading('person.locked.title');
  }

  /** Opens an introduction from its link, up to the six words. */
  async openIntroduction(link) {
    await this.page.goto(link);
    const words = this.page.locator('ol.check-words li');
    await until('the six words are shown', async () => await words.count() === 6);
    return words.allInnerTexts();
  }

  /** Accepts the introduction on the screen, telling the name or not. */
  async accept({ worker, tell = true }) {
    await this.pick(tell ? say('person.meet.name_tell', { name: first(worker) }) : say('person.meet.name_keep'));
    await this.tap('person.meet.accept');
    await this.page.waitForURL(/\/sharing\/[0-9a-f]{32}/);
    this.worker = new URL(this.page.url()).pathname.match(/[0-9a-f]{32}/)[0];
  }

  /** Ticks what bears these words, whatever was ticked before. */
  async tick(words, on = true) {
    const row = this.page.locator('main label.pick', { hasText: words }).first();
    const box = row.locator('input');
    if (await box.isChecked() !== on) await row.click();
    await until(`“${words}” is ${on ? 'ticked' : 'not ticked'}`, async () => await box.isChecked() === on);
  }

  /** What is ticked on the screen, by its words. */
  async ticked() {
    const rows = this.page.locator('main label.pick', { has: this.page.locator('input:checked') });
    return (await rows.allInnerTexts()).map((text) => text.split('\n')[0].trim());
  }

  /** Opens every list of choices that is folded away. */
  async unfold() {
    const folded = this.page.locator('main details.unfold:not([open]) > summary');
    while (await folded.count() > 0) await folded.first().click();
  }

  /** Picks what, from when and until when; ends on the preview, or on the screen about when. */
  async choosePermission({ worker, what, earlier = true, sensitive = 'include', until: lasting = 'three_months', upTo = 'preview' }) {
    await this.goto(`/sharing/${this.worker}/choose`);
    await this.heading('person.choose.title', { name: first(worker) });
    await this.unfold();
    for (const words of what) await this.tick(words);
    const extra = this.page.locator('main label', { hasText: say(`person.choose.sensitive_${sensitive}`) });
    if (await extra.count() > 0) await extra.first().click();
    await this.tap('person.choose.next');
    await this.heading('person.when.title');
    if (upTo === 'when') return;
    // Without check-ins there is nothing to choose about earlier ones.
    const from = this.page.locator('main label', { hasText: say(earlier ? 'person.when.earlier' : 'person.when.only_new') });
    if (await from.count() > 0) await from.first().click();
    await this.pick(say(`person.when.${lasting}`));
    await this.tap('person.when.next');
    await this.heading('person.preview.title');
  }

  /** The text of the part that the worker will see. */
  async previewText() {
    return shown(this.page);
  }

  /** "Share with …", and waits for the receipt to say that everything was delivered. */
  async share(worker) {
    await this.tap('person.preview.share', { name: first(worker) });
    await this.heading('person.receipt.title');
    await this.sees('person.receipt.delivered');
  }

  /** Waits until a field's half-written words are on the disk: another tab of the same phone shows them. */
  async keptOnDisk(path, field, words) {
    const tab = await this.device.context.newPage();
    await until('the words are on the disk', async () => {
      await tab.goto(this.origin + path);
      await tab.locator(field).waitFor();
      return await tab.locator(field).inputValue() === words;
    });
    await tab.close();
  }

  async takeBack(worker) {
    await this.goto(`/sharing/${this.worker}`);
    await this.tap('person.one_person.take_back');
    await this.tap('person.one_person.sure_yes');
    await this.page.getByText(say('person.one_person.taken_gone', { time: '' }).split('.')[0].trim()).first().waitFor();
  }
}

/** The words of the shared page, wherever it stands, without the spaces of its layout. */
export async function shown(page) {
  const part = page.locator('.shared').first();
  await part.waitFor();
  return (await part.innerText()).split(/\s+/).filter(Boolean).join(' ');
}
