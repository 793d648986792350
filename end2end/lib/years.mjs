// A phone with three years on it, brought back from a safe copy as anybody would bring back theirs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isoDay } from './day.mjs';
import { until } from './until.mjs';

const root = resolve(import.meta.dirname, '../..');
const passphrase = 'three made-up years';

/** Writes the copy into `folder`; answers its path and what was printed. Today is the last of its days. */
function write(folder, secret, ...records) {
  const file = join(folder, 'years.waymark');
  const args = [file, secret, isoDay(new Date()), ...records];
  const cargo = ['run', '-q', '--locked', '-p', 'waymark-notebook', '--example', 'years', '--'];
  // Built before, where the variable says so: cargo waits for other builds.
  const built = process.env.WAYMARK_YEARS;
  const run = spawnSync(built ?? 'cargo', built ? args : [...cargo, ...args], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the three years were not written: ${run.stderr}`);
  return { file, printed: run.stdout.trim() };
}

/** The copy that `cargo xtask serve` makes for looking around: its path, and the twelve words that open it. */
export function writeToLookAround(folder) {
  const { file, printed } = write(folder, '--words');
  return { file, words: printed };
}

/** Brings a copy back, from the page that asks for it. */
export async function bringBack(person, file, secret) {
  await person.page.locator('#copy').setInputFiles(file);
  await person.page.locator('#secret').fill(secret);
  await person.tap('person.back.open');
  await person.sees('person.back.opened');
  await person.tap('person.back.bring');
  await until('Today is open', () => new URL(person.page.url()).pathname === '/');
}

/** Brings three years to this person's phone; or so many records, which are mostly notes. */
export async function bringYears(person, ...records) {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-years-'));
  try {
    const { file } = write(folder, passphrase, ...records.map(String));
    await person.goto('/me/back');
    await bringBack(person, file, passphrase);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Unfolds everything along the way, piece by piece, as somebody does who looks for its beginning. */
export async function unfoldTheWay(person) {
  const folded = person.page.locator('.along details:not([open]) > summary');
  await person.page.locator('.along .way').first().waitFor();
  while (await folded.count() > 0) {
    const before = await person.page.locator('.along .way').count();
    await folded.first().click();
    await until('a piece more of the way is there', async () => await person.page.locator('.along .way').count() > before);
  }
}
