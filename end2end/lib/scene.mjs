// Who is in a story: a server, a person with a phone, and where the story needs one a worker at a desk.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { Device, laptop, phone } from './browser.mjs';
import { axe } from './look.mjs';
import { Person } from './person.mjs';
import { Server } from './server.mjs';
import { makeStory } from './story.mjs';
import { Worker } from './team.mjs';

/**
 * Starts a server and puts a phone beside it; everything is cleared away after the story. `worker` names whoever sits
 * at a desk, and without it there is none; `packs` are the questionnaires the server has, by file name, and `told` what
 * else is set; with `look`, every page of the phone has axe in it. Returns `server`, `handset`, `person`, `desk`,
 * `worker`, and `step` for the story's steps.
 */
export async function makeScene({ worker, packs, told, look = false } = {}) {
  const folder = packs && writePacks(packs);
  const server = await Server.make({ packs: folder, told });
  const handset = new Device(phone);
  if (look) handset.scripts.push(axe);
  const desk = worker === undefined ? undefined : new Device(laptop);
  after(async () => {
    await handset.remove();
    await desk?.remove();
    await server.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
  return {
    server, handset, desk, step: makeStory(),
    person: new Person(handset, server.person),
    worker: desk && new Worker(desk, server.team, worker),
  };
}

/** The first opening done as `name`, everything kept for days without signal, and then no server any more. */
export async function beginAlone({ server, person }, name = '') {
  await person.open();
  await person.begin(name);
  await person.readyForNoSignal();
  await server.stop();
}

/** Puts questionnaires, by file name, into a folder of their own for a server. */
export function writePacks(packs) {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-packs-'));
  for (const [name, pack] of Object.entries(packs)) writeFileSync(join(folder, `${name}.json`), JSON.stringify(pack));
  return folder;
}
