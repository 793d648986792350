// The first screens, as the page brings them: the same as those the program draws, and what is tapped on them before the
// program is there is done by it.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Device, phone } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { Server } from '../lib/server.mjs';
import { makeStory } from '../lib/story.mjs';
import { say } from '../lib/words.mjs';

const step = makeStory();
const PROGRAM = '**/assets/person.*.wasm';
let server;

before(async () => { server = await Server.make(); });
after(async () => { await server?.close(); });

/** A phone on which the program arrives when `release` is called, and not before. */
async function slowPhone(work, options = {}) {
  const handset = new Device(phone, options);
  try {
    await handset.open();
    let release;
    const released = new Promise((go) => { release = go; });
    await handset.context.route(PROGRAM, async (route) => { await released; await route.continue(); });
    const person = new Person(handset, server.person);
    // Not a quick line, on which the letters' own face would come with the program.
    await work(person, async () => {
      await person.page.waitForFunction(() => performance.now() > 1_000);
      release();
      await person.tookOver();
    });
    assert.deepEqual(handset.faults, []);
  } finally {
    await handset.remove();
  }
}

/** What a person sees and a screen reader says: every element on the screen with its place, its look and its words. */
function look() {
  const same = { A: 'link', BUTTON: 'button' };
  const all = [];
  const walk = (element) => {
    if (['way-words', 'noscript'].includes(element.localName)) return;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (style.display === 'none') return;
    const role = element.getAttribute('role') ?? same[element.tagName] ?? element.localName;
    const own = [...element.childNodes].filter((it) => it.nodeType === 3 || it.localName === 'way-words');
    const round = (n) => Math.round(n * 2) / 2;
    all.push([role, [...element.classList].sort().join('.'), own.map((it) => it.textContent).join('').trim(),
      element.getAttribute('aria-label') ?? '', element.getAttribute('aria-current') ?? '',
      [box.x, box.y, box.width, box.height].map(round).join(' '),
      [style.color, style.backgroundColor, style.fontSize, style.fontWeight, style.borderColor].join(' ')].join(' | '));
    // What is folded away is on no screen.
    const folded = element.localName === 'details' && !element.open;
    if (element.localName !== 'svg') for (const child of element.children) if (!folded || child.localName === 'summary') walk(child);
  };
  const pages = [...document.querySelectorAll('.screen')].filter((page) => getComputedStyle(page).display !== 'none');
  for (const page of pages) walk(page);
  return all;
}

/** A tab on an iPhone, as far as a page can tell. */
const iphone = { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1' };

const rows = [
  ['the way to the home screen, on an iPhone', iphone, '/', async () => {}],
  ['the opening, on an iPhone that goes on without it', iphone, '/', (person) => person.tap('person.first_opening.home_screen.without')],
  ['the opening', {}, '/', async () => {}],
  ['a new person’s Today', {}, '/', (person) => person.tap('person.first_opening.begin')],
  ['before a check-in', {}, '/', async (person) => { await person.tap('person.first_opening.begin'); await person.page.locator('#today a[href="#check-in"]').click(); }],
  ['its first question', {}, '/', (person) => person.toFirstQuestion()],
  ['its first question on a narrow phone in the dark', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }, '/', (person) => person.toFirstQuestion()],
  ['Get help now', {}, '/', (person) => person.tap('parts.get_help')],
  ['Get help now at its own address', {}, '/help', async () => {}],
  ['the opening in the dark', { colorScheme: 'dark' }, '/', async () => {}],
  ['Today on a narrow phone', { viewport: { width: 320, height: 640 } }, '/', (person) => person.tap('person.first_opening.begin')],
];

for (const [name, options, path, tapped] of rows) {
  step(`${name}: the page’s own screen and the program’s are the same, element by element`, async () => {
    await slowPhone(async (person, release) => {
      await person.page.goto(server.person + path, { waitUntil: 'domcontentloaded' });
      await person.page.waitForFunction(() => document.documentElement.dataset.first);
      await tapped(person);
      await person.page.waitForFunction(() => document.querySelector('#today .over').textContent.trim() !== '');
      const ours = await person.page.evaluate(look);
      assert.ok(ours.length > 15, 'the page brings a screen');
      await release();
      assert.deepEqual(await person.page.evaluate(look), ours);
      assert.equal(await person.page.evaluate(look).then((all) => all.join().includes(say('parts.hide'))), true);
    }, options);
  });
}

step('a difference between the two would be seen', async () => {
  await slowPhone(async (person, release) => {
    await person.page.goto(server.person, { waitUntil: 'domcontentloaded' });
    const ours = await person.page.evaluate(look);
    await person.page.evaluate(() => { document.querySelector('#welcome .three li').style.paddingTop = '2px'; });
    assert.notDeepEqual(await person.page.evaluate(look), ours);
    await release();
  });
});

