// A page that the browser itself translates: each text is taken out and stands in elements of the browser's own. The
// words of a check-in stay as they are, and every other sentence goes on changing with what it tells. The imitation
// keeps the words, so that a story can read them; where a text stood there are other nodes all the same.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const pack = JSON.parse(readFileSync(join(import.meta.dirname, '../../domain/packs/practice.json'), 'utf8'));
const { handset, person, step } = await makeScene();

/** Runs in every page from its first words on. */
const translate = () => {
  const wrap = (text) => {
    if (!text.parentNode || !text.data.trim()) return;
    if (text.parentElement.closest('[translate=no], .notranslate, script, style, textarea, font')) return;
    const [outer, inner] = ['font', 'font'].map((name) => document.createElement(name));
    inner.textContent = text.data;
    outer.append(inner);
    text.replaceWith(outer);
  };
  const all = (node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    found.forEach(wrap);
  };
  addEventListener('DOMContentLoaded', () => {
    all(document.body);
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === 'characterData') wrap(target);
        for (const node of addedNodes) {
          if (node.nodeType === Node.TEXT_NODE) wrap(node);
          else if (node.tagName !== 'FONT') all(node);
        }
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
};

handset.scripts.push(`(${translate})()`);
const statement = () => person.page.locator('main h1').innerText();
/** How many elements of the browser's own stand where no translation is wanted, and how many elsewhere. */
const fonts = () => person.page.evaluate(() => {
  const found = [...document.querySelectorAll('font')];
  const kept = found.filter((font) => font.closest('[translate=no]')).length;
  return [kept, found.length - kept];
});

step('the imitation breaks a text that is written into as it stands', async () => {
  await person.open();
  const left = await person.page.evaluate(async () => {
    const part = document.createElement('p');
    const text = Document.prototype.createTextNode.call(document, 'before');
    part.append(text);
    document.body.append(part);
    await new Promise((done) => { setTimeout(done, 50); });
    text.nodeValue = 'after';
    const { textContent } = part;
    part.remove();
    return textContent;
  });
  assert.equal(left, 'before');
});

step('a check-in shows the statement that is answered, and counts on', async () => {
  await person.begin('Ewa');
  await person.goto('/check-in');
  await person.turn('person.begin.another');
  await person.sees('person.begin.as_written');
  await person.startCheckIn();
  for (const [n, item] of pack.items.entries()) {
    await until(`statement ${n + 1} is on the screen`, async () => (await person.at())[0] === n + 1);
    assert.equal(await statement(), item.text);
    const shown = await person.page.locator('label.opt .opt-label').allInnerTexts();
    assert.deepEqual(shown, item.options.map(({ text }) => text));
    await person.tap('person.statement.next');
    await person.sees('person.statement.choose');
    await person.answer(n % shown.length);
    await until('the nudge is gone', async () => await person.page.getByText(say('person.statement.choose')).count() === 0);
    const [kept, elsewhere] = await fonts();
    assert.equal(kept, 0, 'no word of the questionnaire was taken out');
    assert.ok(elsewhere > 0, 'the other words were');
    await person.tap('person.statement.next');
  }
});

step('the review holds what was shown and what was chosen', async () => {
  await person.heading('person.review.title');
  const rows = await person.page.locator('.rows a.row .grow').evaluateAll((all) => all.map((row) => [...row.children].map((part) => part.textContent)));
  assert.deepEqual(rows, pack.items.map((item, n) => [item.text, item.options[n % item.options.length].text]));
  await person.finish();
});

step('an aspiration and its steps are the person’s own words, and the sentence about them changes', async () => {
  const path = await person.addAspiration('Swim');
  await person.sees('person.aspiration.steps_none');
  await person.page.locator('main input[type=text]').first().fill('Find the pool');
  await person.tap('person.aspiration.add_step_button');
  await person.page.getByText('Find the pool').first().waitFor();
  await until('there are steps', async () => await person.page.getByText(say('person.aspiration.steps_none')).count() === 0);
  await person.rate(path, 4);
  await until('it was looked back on', async () => await person.page.getByText(say('person.aspiration.not_looked_back'), { exact: true }).count() === 0);
  assert.equal((await fonts())[0], 0, 'nothing of the person’s own was taken out');
});

step('the lock says what it is, before, meanwhile and after', async () => {
  const { page } = person;
  const standing = async (key) => (await page.getByText(say(key), { exact: true }).count()) > 0;
  await person.goto('/me/lock');
  await person.sees('person.lock.off');
  await page.locator('#first').fill('1234');
  await page.locator('#second').fill('12');
  await person.tap('person.lock.set');
  await person.sees('person.lock.differs');
  await page.locator('#second').fill('1234');
  await until('the two are the same', async () => !(await standing('person.lock.differs')));
  await person.tap('person.lock.set');
  await person.sees('person.lock.on_pin');
  assert.ok(!(await standing('person.lock.off')), 'and no sentence says that there is none');
});

step('no page reported an error', () => {
  assert.deepEqual(handset.faults, []);
});
