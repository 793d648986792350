// Three years on one phone: the journey reads, prints on two pages, and takes notes, with no server at all.
import assert from 'node:assert/strict';
import { phone } from '../lib/browser.mjs';
import { axeFindings, sideways, smallTargets } from '../lib/look.mjs';
import { beginAlone, makeScene } from '../lib/scene.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';
import { bringYears, unfoldTheWay } from '../lib/years.mjs';

const scene = await makeScene({ look: true });
const { handset, person, step } = scene;
const rows = (locator) => person.page.locator(locator).count();

step('a first opening, and then no server any more', () => beginAlone(scene, 'Robin'));

step('on a first day there is a drawing and one thing to do', async () => {
  await person.goto('/journey');
  await person.sees('person.journey.empty');
  await person.page.getByRole('link', { name: say('person.check_ins.start') }).waitFor();
});

step('with nothing but an aspiration there is something to see, and its words are found', async () => {
  const path = await person.addAspiration('See Tŷ Siân again');
  await person.rate(path, 4, 'I rang. My hands shook. I did it.');
  await person.goto('/journey');
  const way = person.page.locator('.along .way');
  await until('the way has both', async () => (await way.innerText()).includes('I rang.') && await rows('.along .way > li') === 2);
  assert.equal(await person.page.getByText(say('person.days.none')).count(), 0);
  assert.equal(await person.page.getByLabel(say('person.days.span')).count(), 0, 'there is no longer time to choose');
  const field = person.page.getByLabel(say('person.days.find'));
  await field.fill('HANDS shook');
  await person.announced(say('person.days.found_single'));
  assert.ok((await way.innerText()).includes('I did it.'));
  await field.fill('ty sian');
  await until('the aspiration is found', async () => (await way.innerText()).includes('Tŷ Siân'));
  await field.fill('xylophone');
  await person.announced(say('person.days.found_none'));
  await field.fill('');
  await person.goto('/journey');
  assert.equal(await field.inputValue(), '', 'what was looked for is kept nowhere');
});

step('three years come back from a copy, with no server', async () => {
  await bringYears(person);
  await person.goto('/check-ins');
  await until('every check-in is listed', async () => await rows('main a[href^="/check-ins/"]') > 30);
});

step('every picture has a name and a table with the same facts', async () => {
  await person.goto('/journey');
  const charts = person.page.locator('figure.chartbox');
  await charts.first().waitFor();
  for (const chart of await charts.all()) {
    assert.ok(await chart.getByRole('img').first().getAttribute('aria-label'));
    await chart.locator('summary').first().click();
    await until('its table is there', async () => await chart.locator('tbody tr').count() > 3);
  }
  await person.page.locator('.distances summary').first().click();
  await until('those that are over have their way too', async () => await rows('.distances .aspi .small-line') >= 10);
});

/** What the first line says that folds earlier things away; nothing where all are there. */
const earlier = () => person.page.evaluate(() => document.querySelector('.along summary')?.innerText);

step('years of it are drawn piece by piece, as they are unfolded, to the first day', async () => {
  const days = () => rows('.along .way > li');
  await person.page.locator('.along summary').first().waitFor();
  assert.ok(await days() <= 12, 'what is folded away is not drawn');
  const said = await earlier();
  await unfoldTheWay(person);
  assert.equal(await days(), 12 + Number(said.match(/\d+/)[0]), 'every one that the line counted');
  assert.equal(await person.page.locator('.along details:not([open])').count(), 0);
});

step('how far back is the person’s choice', async () => {
  const all = await rows('.chart circle');
  const way = await rows('.way > li');
  const before = await earlier();
  const choice = person.page.getByLabel(say('person.days.span'));
  await choice.selectOption({ label: say('person.days.half_year') });
  await until('there is less to see', async () => await rows('.chart circle') < all && await rows('.way > li') < way);
  await choice.selectOption({ label: say('person.days.all') });
  await until('everything is there again', async () => await earlier() === before);
  assert.equal(await rows('.chart circle'), all);
  await unfoldTheWay(person);
  assert.equal(await rows('.way > li'), way);
});

step('numbers beside a crowded line keep their distance', async () => {
  const overlaps = await person.page.evaluate(() => {
    let count = 0;
    for (const chart of document.querySelectorAll('.chartbox > .chart')) {
      const boxes = [...chart.querySelectorAll('.val')].map((it) => it.getBoundingClientRect()).sort((a, b) => a.left - b.left);
      for (let i = 1; i < boxes.length; i += 1) {
        const [a, b] = [boxes[i - 1], boxes[i]];
        if (a.right > b.left && a.bottom > b.top && b.bottom > a.top) count += 1;
      }
    }
    return count;
  });
  assert.equal(overlaps, 0);
});

