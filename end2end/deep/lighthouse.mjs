// Lighthouse on the release build, with its own mobile settings: the median of five runs. Accessibility, best practices
// and what search engines want have to be whole, performance at least 98. Run by `cargo xtask deep lighthouse`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { executable } from '../lib/browser.mjs';
import { Server, site } from '../lib/server.mjs';

const runs = Number(process.env.WAYMARK_RUNS ?? 5);
const least = { accessibility: 100, 'best-practices': 100, seo: 100, performance: 98 };
const figures = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index'];
const print = (line) => process.stdout.write(`${line}\n`);

// A folder of its own: it is many times the size of what the stories need.
const folder = resolve(import.meta.dirname, '../lighthouse');
if (!existsSync(join(folder, 'node_modules/lighthouse'))) {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error(`Lighthouse could not be fetched: run \`npm ci\` in ${folder}`);
}
const { resolve: find } = createRequire(join(folder, 'package.json'));
const { default: lighthouse } = await import(pathToFileURL(find('lighthouse')));
const { launch } = await import(pathToFileURL(find('chrome-launcher')));

if (JSON.parse(readFileSync(join(site, 'site.json'), 'utf8')).quick) print('This is the quick build: its performance says nothing.');

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** One visit by a phone that has never been here: a browser of its own, with an empty profile. */
async function visit(address) {
  const chrome = await launch({ chromePath: executable, logLevel: 'error',
    chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  try {
    const { lhr } = await lighthouse(address, { port: chrome.port, output: 'json', logLevel: 'error',
      onlyCategories: Object.keys(least) });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    chrome.kill();
  }
}

const server = await Server.make();
const broken = [];
try {
  for (const [name, address] of [
    ['the first opening', `${server.person}/`], ['a new person’s Today', `${server.person}/#today`],
    ['the first question', `${server.person}/#statement`], ['Get help now', `${server.person}/help`]]) {
    const reports = [];
    for (let n = 0; n < runs; n += 1) reports.push(await visit(address));
    print(`${name}, median of ${runs}, Lighthouse ${reports[0].lighthouseVersion}`);
    for (const category of Object.keys(least)) {
      const scores = reports.map((report) => Math.round(report.categories[category].score * 100));
      print(`  ${category.padEnd(26)}${median(scores)}   (${scores.join(' ')})`);
      if (median(scores) < (least[category] ?? 0)) broken.push(`${name}: ${category} is ${median(scores)}, at least ${least[category]} is asked for`);
    }
    for (const id of figures) {
      print(`  ${id.padEnd(26)}${median(reports.map((report) => report.audits[id].numericValue)).toFixed(id.includes('shift') ? 3 : 0)}`);
    }
    const [last] = reports.slice(-1);
    const lost = Object.keys(least).flatMap((category) => last.categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && last.audits[id].score !== null && last.audits[id].score < 1)
      .map(({ id }) => `${category}: ${last.audits[id].title} ${last.audits[id].displayValue ?? ''}`));
    lost.forEach((line) => print(`    ${line}`));
    const kept = resolve(import.meta.dirname, '../../target/lighthouse');
    mkdirSync(kept, { recursive: true });
    writeFileSync(join(kept, `${name.replace(/\W+/g, '-')}.json`), JSON.stringify(last));
  }
} finally {
  await server.close();
}
broken.forEach((line) => process.stderr.write(`${line}\n`));
process.exitCode = broken.length > 0 ? 1 : 0;