step('what is tapped before the program is there is done by it: Begin, and then the card', async () => {
  await slowPhone(async (person, release) => {
    await person.page.goto(server.person, { waitUntil: 'domcontentloaded' });
    await person.page.waitForFunction(() => document.documentElement.dataset.first);
    await person.tap('person.first_opening.begin');
    await person.heading('person.today.hello');
    await person.page.locator('#today a[href="/aspirations/new"]').click();
    assert.equal(new URL(person.page.url()).pathname, '/aspirations/new');
    await release();
    await person.page.locator('main textarea').first().waitFor();
    await person.page.goBack();
    await person.heading('person.today.hello');
    await person.goto('/');
    await person.heading('person.today.hello');
  });
});

step('an answer that was marked before the program was there is kept by it, and stays marked', async () => {
  await slowPhone(async (person, release) => {
    await person.page.goto(server.person, { waitUntil: 'domcontentloaded' });
    await person.toFirstQuestion();
    await person.page.locator('#statement .notch').nth(7).click();
    assert.equal(await person.page.getByText(say('person.store.kept')).count(), 0, 'nothing says kept before it is');
    const address = person.page.url();
    await release();
    await person.page.getByText(say('person.store.kept')).waitFor();
    assert.equal(person.page.url(), address);
    assert.equal(await person.page.locator('input:checked').getAttribute('value'), '7');
    await person.goto('/');
    await person.page.goto(address);
    assert.equal(await person.page.locator('.stops input:checked').getAttribute('value'), '7');
    await person.tap('person.statement.next');
    await person.page.waitForURL(address.replace(/1$/, '2'));
  });
});

step('Next that was tapped before the program was there goes on, and asks for an answer where none is marked', async () => {
  await slowPhone(async (person, release) => {
    await person.page.goto(server.person, { waitUntil: 'domcontentloaded' });
    await person.toFirstQuestion();
    await person.tap('person.statement.next');
    await release();
    await person.page.getByText(say('person.statement.choose')).waitFor();
  });
  await slowPhone(async (person, release) => {
    await person.page.goto(server.person, { waitUntil: 'domcontentloaded' });
    await person.toFirstQuestion();
    await person.page.locator('#statement .notch').nth(3).click();
    await person.page.keyboard.press('Enter');
    const first = person.page.url();
    await release();
    await person.page.waitForURL(first.replace(/1$/, '2'));
    await person.page.goto(first);
    assert.equal(await person.page.locator('.stops input:checked').getAttribute('value'), '3');
  });
});

step('whoever goes back to Today before the program is there finds the check-in under way', async () => {
  await slowPhone(async (person, release) => {
    await person.page.goto(server.person, { waitUntil: 'domcontentloaded' });
    await person.toFirstQuestion();
    await person.page.locator('#statement .notch').nth(5).click();
    await person.page.locator('#statement .back').click();
    await person.page.locator('#check-in .back').click();
    await person.heading('person.today.hello');
    await release();
    await person.page.locator('main .dock .btn.go').click();
    await person.page.waitForURL(/check-in\/[0-9a-f]{32}\/1$/);
    assert.equal(await person.page.locator('.stops input:checked').getAttribute('value'), '5');
  });
});

step('a tap on Begin before the page’s script is there counts as well', async () => {
  await slowPhone(async (person, release) => {
    let go;
    const may = new Promise((done) => { go = done; });
    await person.device.context.route('**/assets/load.*.js', async (route) => { await may; await route.continue(); });
    await person.page.goto(server.person, { waitUntil: 'commit' });
    await person.tap('person.first_opening.begin');
    await person.heading('person.today.hello');
    go();
    await person.page.waitForFunction(() => document.documentElement.dataset.first === 'today');
    await release();
    await person.heading('person.today.hello');
    assert.equal(new URL(person.page.url()).pathname + new URL(person.page.url()).hash, '/');
  });
});

step('where Get help now is read when the program comes, the person stays where they are on it, with what they chose', async () => {
  await slowPhone(async (person, release) => {
    await person.page.goto(server.person, { waitUntil: 'domcontentloaded' });
    await person.page.waitForFunction(() => document.documentElement.dataset.first);
    await person.tap('parts.get_help');
    await person.page.evaluate(() => scrollTo(0, 300));
    await release();
    await person.page.waitForFunction(() => Math.abs(scrollY - 300) < 2);
    await person.tap('parts.close');
    await person.heading('person.first_opening.first.title');
  });
});

step('an introduction’s code is still there after Begin', async () => {
  await slowPhone(async (person, release) => {
    await person.page.goto(`${server.person}/i#ABCDEFGH`, { waitUntil: 'domcontentloaded' });
    await person.page.waitForFunction(() => document.documentElement.dataset.first);
    await person.tap('person.first_opening.begin');
    await release();
    assert.equal(new URL(person.page.url()).pathname, '/i');
  });
});

step('nothing moves on the screen while the program takes over', async () => {
  await slowPhone(async (person, release) => {
    await person.page.addInitScript(() => {
      globalThis.moved = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((it) => { globalThis.moved += it.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    });
    await person.page.goto(server.person, { waitUntil: 'domcontentloaded' });
    await release();
    assert.equal(await person.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(globalThis.moved))))), 0);
  });
});
