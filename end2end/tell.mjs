// Tells the stories named on the command line: first, alone, those that ask how long something takes; then the others two
// at a time, for much of a story is waiting for its own browser. One that does not hold is told again, alone, twice at most,
// and what it says last counts; that it was so is said at the end, for whoever looks for what befalls seldom.
import { basename } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** Their outcome hangs on how busy the machine is. */
const ALONE = ['alive', 'back_off'];
/** The longest, so that none of them is begun when all others have ended. */
const FIRST = ['languages', 'faults', 'screens', 'delete_copy', 'states'];
/** So many are told again at most, and so often: with more the fault is not the company. */
const AGAIN = 8;
const TIMES = 2;
/** Per story, of which the longest takes four minutes: one that stands still costs its own tests, not all the others'. */
const LIMIT_MS = 1_200_000;

const named = (file) => basename(file, '.test.mjs');
const print = (line) => process.stdout.write(`${line}\n`);
const began = Date.now();

/** Tells one and shows what it said, in one piece; `mark` stands before what did not hold. */
async function tellOne(file, mark) {
  const heard = { file, held: 0, failed: [], seconds: 0 };
  const start = Date.now();
  const stream = run({ files: [file], timeout: LIMIT_MS });
  stream.on('test:pass', () => { heard.held += 1; });
  stream.on('test:fail', (test) => heard.failed.push(test.name));
  let said = '';
  for await (const text of stream.compose(new spec())) said += text;
  if (heard.held === 0 && heard.failed.length === 0) heard.failed.push('it says nothing');
  heard.seconds = Math.round((Date.now() - start) / 1_000);
  print(`${said.replaceAll('✖', mark)}   ${named(file)}: ${heard.seconds} s, minute ${Math.floor((Date.now() - began) / 60_000)}\n`);
  return heard;
}

/** Tells these, so many at a time, and gives back what was heard of each. */
async function tell(files, lanes, mark = '✖') {
  const left = [...files];
  const heard = [];
  const lane = async () => { while (left.length > 0) heard.push(await tellOne(left.shift(), mark)); };
  await Promise.all(Array.from({ length: lanes }, lane));
  return heard;
}

const place = (file) => (FIRST.includes(named(file)) ? FIRST.indexOf(named(file)) : FIRST.length);
const files = process.argv.slice(2);
const all = new Map();
const note = (heard) => heard.forEach((one) => all.set(one.file, one));

const alone = await tell(files.filter((file) => ALONE.includes(named(file))), 1, '↻');
const beside = await tell(files.filter((file) => !ALONE.includes(named(file))).sort((a, b) => place(a) - place(b)), 2, '↻');
note([...alone, ...beside]);
const unheld = (heard) => heard.filter(({ failed }) => failed.length > 0);
const first = unheld([...alone, ...beside]);
let troubled = first;
for (let time = 0; time < TIMES && troubled.length <= AGAIN; time += 1) {
  const again = await tell(troubled.map(({ file }) => file), 1, time === TIMES - 1 ? '✖' : '↻');
  note(again);
  troubled = unheld(again);
}

for (const { file, failed } of first) print(`at first, ${named(file)} did not hold: ${failed.join('; ')}`);
const sum = (of) => [...all.values()].reduce((so_far, one) => so_far + of(one), 0);
for (const { file, failed } of all.values()) if (failed.length > 0) print(`✖ ${named(file)}: ${failed.join('; ')}`);
const failures = sum(({ failed }) => failed.length);
print(`told: ${sum(({ held }) => held)} held, ${failures} failed`);
process.exitCode = failures > 0 ? 1 : 0;
