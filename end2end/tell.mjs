// Tells the stories named on the command line: first, alone, those that ask how long something takes; then the others two
// at a time, for most of a story is waiting for its own browser. One that does not hold beside another is told once more,
// alone, and what it says then counts; that it was so is said at the end, for whoever looks for what befalls seldom.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** Their outcome hangs on how busy the machine is. */
const ALONE = ['alive', 'back_off'];
/** The longest, so that none of them is begun when all others have ended. */
const FIRST = ['languages', 'faults', 'screens', 'delete_copy', 'states'];
/** So many are told again at most: with more the fault is not the company. */
const AGAIN = 8;
/** Per file, of which the longest takes six minutes: one that stands still costs its own tests, not all the others'. */
const LIMIT_MS = 1_200_000;

const named = (file) => basename(file, '.test.mjs');

/** Tells these and gives back, by file, how many tests held, which did not, and how long they took. `again` is the mark of one
 * that is told once more. */
async function tell(files, concurrency, again = '✖') {
  const heard = new Map(files.map((file) => [file, { held: 0, failed: [], ms: 0 }]));
  if (files.length === 0) return heard;
  const stream = run({ files, concurrency, timeout: LIMIT_MS });
  // A file that cannot even be read is a failed test of its own name.
  const of = (test) => heard.get(test.file) ?? heard.get(test.name) ?? [...heard.values()][0];
  stream.on('test:pass', (test) => {
    of(test).held += 1;
    if (test.nesting === 0) of(test).ms += test.details.duration_ms;
  });
  stream.on('test:fail', (test) => of(test).failed.push(test.name));
  for await (const text of stream.compose(new spec())) process.stdout.write(String(text).replaceAll('✖', again));
  return heard;
}

/** The files of which something did not hold, or nothing was heard. */
const unheld = (heard) => [...heard].filter(([, { failed, held }]) => failed.length > 0 || held === 0).map(([file]) => file);

const files = process.argv.slice(2);
const place = (file) => (FIRST.includes(named(file)) ? FIRST.indexOf(named(file)) : FIRST.length);
const alone = await tell(files.filter((file) => ALONE.includes(named(file))), 1);
const beside = await tell(files.filter((file) => !ALONE.includes(named(file))).sort((a, b) => place(a) - place(b)), 2, '↻');
const troubled = unheld(beside);
const again = await tell(troubled.length <= AGAIN ? troubled : [], 1);
const all = new Map([...alone, ...beside, ...again]);

for (const [file, { failed }] of again) {
  const then = beside.get(file).failed.join('; ');
  console.log(`beside another, ${named(file)} did not hold (${then}); alone it ${failed.length > 0 ? 'does not either' : 'does'}`);
}
for (const file of unheld(all)) console.log(`✖ ${named(file)}: ${all.get(file).failed.join('; ') || 'nothing was heard of it'}`);
const slowest = [...all].sort(([, a], [, b]) => b.ms - a.ms).slice(0, 8);
console.log(`longest: ${slowest.map(([file, { ms }]) => `${named(file)} ${Math.round(ms / 1_000)} s`).join(', ')}`);
const sum = (of) => [...all.values()].reduce((so_far, one) => so_far + of(one), 0);
const silent = [...all.values()].filter(({ held, failed }) => held + failed.length === 0).length;
const failures = sum(({ failed }) => failed.length) + silent;
console.log(`told: ${sum(({ held }) => held)} held, ${failures} failed`);
process.exitCode = failures > 0 ? 1 : 0;
