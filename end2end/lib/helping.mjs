// What a worker does who helps somebody with a check-in on their own device: by the keys alone, or by tapping.
import { until } from './until.mjs';
import { say } from './words.mjs';

/** The ways, by the digit that chooses each. */
const ways = { beside: '1', handed: '2', phone: '3', paper: '4' };

/** A worker's hands on a check-in of somebody else's. Every key is counted. */
export class Helping {
  constructor(worker) {
    this.worker = worker;
    this.pressed = 0;
  }

  get page() { return this.worker.page; }

  /** Presses keys, one after the other, and counts them. */
  async press(...keys) {
    for (const key of keys) {
      this.pressed += 1;
      await this.page.keyboard.press(key);
    }
  }

  async heading(key, values) {
    await this.worker.heading(say(key, values));
  }

  /** The helper's own page, by the bar. */
  async open() {
    await this.page.getByRole('link', { name: say('parts.helping'), exact: true }).first().click();
    await this.page.locator('#undelivered').waitFor();
    // Whoever is there already stays on the link.
    await this.page.getByRole('heading', { level: 1 }).focus();
  }

  /** Waits until the choice of a list is marked. */
  async marked(list, words) {
    const box = this.page.locator(`input[name=${list}]`).and(this.page.getByRole('radio', { name: words }));
    await until(`“${words}” is marked`, () => box.first().isChecked());
  }

  /**
   * From the helper's own page to the first screen after Begin, by the keys alone. `way` is beside, handed, phone or paper;
   * `who` is somebody's name, or nothing for who has no app; `which` is how the questionnaire is called; from paper `day` is
   * the digit of the day on the sheet, or such as 2026-05-10 for another one. `at` is called once all is chosen.
   */
  async begin({ way, who, which, day = '1', begins = true, at = () => {} }) {
    await this.press('Enter');
    await this.page.locator('input[name=help-way]').first().waitFor({ state: 'attached' });
    await this.press(ways[way]);
    await until('the way is marked', () => this.page.locator('input[name=help-way]:checked').count());
    const names = await this.page.locator('label.opt:has(input[name=help-who]) .opt-label').allInnerTexts();
    await this.press(who === undefined ? '0' : String(names.findIndex((name) => name.includes(who)) + 1));
    await this.marked('help-who', who ?? say('team.helping.no_app'));
    const all = await this.page.locator('label.opt:has(input[name=help-which]) .opt-label').allInnerTexts();
    await this.press(String(all.findIndex((title) => title.includes(which)) + 1));
    await this.marked('help-which', which);
    if (way === 'paper') await this.chooseDay(day);
    await at('the start');
    await this.press('Enter');
    if (begins) await this.page.locator('input[name=help-way]').first().waitFor({ state: 'detached' });
  }

  /** The day on the sheet. */
  async chooseDay(day) {
    if (day.length === 1) return this.press(day);
    await this.press('3');
    await this.page.locator('#help-sheet-day').fill(day);
    await this.page.getByRole('heading', { level: 1 }).focus();
  }

  /** Yes, on the telephone, to the words that are read out; what they are. */
  async saysYes() {
    await this.heading('team.helping.call_title');
    const words = await this.page.locator('#call-script').innerText();
    await this.press('Enter');
    return words;
  }

  /** The eight words, from the screen; they have them then. */
  async handWordsOver() {
    await this.heading('team.helping.words_title');
    const words = await this.page.locator('#slip ol.check-words li').allInnerTexts();
    await this.press('Enter');
    await this.page.locator('#slip').waitFor({ state: 'detached' });
    return words;
  }

  /** They have the device. */
  async handDeviceOver() {
    await this.heading('team.helping.before_title');
    await this.press('Enter');
  }

  /** Waits for statement `n`, counted from 1. */
  async statement(n, of) {
    await this.page.locator('.walk .count', { hasText: say('person.statement.at', { at: String(n), of: String(of) }) }).waitFor();
  }

  /**
   * Answers one statement after the other, `keys` for each, from statement `from` on. From paper a digit goes on by itself;
   * else Enter does. A skip goes on too, and so does what is said to "more help".
   */
  async answerAll(keys, { from = 1, of = keys.length + from - 1, paper = false } = {}) {
    for (const [n, key] of keys.entries()) {
      await this.statement(from + n, of);
      const all = [...key];
      await this.press(...all);
      if (paper || /[SHN]/i.test(all.at(-1))) continue;
      await until('a box is marked', () => this.page.locator('main input[type=radio]:checked').count());
      await this.press('Enter');
    }
  }

  /** The last look; the answers as they stand there. */
  async review({ paper = false } = {}) {
    await this.heading(paper ? 'team.helping.compare' : 'team.helping.review');
    return this.page.locator('main button.row .hint').allInnerTexts();
  }

  /** From the last look to the end. */
  async finish() {
    await this.press('Enter');
    await this.page.getByText(say('team.helping.end_here')).waitFor();
  }

  /** Stops where it is: what was given is kept for them. */
  async stop() {
    await this.worker.tap('team.helping.stop');
    await this.heading('team.helping.stop_title');
    await this.worker.tap('team.helping.stop_yes');
    await this.page.getByText(say('team.helping.end_here')).waitFor();
  }

  /** The same where the device is in the person's hands. */
  async finishAndHandBack() {
    await this.press('Enter');
    await this.heading('team.helping.after_title');
    await this.press('Enter');
    await this.page.getByText(say('team.helping.end_here')).waitFor();
  }

  /** The line that says how far it is kept. */
  async says(key, values) {
    await this.page.locator('#help-sent', { hasText: say(key, values) }).waitFor();
  }

  /** What waits to be delivered, on the helper's own page. */
  undelivered() {
    return this.page.locator('#undelivered li').allInnerTexts();
  }
}
