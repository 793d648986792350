// Pictures of every screen into target/screenshots, with one page to look at them in sections: each once at 360 by 740;
// those that matter most also dark, with text twice as large, wide, with three years of data, with long words and from
// right to left. Run by `cargo xtask screenshots`; `--only=full` (any part of a section's name) makes fewer.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { goInside, makeSeeded } from './lib/seeded.mjs';
import { site } from './lib/server.mjs';

const folder = resolve(import.meta.dirname, '../target/screenshots');
const main = {
  person: ['/', '/check-in', '/check-in/:id/:n', '/check-ins/:id', '/aspirations', '/aspirations/:id', '/sharing', '/sharing/:worker/preview', '/journey', '/help'],
  team: ['/', '/people/:id', '/introductions/:locator'],
};
const small = { width: 360, height: 740 };
const plain = { name: 'plain', title: 'Every screen', size: small, every: true };
const looks = [
  plain,
  { name: 'dark', title: 'Dark', size: small, dark: true },
  { name: 'large-text', title: 'Text twice as large', size: small, text: '200' },
  { name: 'wide', title: '1280 by 800', size: { width: 1280, height: 800 } },
];
const full = [
  { name: 'full', title: 'Three years of data', size: small, tall: true },
  // Mirrored by the page's own direction, until a language that is written this way can be chosen here.
  { name: 'right-to-left', title: 'Right to left', size: small, rtl: true },
];
/** The longest picture, in pixels of the page: a preview of three years is longer than a browser can picture. */
const longest = 6000;
const long = [{ name: 'long-words', title: 'Long words', size: small, tall: true }];

const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
const wanted = (all) => all.filter((look) => !only || look.name.includes(only));

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const { origins } = JSON.parse(readFileSync(join(site, 'site.json'), 'utf8'));
const pictures = [];

async function picture(origin, route, page, look) {
  await page.setViewportSize(look.size);
  await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  await page.evaluate(({ text, rtl }) => {
    document.documentElement.dataset.text = text ?? '';
    document.documentElement.dir = rtl ? 'rtl' : '';
  }, look);
  await page.evaluate(() => document.fonts.ready.then(() => scrollTo(0, 0)));
  const file = `${look.name}.${origin}${route.replace(/\W+/g, '-').replace(/-$/, '') || '-start'}.png`;
  if (look.every || look.tall) {
    // The page as long as it is, in a window of that length: what is docked stays below everything.
    const length = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ ...look.size, height: Math.max(look.size.height, Math.min(length, longest)) });
  }
  await page.screenshot({ path: join(folder, file) });
  pictures.push({ origin, route, look, file });
}

/** Pictures the screens of one world: all of them where a look wants every screen, else those that matter most. */
async function pictureWorld(world, looks, origins) {
  try {
    for (const [origin, routes] of Object.entries(origins)) {
      const { page } = origin === 'person' ? world.person : world.worker;
      for (const route of routes) {
        const those = looks.filter((look) => look.every || main[origin].includes(route));
        if (those.length === 0) continue;
        if (origin === 'person') await world.visit(route);
        else await goInside(page, world.address.team(route));
        for (const look of those) await picture(origin, route, page, look);
      }
    }
  } finally {
    await world.close();
  }
}

const person = { person: main.person };
const both = { person: origins.person.routes, team: origins.team.routes };
if (wanted(looks).length > 0) await pictureWorld(await makeSeeded(), wanted(looks), both);
if (wanted(full).length > 0) await pictureWorld(await makeSeeded({ years: true }), wanted(full), person);
if (wanted(long).length > 0) {
  const world = await makeSeeded({ years: true, name: 'Wilhelmina-Bartholomäa Featherstonehaugh-Cholmondeley' });
  const { person: address } = world.address;
  // The fifth of the three years' aspirations is one word that has no end.
  world.address.person = (route) => (route === '/aspirations/:id' ? `/aspirations/${'05'.repeat(16)}` : address(route));
  await pictureWorld(world, wanted(long), person);
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const figure = ({ origin, route, file }) =>
  `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${escape(`${origin} ${route}`)}</figcaption></figure>`;
const section = (look) => {
  const own = pictures.filter((picture) => picture.look === look);
  return own.length === 0 ? '' : `<h2 id="${look.name}">${escape(look.title)} <small>${own.length}</small></h2>\n<main>${own.map(figure).join('\n')}</main>`;
};
const all = [...looks, ...full, ...long];
writeFileSync(join(folder, 'index.html'), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Waymark, every screen</title>
<style>body{font:1rem system-ui;margin:1rem;background:#ddd}main{display:flex;flex-wrap:wrap;gap:1rem;align-items:start}figure{margin:0;max-width:22rem}img{max-width:100%;border:1px solid #999}nav a{margin-inline-end:1rem}</style>
<h1>Waymark, every screen</h1><nav>${all.map((look) => `<a href="#${look.name}">${escape(look.title)}</a>`).join('')}</nav>
${all.map(section).join('\n')}</html>\n`);
process.stdout.write(`${pictures.length} pictures: ${join(folder, 'index.html')}\n`);
