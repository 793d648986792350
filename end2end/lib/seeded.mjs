// A person, a worker and everything between them, made through the screens as people make it.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Device, laptop, phone } from './browser.mjs';
import { Helping } from './helping.mjs';
import { sumPack } from './packs.mjs';
import { Person } from './person.mjs';
import { writePacks } from './scene.mjs';
import { Server } from './server.mjs';
import { Worker } from './team.mjs';
import { until } from './until.mjs';
import { say } from './words.mjs';
import { bringYears } from './years.mjs';

const aspirations = [
  ['Finish my sewing course', 'I like making things that last', 'My sister, and Tuesdays', [2, 5]],
  ['See my cousins in Leeds', '', '', [1]],
];

/** Everything a person, a worker or their organisation wrote themselves, which no catalogue holds. */
export const ownWords = [...aspirations.flat().filter((words) => typeof words === 'string' && words), 'Maryam', 'Amira Khan', 'Amira', 'AK', 'Our team', 'Robin Shaw', 'Jo Bennett'];

/** The hash by which the key life areas are known. */
const keyAreas = createHash('sha256').update(readFileSync(join(import.meta.dirname, '../../domain/packs/key-areas.json'))).digest('hex');

/** Past answers about the key life areas: how many days ago, and by place. */
const areaAnswers = [
  [120, [4, 3, 2, 3, 2, 4, 1, 3, 2, 3]],
  [30, [5, 3, 3, 3, 3, 4, 1, null, 3, 4]],
];

/** Past check-ins: how many days ago, and the answers by place. */
const checkIns = [
  [186, [1, 1, 2, 2, 1, 3, 2, 1, 2, 2, 1]],
  [96, [2, 1, 2, 3, 1, 3, 2, 2, 2, 2, 1]],
  [43, [2, 2, 1, 3, 2, 3, 2, 1, 2, 2, 1]],
  [0, [3, 2, 2, 3, 2, 3, 3, 2, 2, 3, 2]],
];

/** Puts the phone's clock as far back as the tab was told to. */
function shiftedClock() {
  const now = Date.now.bind(Date);
  const shift = Number(sessionStorage.getItem('days-ago') ?? 0) * 86_400_000;
  Date.now = () => now() - shift;
}

/** The aspiration of the three years that has the most to show: its words, and where it stands. */
const longest = ['Finish my sewing course and make something I would wear to my sister’s wedding', `/aspirations/${'01'.repeat(16)}`];

/**
 * Makes the world and answers it, with one concrete address for every screen of both route tables. With `years`, the
 * phone holds three years; a longer name goes with that. `prepare` gets the phone's browser before the app is opened
 * in it.
 */
