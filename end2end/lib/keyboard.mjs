// Somebody who has a keyboard and nothing else: every control is reached by Tab, and pressed where the focus is.
import { until } from './until.mjs';
import { say } from './words.mjs';

/** So many controls a screen may have before one is said to be out of reach. */
const FAR = 120;

/** A person's hands on the keys. What they look at is `person.page`. */
export class Keys {
  constructor(person) {
    this.person = person;
  }

  get page() { return this.person.page; }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Presses Tab until one of these has the focus. */
  async reach(wanted) {
    await wanted.first().waitFor({ state: 'attached' });
    for (let n = 0; n < FAR; n += 1) {
      if (await wanted.evaluateAll((all) => all.includes(document.activeElement))) return;
      await this.press('Tab');
    }
    throw new Error(`the keyboard does not get to ${wanted}`);
  }

  /** Goes to the button or the link that bears these words, and presses it. */
  async act(key, values) {
    const name = say(key, values);
    await this.reach(this.page.getByRole('button', { name, exact: true }).or(this.page.getByRole('link', { name, exact: true })));
    await this.press('Enter');
  }

  /** Goes to the line that holds these words, and unfolds what stands behind it. */
  async unfold(key) {
    await this.reach(this.page.locator('summary', { hasText: say(key) }));
    await this.press('Enter');
  }

  /** Goes to the field of this label and types into it. */
  async type(label, words) {
    await this.reach(this.page.getByLabel(label, { exact: true }));
    await this.page.keyboard.type(words);
  }

  /** Chooses, among radio buttons, the one whose name holds these words. */
  async choose(words) {
    const wanted = this.page.getByRole('radio', { name: words });
    const group = await wanted.first().getAttribute('name');
    await this.reach(this.page.locator(`input[type=radio][name="${group}"]`));
    for (let n = 0; n < 20; n += 1) {
      if (await wanted.first().evaluate((radio) => radio === document.activeElement)) {
        await this.press('Space');
        return until(`“${words}” is chosen`, () => wanted.first().isChecked());
      }
      await this.press('ArrowDown');
    }
    throw new Error(`the arrows do not get to “${words}”`);
  }

  /** Ticks the box whose name holds these words. */
  async tick(words) {
    const box = this.page.getByRole('checkbox', { name: words }).first();
    await this.reach(box);
    const before = await box.isChecked();
    await this.press('Space');
    await until(`“${words}” is ticked`, async () => await box.isChecked() !== before);
  }

  /** Waits until the screen of this heading is open and the focus is on it, so that it is read out. */
  async heard(key, values) {
    const words = say(key, values);
    await until(`the focus is on “${words}”`, () => this.page.evaluate((words) => {
      const { activeElement: here } = document;
      return here?.tagName === 'H1' && here.innerText.replace(/\s+/g, ' ').includes(words);
    }, words));
  }

  /** The focus has not fallen out of the page. */
  async standsSomewhere() {
    await until('the focus is somewhere', () => this.page.evaluate(() => document.activeElement !== document.body));
  }
}
