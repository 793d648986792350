// New versions of the app that arrive in the middle of a check-in. Nothing is loaded again before the person says so,
// the answers stay, and the files of the version before are still there.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { site } from '../server.mjs';
import { until } from '../until.mjs';
import { say } from '../words.mjs';

/** A site of its own, of which later versions can be made. */
export function makeSite() {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-site-'));
  cpSync(site, folder, { recursive: true });
  return folder;
}

/** Makes the next version: another build, with a file that no other version has. The file of the version before goes. */
async function release(server, n) {
  const folder = server.site;
  const worker = join(folder, 'person/service-worker.js');
  const list = join(folder, 'site.json');
  const about = JSON.parse(readFileSync(list, 'utf8'));
  const name = (of) => `/assets/only-in-${String(of).padStart(12, '0')}.js`;
  const words = Buffer.from(`// Only in version ${n}.\n`);
  writeFileSync(join(folder, 'person', name(n)), words);
  rmSync(join(folder, 'person', name(n - 1)), { force: true });
  about.origins.person.files[name(n)] = createHash('sha256').update(words).digest('hex');
  delete about.origins.person.files[name(n - 1)];
  const script = readFileSync(worker, 'utf8')
    .replace(/const BUILD = "[^"]*"/, `const BUILD = "${String(n).padStart(16, '0')}"`)
    .replace(/\n {2}\["\/assets\/only-in-[^\n]*/, '')
    .replace('const FILES = new Map([', `const FILES = new Map([\n  ["${name(n)}", "sha384-${createHash('sha384').update(words).digest('base64')}"],`);
  writeFileSync(worker, script);
  about.origins.person.files['/service-worker.js'] = createHash('sha256').update(script).digest('hex');
  for (const end of ['.br', '.gz']) rmSync(worker + end, { force: true });
  writeFileSync(list, JSON.stringify(about));
  await server.stop();
  await server.start();
  return { now: name(n), before: name(n - 1) };
}

const registration = (page, ask) => page.evaluate(async (what) => {
  const it = await navigator.serviceWorker.getRegistration();
  if (what === 'update') { await it.update(); return true; }
  if (what === 'waits') return it.waiting !== null && it.installing === null;
  return it.waiting === null && it.active?.state === 'activated';
}, ask);

/** Another tab, which says that a new version waits. */
async function secondTab({ device, origin }) {
  const tab = await device.context.newPage();
  await tab.goto(origin);
  await tab.getByText(say('person.update.title')).waitFor();
  await tab.evaluate(() => { globalThis.stillTheSamePage = true; });
  return tab;
}

/** Whether a tab that was left behind, when the version was taken in another, stays as it is until its own button opens
 * it again, and then has nothing more to say. */
async function follows(tab) {
  const same = () => tab.evaluate(() => globalThis.stillTheSamePage === true);
  if (!await same()) return false;
  await tab.getByRole('button', { name: say('person.update.take') }).click();
  const opened = async () => !await same() && await tab.locator('main h1').count() > 0;
  const went = await until('the other tab was opened again', opened).catch(() => false);
  const said = await tab.getByText(say('person.update.title')).count();
  await tab.close();
  return went && said === 0;
}

/** Brings a new version in the middle of a check-in, again and again. The bench stands on a site of its own. */
export async function update(bench, rounds) {
  const tally = { fault: 'new version mid check-in', rounds: 0, reloaded: 0, changed: 0, assets_gone: 0, behind: 0 };
  const copy = bench.phone();
  try {
    await copy.start();
    await copy.statement();
    for (let n = 1; n <= rounds; n += 1) {
      const { page } = copy;
      const { before } = await release(bench.server, n);
      const place = (await copy.marked() + 1) % 5;
      await copy.answer(place);
      const here = page.url();
      await page.evaluate(() => { globalThis.stillTheSamePage = true; });
      await registration(page, 'update');
      await until('the new version waits', () => registration(page, 'waits'));
      const same = page.url() === here && await page.evaluate(() => globalThis.stillTheSamePage === true);
      if (!same) tally.reloaded += 1;
      if (await copy.marked() !== place) tally.changed += 1;
      // The page is of the version before, and may yet ask for its files.
      const has = (path) => page.evaluate(async (asset) => (await fetch(asset)).ok, path);
      if (n > 1 && !await has(before)) tally.assets_gone += 1;
      await copy.goto('/');
      await page.getByText(say('person.update.title')).waitFor();
      await page.evaluate(() => { globalThis.stillTheSamePage = true; });
      const other = n === rounds ? await secondTab(copy) : undefined;
      await copy.tap('person.update.take');
      await until('the new version is in charge', () => registration(page, 'active'));
      await until('the page was opened again', () => page.evaluate(() => globalThis.stillTheSamePage === undefined && document.querySelector('main h1') !== null));
      if (other && !await follows(other)) tally.behind += 1;
      if (n > 1 && !await has(before)) tally.assets_gone += 1;
      await copy.statement();
      if (await copy.marked() !== place) tally.changed += 1;
      tally.rounds += 1;
    }
  } finally {
    await copy.device.remove();
  }
  return tally;
}