export async function makeSeeded({ settings = {}, years = false, name = 'Maryam', site, packs, prepare = async () => {} } = {}) {
  // What adds up comes from the team, as anything of the kind would.
  const folder = packs === undefined ? writePacks({ sum: sumPack() }) : undefined;
  const server = await Server.make({ site, packs: packs ?? folder });
  const handset = new Device(phone, settings);
  const desk = new Device(laptop, settings);
  const person = new Person(handset, server.person);
  const worker = new Worker(desk, server.team, 'Amira Khan');
  const close = async () => {
    await handset.remove();
    await desk.remove();
    await server.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  };
  try {
    await handset.open();
    await handset.context.addInitScript(shiftedClock);
    await prepare(handset.context);
    await person.goto('/');
    await person.begin(name);
    if (years) await bringYears(person);
    await worker.setUp(server.addWorker('Amira Khan'));
    const made = await worker.makeIntroduction();
    await person.openIntroduction(made.link);
    await person.accept({ worker: 'Amira Khan' });
    await worker.seesAccepted();
    const { title } = packs === undefined ? sumPack() : { title: say('person.begin.practice') };
    await until('what the team asks has arrived', async () => {
      await person.goto('/check-in');
      return (await person.offered()).some((name) => name.includes(title));
    });
    for (const [daysAgo, places] of years ? [] : areaAnswers) {
      await person.page.evaluate((days) => sessionStorage.setItem('days-ago', days), String(daysAgo));
      await person.startCheckIn({ which: 'Key life areas' });
      await person.sayAfter(daysAgo > 100);
      await person.answerAll(places);
      await person.finish();
    }
    for (const [daysAgo, places] of years ? checkIns.slice(-1) : checkIns) {
      await person.page.evaluate((days) => sessionStorage.setItem('days-ago', days), String(daysAgo));
      await person.startCheckIn({ which: title });
      await person.answerAll(places);
      await person.finish();
    }
    const checkIn = new URL(person.page.url()).pathname.match(/[0-9a-f]{32}/)[0];
    const paths = [];
    if (years) paths.push(longest[1]);
    for (const [words, why, helps, ratings] of years ? [] : aspirations) {
      const path = await person.addAspiration(words, { why, helps });
      for (const rating of ratings) await person.rate(path, rating);
      paths.push(path);
    }
    // Asked anew each time: the screens may have changed their language meanwhile.
    const aspiration = years ? longest[0] : aspirations[0][0];
    const what = () => [say('person.choose.totals'), say('person.choose.answers'), aspiration, say('person.choose.notes')];
    await person.choosePermission({ worker: 'Amira Khan', what: what(), earlier: !years });
    await person.share('Amira Khan');
    const consent = new URL(person.page.url()).pathname.match(/[0-9a-f]{32}/)[0];
    // A lead's screens, and somebody whose account they show.
    server.command('team', 'role', 'Amira Khan', '--role', 'lead');
    server.addWorker('Jo Bennett', 'peer-worker');
    await worker.signIn();
    await worker.lists(name);
    await worker.openPerson(name);
    const personId = new URL(worker.page.url()).pathname.match(/[0-9a-f]{32}/)[0];
    const open = await worker.makeIntroduction();
    await person.startCheckIn();
    await person.answer(2);
    const draft = new URL(person.page.url()).pathname.match(/[0-9a-f]{32}/)[0];
    const letters = new URL(worker.page.url()).pathname.split('/').at(-1);
    const written = await writtenDown(worker, person, name);
    const fill = (route, values) => Object.entries(values).reduce((path, [name, value]) => path.replace(`:${name}`, value), route);
    const address = {
      person: (route) => {
        const id = route.startsWith('/written/') ? written : route.startsWith('/check-in/') ? draft : route.startsWith('/check-ins/') ? checkIn : paths[0].split('/').at(-1);
        return fill(route, { consent, worker: person.worker, id, n: '2', pack: keyAreas });
      },
      team: (route) => fill(route, { pack: 'key-areas', id: route.startsWith('/team/') ? server.workerId('Jo Bennett') : personId, locator: letters }),
    };
    const choose = () => person.choosePermission({ worker: 'Amira Khan', what: what(), upTo: 'when' });
    // What is being chosen is kept nowhere but on the screens before, so these two are reached through them.
    const through = {
      '/sharing/:worker/when': choose,
      '/sharing/:worker/preview': () => person.choosePermission({ worker: 'Amira Khan', what: what() }),
    };
    /** Opens a screen of the person's route table, and sees that it is that screen. */
    const visit = async (route) => {
      const path = address.person(route);
      if (path.includes(':')) throw new Error(`no address for ${route}`);
      if (route in through) await through[route]();
      else await person.goto(path);
      await until(`${path} is open`, () => new URL(person.page.url()).pathname === path);
    };
    return { server, handset, desk, person, worker, address, visit, open, close };
  } catch (fault) {
    await handset.context?.pages()[0]?.screenshot({ path: `${server.dir}.person.png` }).catch(() => {});
    await close();
    throw fault;
  }
}

/** What the worker writes down with the person from paper, and waits on their phone: its id there. */
async function writtenDown(worker, person, name) {
  const help = new Helping(worker);
  await help.open();
  await help.begin({ way: 'paper', who: name, which: 'How are things' });
  await help.answerAll(['7', '6', '8', '3'], { paper: true });
  await help.review({ paper: true });
  await help.finish();
  await worker.tap('team.helping.close');
  const card = person.page.locator('main a[href^="/written/"]').first();
  await person.comesToToday('it is on the phone', card);
  return (await card.getAttribute('href')).split('/').at(-1);
}

/** Goes to a screen by a link, as the app itself does: a new load would end the worker's session. */
export async function goInside(page, path) {
  await page.evaluate((to) => {
    const link = document.createElement('a');
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await until(`${path} is open`, () => new URL(page.url()).pathname === path);
  await page.locator('main h1').first().waitFor({ state: 'attached' });
}
