// How many taps and screens it is from the very first opening to something kept, and the second time. Counted in the
// page, tap by tap, on the roads that are offered.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { Server } from '../lib/server.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const server = await Server.make();
after(() => server.close());

/** Runs in every page: each tap of a finger with the screen it was made on. A label that clicks its box is no second tap. */
function countTaps() {
  addEventListener('pointerdown', (tap) => {
    if (!tap.isTrusted) return;
    const taps = JSON.parse(sessionStorage.getItem('taps') ?? '[]');
    taps.push(`${location.pathname} ${document.querySelector('main h1')?.innerText}`);
    sessionStorage.setItem('taps', JSON.stringify(taps));
  }, true);
}

/** A story with a phone of its own, on which nothing has been opened yet. */
const fresh = (name, work) => test(name, async (context) => {
  const handset = new Device(phone);
  handset.scripts.push(`(${countTaps})();`);
  const person = new Person(handset, server.person);
  const counted = async (what, { taps, screens }) => {
    const made = await person.page.evaluate(() => JSON.parse(sessionStorage.getItem('taps') ?? '[]'));
    const here = await person.page.evaluate(() => `${location.pathname} ${document.querySelector('main h1')?.innerText}`);
    const seen = new Set([...made, here]).size;
    context.diagnostic(`${what}: ${made.length} taps, ${seen} screens`);
    assert.ok(made.length <= taps, `${what}: ${made.length} taps, at most ${taps}: ${made.join(' / ')}`);
    if (screens) assert.ok(seen <= screens, `${what}: ${seen} screens, at most ${screens}: ${made.join(' / ')}`);
  };
  try {
    await person.open();
    await work(person, counted, handset);
    assert.deepEqual(handset.faults, []);
  } catch (fault) {
    await handset.report(name).catch(() => {});
    throw fault;
  } finally {
    await handset.remove();
  }
});

const card = (person, href) => person.page.locator(`main a[href="${href}"]`).first().click();

/** Answers from the statement on the screen to the last one, and goes on to the result. */
async function toTheResult(person, places) {
  await person.answerAll(places);
  await person.finish();
}

fresh('the first kept answer, and How are things to its result', async (person, counted, handset) => {
  await person.firstAnswer();
  await counted('first kept answer', { taps: 4, screens: 4 });
  await toTheResult(person, [6, 7, 5, 3]);
  await counted('How are things finished', { taps: 14 });

  await handset.context.clock.setSystemTime(new Date(Date.now() + 14 * 86_400_000));
  await person.goto('/');
  await person.page.evaluate(() => sessionStorage.removeItem('taps'));
  await person.page.locator('.dock .btn.go').click();
  await until('the first statement is on the screen', async () => (await person.at())[0] === 1);
  await person.answer(7);
  await counted('second check-in, first answer', { taps: 2 });
});

fresh('the life areas to their result', async (person, counted) => {
  await person.begin();
  await card(person, '/check-in');
  await person.beginWith('Key life areas');
  await until('the first area is on the screen', async () => (await person.at())[1] === 10);
  await toTheResult(person, Array(10).fill(3));
  await counted('Key life areas finished', { taps: 26 });
});

fresh('the first kept aspiration', async (person, counted) => {
  await person.begin();
  await card(person, '/aspirations/new');
  const words = person.page.getByLabel(say('person.new_aspiration.words'));
  await words.click();
  await words.fill('Sing again');
  await person.tap('person.new_aspiration.keep');
  await person.page.waitForURL(/\/aspirations\/[0-9a-f]{32}/);
  await counted('first kept aspiration', { taps: 4 });
});

fresh('the speed measurement finds what it looks for on this road', async (person) => {
  const [bench] = JSON.parse(readFileSync(join(import.meta.dirname, '../bench/waymark.json'), 'utf8'));
  const { page } = person;
  // The page's own question too, as soon as it is on the screen.
  const asked = () => page.locator(`${bench.item} ${bench.option}`).filter({ visible: true });
  // As the measurement does: of its steps the furthest that is on the screen, until the first question is there.
  const walk = (steps) => until('the first question is on the screen', async () => {
    if (await asked().count() > 0) return true;
    for (const step of steps.toReversed()) {
      const there = page.locator(step).first();
      if (await there.isVisible()) {
        await there.click({ timeout: 1000 }).catch(() => {});
        break;
      }
    }
    return false;
  });
  await walk(bench.start);
  assert.equal(await asked().count(), bench.options);
  for (let n = 0; n < bench.items; n += 1) {
    await asked().nth(n).click();
    await until('it is kept', () => page.evaluate(bench.live).then((kept) => kept === 1));
    assert.equal(await page.evaluate(bench.answers), n + 1);
    assert.equal(await asked().locator(bench.checked).count(), 1);
    if (n === 0) {
      await person.goto('/');
      await walk(bench.warmStart);
    }
    const here = page.url();
    await page.locator(bench.paged.next).last().click();
    await until('the next screen is open', () => page.url() !== here);
  }
});
