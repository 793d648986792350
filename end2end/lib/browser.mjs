// Chromium as a phone or a laptop, with a profile on disk that outlives the process.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterEach, beforeEach } from 'node:test';
import { chromium } from 'playwright-core';
import { zone } from './day.mjs';
import { until, within } from './until.mjs';

/** The same Chromium without windows, menus and extensions: a third less for the machine to do. */
const SHELL = '/usr/bin/chromium-headless-shell';

/**
 * Told in the whole browser: the main journey, and what hangs on how it begins, ends, keeps a site's files and asks about
 * them. So are pictures, benches and long tests, which are no stories.
 */
const WHOLE = ['main', 'about', 'alive', 'cold', 'engines', 'engines_sharing', 'faults', 'first_answer', 'first_words', 'full_disk', 'kill',
  'low_memory', 'passkeys', 'precache', 'states', 'upgrade'];
const story = basename(process.argv[1] ?? '').match(/^(.*)\.test\.mjs$/)?.[1];
const light = story !== undefined && !WHOLE.includes(story) && existsSync(SHELL);
export const executable = process.env.WAYMARK_CHROMIUM ?? (light ? SHELL : '/usr/bin/chromium');
// Without the background switches Chromium waits for servers it cannot reach.
export const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
export const laptop = { viewport: { width: 1280, height: 800 } };

/** On a device with these, 64 MiB are not to be had by any one program, and 19 MiB are. */
export const littleMemory = [...flags, '--js-flags=--wasm-max-mem-pages=900'];

const faults = process.env.WAYMARK_FAULTS
  ?? join(process.env.CARGO_TARGET_DIR ?? resolve(import.meta.dirname, '../../target'), 'faults');

/** Where a picture or a trace of what failed is left; its ending is added by whoever writes it. */
export function faultPath(name) {
  mkdirSync(faults, { recursive: true });
  return join(faults, name.replace(/\W+/g, '-').slice(0, 60));
}

/** Every device of this story that is switched on. */
const on = new Set();

// What is asked of a page has no limit of its own: one that never answers would stand there until whoever runs the stories
// gives up on all of them. So it is said which it was, and its browsers are ended; then what waits for them fails.
// The longest test takes two; whoever repeats one for hours says how many it has.
const minutes = Number(process.env.WAYMARK_TEST_MINUTES ?? 8);
let watch;
beforeEach(({ name }) => {
  watch = setTimeout(async () => {
    process.stderr.write(`“${name}” has not ended within ${minutes} minutes: its browsers are ended\n`);
    for (const [at, device] of [...on].entries()) {
      // A page that answers nothing gives no picture either.
      await within(device.report(`${at + 1} ${name}`), 20_000).catch(() => {});
      await device.kill();
    }
  }, minutes * 60_000).unref();
});
afterEach(() => clearTimeout(watch));

// Whatever failed, and in whichever story: what each device showed then, and all that it was asked to do until then.
afterEach(async ({ name, error }) => {
  if (error) for (const [at, device] of [...on].entries()) await device.report(`${at + 1} ${name}`);
});

/** So long a browser may take to end. */
const end_ms = 60_000;

/** A device: one browser profile, started and ended as often as a story needs. */
export class Device {
  constructor(shape = phone, options = {}) {
    this.dir = mkdtempSync(join(tmpdir(), 'waymark-device-'));
    this.options = { ...shape, locale: 'en-GB', timezoneId: zone, ...options };
    this.faults = [];
    this.sent = [];
    /** What every page of this device runs first, as text. */
    this.scripts = [];
  }

  /** Starts the browser and returns its page. */
  async open() {
    this.context = await chromium.launchPersistentContext(this.dir, {
      executablePath: executable, headless: true, args: flags, ...this.options });
    await this.context.exposeBinding('__waymarkViolation', (_, text) => this.faults.push(text));
    await this.context.addInitScript(() => addEventListener('securitypolicyviolation', (event) =>
      globalThis.__waymarkViolation(`policy ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`)));
    for (const content of this.scripts) await this.context.addInitScript({ content });
    this.context.on('weberror', (error) => this.faults.push(`error ${error.error().message}`));
    this.context.on('console', (message) => {
      // A server that is switched off is part of these stories; the browser reports it as a failed load.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.faults.push(`console ${message.text()}`);
    });
    this.context.on('request', (request) => {
      const body = request.postDataBuffer();
      const byWorker = request.serviceWorker() !== null;
      this.sent.push({ method: request.method(), url: request.url(), body: body ?? Buffer.alloc(0), byWorker });
    });
    // Only says when to give up: beside another story, on a machine half as fast, what takes two seconds takes ten.
    this.context.setDefaultTimeout(30_000);
    // Steps, requests and the console alone: pictures of every step would take longer than the steps.
    await this.context.tracing.start({ title: this.dir });
    on.add(this);
    this.page = this.context.pages()[0] ?? await this.context.newPage();
    return this.page;
  }

  /** What is on the screen, and the trace of how it came there, for whoever reads why a story failed. */
  async report(name) {
    const path = faultPath(name);
    process.stderr.write(`${this.page.url()}; faults so far: ${JSON.stringify(this.faults)}\n`);
    const left = async (what, leave) => {
      const word = await leave().then(() => what, (trouble) => `no ${what}: ${trouble.message.split('\n')[0]}`);
      process.stderr.write(`  ${word}\n`);
    };
    await left(`${path}.png`, () => this.page.screenshot({ path: `${path}.png`, timeout: 5_000 }));
    await left(`${path}.zip, for \`npx playwright-core show-trace\``, () => this.context.tracing.stop({ path: `${path}.zip` }));
  }

  /** Ends the browser the ordinary way. */
  async close() {
    on.delete(this);
    const { context } = this;
    this.context = undefined;
    if (!context) return;
    const ended = context.close();
    try {
      await within(ended, end_ms);
    } catch (fault) {
      // A browser that was asked to end, and does not: as somebody would who holds the button down.
      process.stderr.write(`${this.dir}: ${fault.message}; its processes are killed\n`);
      this.#kill();
      await ended.catch(() => {});
    }
  }

  #kill() {
    for (const pid of this.processes()) {
      try { process.kill(pid, 'SIGKILL'); } catch { /* it had ended by itself */ }
    }
  }

  /** The processes of this profile and no others: the profile's folder stands in their command line. */
  processes() {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').some((part) => part.includes(this.dir));
      } catch {
        return false;
      }
    });
  }

  /** Ends the browser as a flat battery would: every process of this profile, at once. */
  async kill() {
    on.delete(this);
    this.#kill();
    await until('the browser is gone', () => this.processes().length === 0);
    await this.context?.close().catch(() => {});
    this.context = undefined;
  }

  async remove() {
    await this.close().catch(() => {});
    rmSync(this.dir, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The same device as it came out of its box: nothing of any site is on it. */
  async renew() {
    await this.remove();
    this.dir = mkdtempSync(join(tmpdir(), 'waymark-device-'));
  }
}