step('a note joins the way between the check-ins; its words can change; it goes at once and comes back', async () => {
  await person.page.getByLabel(say('person.journey.note_new')).fill('The first frost');
  await person.tap('person.journey.note_keep');
  const top = person.page.locator('.way > li').first();
  await until('it stands first', async () => (await top.innerText()).includes('The first frost'));
  await top.getByRole('button', { name: say('person.days.note_change') }).click();
  await top.getByRole('textbox').fill('The first frost, and a robin');
  await person.tap('person.days.note_keep');
  await until('it says so', async () => (await top.innerText()).includes('and a robin'));
  await top.getByRole('button', { name: say('person.days.note_remove') }).click();
  await person.announced(say('person.undo.note'));
  await until('it is gone', async () => !(await top.innerText()).includes('robin'));
  await person.page.locator('.toast').getByRole('button').click();
  await until('it is back', async () => (await top.innerText()).includes('and a robin'));
});

step('a note that was being written is there after the battery ran flat', async () => {
  const field = () => person.page.getByLabel(say('person.journey.note_new'));
  await field().fill('Half a thou');
  await person.keptOnDisk('/journey', '#new-note', 'Half a thou');
  await handset.kill();
  await handset.open();
  await person.goto('/journey');
  await person.sees('person.writing.kept');
  assert.equal(await field().inputValue(), 'Half a thou');
  await person.tap('person.writing.discard');
});

step('my story so far prints on two pages', async () => {
  const pdf = await person.page.pdf({ format: 'A4', preferCSSPageSize: true });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  assert.equal(pages, 2);
});

step('the printed story has own words first, says what it leaves out, and leaves out nothing where everything is wanted', async () => {
  const { page } = person;
  const told = async () => {
    await page.emulateMedia({ media: 'print' });
    const seen = await page.evaluate(() => ({
      words: [...document.querySelectorAll('.own-words-printed > li')].filter((it) => it.checkVisibility()).length,
      aspirations: document.querySelectorAll('.on-paper .aspi').length,
      first: document.querySelector('.on-paper').getBoundingClientRect().top < document.querySelector('.chartbox, .multiples').getBoundingClientRect().top,
      hidden: [...document.querySelectorAll('.along, .distances')].every((it) => !it.checkVisibility()),
      text: document.querySelector('.on-paper').innerText,
      numbers: [...document.querySelectorAll('.as-table td')].filter((it) => it.checkVisibility()).length,
    }));
    await page.emulateMedia({ media: null });
    return seen;
  };
  const some = await told();
  assert.deepEqual([some.words, some.aspirations, some.first, some.hidden, some.numbers], [12, 6, true, true, 0]);
  assert.ok(some.text.includes('I wore the sleeves around the house'), 'a look back with its words');
  const all = Number(some.text.match(new RegExp(say('person.days.on_paper', { shown: 12, all: '(\\d+)' })))[1]);
  assert.ok(all > 40, `${all}`);
  assert.ok(some.text.includes(say('person.told.some_aspirations', { shown: 6, all: 13 })));
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  await person.tap('person.told.print_all');
  await until('it went to the printer', () => page.evaluate(() => window.printed === true));
  const everything = await told();
  assert.equal(everything.aspirations, 13);
  assert.ok(everything.words > all);
  assert.ok(everything.numbers > 100, `every number, ${everything.numbers} of them`);
  assert.ok(!everything.text.includes('are printed here'));
  await person.tap('person.journey.print');
  await until('the short one again', async () => { const { words, numbers } = await told(); return words === 12 && numbers === 0; });
});

step('Today, the list and the journey hold three years at 320 pixels and with text twice as large', async () => {
  const found = [];
  for (const path of ['/', '/aspirations', '/journey']) {
    await person.goto(path);
    const { page } = person;
    await page.setViewportSize({ width: 320, height: 640 });
    found.push(...await axeFindings(page), ...await sideways(page), ...await smallTargets(page));
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    found.push(...await sideways(page));
    await page.setViewportSize(phone.viewport);
  }
  assert.deepEqual(found, []);
  assert.deepEqual(handset.faults, []);
});
