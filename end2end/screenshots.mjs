// Pictures of every screen into target/screenshots, with one page to look at them: each once at 360 by 740; the ones
// that matter most also dark, with text twice as large, and at 1280 by 800. Run by `cargo xtask screenshots`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { goInside, makeSeeded } from './lib/seeded.mjs';
import { site } from './lib/server.mjs';

const folder = resolve(import.meta.dirname, '../target/screenshots');
const main = {
  person: ['/', '/check-in', '/check-in/:id/:n', '/check-ins/:id', '/aspirations/:id', '/sharing', '/sharing/:worker/preview', '/journey', '/help'],
  team: ['/', '/people/:id', '/introductions/:locator'],
};
const small = { width: 360, height: 740 };
const looks = [
  { name: 'plain', size: small },
  { name: 'dark', size: small, dark: true, onlyMain: true },
  { name: 'large text', size: small, text: '200', onlyMain: true },
  { name: 'wide', size: { width: 1280, height: 800 }, onlyMain: true },
];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const { origins } = JSON.parse(readFileSync(join(site, 'site.json'), 'utf8'));
const world = await makeSeeded();
const pictures = [];

async function picture(origin, route, page, look) {
  await page.setViewportSize(look.size);
  await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  await page.evaluate((text) => { document.documentElement.dataset.text = text; }, look.text ?? '');
  await page.evaluate(() => document.fonts.ready.then(() => scrollTo(0, 0)));
  const file = `${origin}${route.replace(/\W+/g, '-').replace(/-$/, '') || '-start'}.${look.name.replace(' ', '-')}.png`;
  await page.screenshot({ path: join(folder, file), fullPage: look.name === 'plain' });
  pictures.push({ origin, route, look: look.name, file });
}

try {
  for (const origin of ['person', 'team']) {
    const { page } = origin === 'person' ? world.person : world.worker;
    for (const route of origins[origin].routes) {
      if (origin === 'person') await world.visit(route);
      else await goInside(page, world.address.team(route));
      for (const look of looks) {
        if (!look.onlyMain || main[origin].includes(route)) await picture(origin, route, page, look);
      }
    }
  }
} finally {
  await world.close();
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const figure = ({ origin, route, look, file }) =>
  `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${escape(`${origin} ${route}, ${look}`)}</figcaption></figure>`;
writeFileSync(join(folder, 'index.html'), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Waymark, every screen</title>
<style>body{font:1rem system-ui;margin:1rem;background:#ddd}main{display:flex;flex-wrap:wrap;gap:1rem;align-items:start}figure{margin:0;max-width:22rem}img{max-width:100%;border:1px solid #999}</style>
<main>${pictures.map(figure).join('\n')}</main></html>\n`);
process.stdout.write(`${pictures.length} pictures: ${join(folder, 'index.html')}\n`);
