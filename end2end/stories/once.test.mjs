// At a first visit the program is asked for once, in every engine, and what is not as it was made does not run.
//
// Named exceptions. The window that WPE WebKit is driven in keeps no files for its service worker to find, and its age,
// that of the oldest iPhone which is promised, knows nothing of a policy for scripts without a hash.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Chromium, Firefox, WebKit, Wpe } from '../lib/engines.mjs';
import { Hands } from '../lib/hands.mjs';
import { Link } from '../lib/link.mjs';
import { Server, site } from '../lib/server.mjs';
import { until } from '../lib/until.mjs';
import { say } from '../lib/words.mjs';

const copy = mkdtempSync(join(tmpdir(), 'waymark-site-'));
cpSync(site, copy, { recursive: true });
const server = await Server.make({ site: copy });
after(async () => {
  await server.close();
  rmSync(copy, { recursive: true, force: true });
});

const program = /^\/assets\/person\.[0-9a-f]+\.wasm$/;

const page = join(copy, 'person/index.html');
const named = (file, pattern) => join(copy, 'person', readFileSync(file, 'utf8').match(pattern)[0]);
const glue = named(named(page, /\/assets\/load\.[0-9a-f]+\.js/), /\/assets\/person\.[0-9a-f]+\.js/);

/** Changes a file of the site while `work` is done. */
async function changed(path, edit, work) {
  const before = ['', '.br', '.gz'].map((end) => path + end).flatMap((file) => {
    try { return [[file, readFileSync(file)]]; } catch { return []; }
  });
  for (const [file] of before) rmSync(file);
  writeFileSync(path, edit(before[0][1].toString()));
  try { await work(); } finally { for (const [file, bytes] of before) writeFileSync(file, bytes); }
}

for (const Engine of [Chromium, Firefox, WebKit, Wpe]) {
  /** A phone that has never been here, and the link it uses. */
  const fresh = (name, work) => test(`${Engine.name}: ${name}`, async () => {
    const link = await Link.make(server.ports[0]);
    const engine = new Engine();
    try {
      await engine.open();
      await work(engine, link);
    } finally {
      await engine.close();
      await engine.remove();
      await link.close();
    }
  });
  const drawn = (engine) => until('the app has drawn', () => engine.run(() => document.getElementById('first-words') === null && document.querySelector('main h1') !== null));
  const says = (engine, key) => until('the page says why it does not open', () => engine.run((words) => document.querySelector('#welcome h1')?.innerText === words, say(key)));

  fresh('the program is asked for once, also while everything is kept for days without signal', async (engine, link) => {
    await engine.go(link.origin);
    await drawn(engine);
    assert.equal(link.times(program), 1);
    if (Engine !== Wpe) {
      await new Hands(engine, link.origin).begin('Zoë');
      assert.equal(link.times(program), 1);
    }
    // Planted: a second time is seen.
    const path = link.exchanges.find((it) => program.test(it.path)).path;
    await (await fetch(link.origin + path)).arrayBuffer();
    assert.equal(link.times(program), 2);
  });

  fresh('glue with another byte does not run', (engine, link) => changed(glue, (text) => `${text}\n`, async () => {
    await engine.go(link.origin);
    await says(engine, 'errors.start.title');
  }));

  if (Engine !== Wpe) {
    fresh('a script without its hash does not run', (engine, link) => changed(
      page, (text) => text.replace(/(<script src="[^"]+") integrity="[^"]+"/, '$1'), async () => {
        await engine.go(link.origin);
        // What the page itself says stays, and nothing of the loader.
        await until('the page is whole', () => engine.run(() => document.readyState === 'complete'));
        assert.equal(await engine.run(() => document.documentElement.className), '');
        assert.equal(link.times(program), 0);
      },
    ));
  }
}

test('the page whose glue and scripts were changed opens as it was made', async () => {
  const engine = new Chromium();
  try {
    await engine.open();
    await engine.go(server.person);
    await engine.see(say('person.first_opening.begin'));
    assert.deepEqual(engine.faults, []);
  } finally {
    await engine.remove();
  }
});
