// What a phone takes longer over the more is kept on it: opening Today again, and the journey, with 10, 300 and 3,000
// records, in turn, the CPU four times slower. Run by `cargo xtask deep start`.
import { Device, phone } from '../lib/browser.mjs';
import { Person } from '../lib/person.mjs';
import { Server } from '../lib/server.mjs';
import { say } from '../lib/words.mjs';
import { bringYears } from '../lib/years.mjs';

const runs = Number(process.env.WAYMARK_RUNS ?? 7);
const sizes = [10, 300, 3_000];
const SLOWER = 4;
const print = (line) => process.stdout.write(`${line}\n`);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const title = say('person.journey.title');

/** To another screen, as a tap on a link does it; the milliseconds until it is painted. */
const turn = (person, href, heading) => person.page.evaluate(([href, heading]) => new Promise((painted) => {
  const before = document.querySelector('main h1');
  const from = performance.now();
  const link = Object.assign(document.createElement('a'), { href });
  document.body.append(link);
  link.click();
  link.remove();
  const look = () => {
    const now = document.querySelector('main h1');
    if (!now || now === before || (heading && now.textContent !== heading)) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => painted(performance.now() - from)));
  };
  look();
}), [href, heading]);

const server = await Server.make();
const phones = [];
try {
  for (const size of sizes) {
    const device = new Device(phone);
    const person = new Person(device, server.person);
    await person.open();
    await person.begin();
    await bringYears(person, size);
    await person.readyForNoSignal();
    const session = await device.context.newCDPSession(person.page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    phones.push({ size, device, person, today: [], journey: [] });
  }
  // Noted by the page itself, when it has painted what is waited for.
  for (const { device } of phones) {
    await device.context.addInitScript(() => {
      const look = () => {
        const drawn = document.querySelector('main:not(#first-words *) h1');
        if (!drawn) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => { globalThis.drawn = performance.now(); }));
      };
      requestAnimationFrame(look);
    });
  }
  for (let n = 0; n < runs; n += 1) {
    for (const { person, today, journey } of phones) {
      await person.page.goto(`${server.person}/`);
      await person.page.waitForFunction(() => globalThis.drawn !== undefined);
      today.push(await person.page.evaluate(() => globalThis.drawn));
      // The first time its part is fetched.
      await turn(person, '/journey', title);
      await turn(person, '/', undefined);
      journey.push(await turn(person, '/journey', title));
    }
  }
  print(`median of ${runs} (least to most), CPU ${SLOWER} times slower`);
  for (const { size, today, journey } of phones) {
    const say = (all) => `${median(all).toFixed(0)} ms (${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)})`;
    print(`${String(size).padStart(6)} records: Today ${say(today)}, the journey ${say(journey)}`);
  }
  const [least, , most] = phones.map(({ today }) => median(today));
  print(`Today with 3,000 takes ${(most / least).toFixed(2)} times as long as with 10 (at most 1.15 is asked for)`);
  const years = median(phones.at(-1).journey);
  print(`the journey with 3,000 is drawn after ${years.toFixed(0)} ms (at most 200 is asked for)`);
  if (most > least * 1.15 || years > 200) process.exitCode = 1;
} finally {
  for (const { device } of phones) await device.remove();
  await server.close();
}
