// Four engines behind one small page: Chromium and Firefox through playwright-core, WebKitGTK and WPE WebKit through
// their own drivers. Elements are found by role and accessible name only, so a story written for this page runs on each.
//
// `lasts`: whether the profile outlives the browser. `downloads`: the folder its downloads land in, if it keeps any.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firefox } from 'playwright-core';
import { Device, phone } from './browser.mjs';
import { freePort } from './server.mjs';
import { until } from './until.mjs';

const element = 'element-6066-11e4-a52e-4f735466cecf';
const candidates = {
  button: 'button, summary, [role=button]',
  link: 'a[href]',
  radio: 'input[type=radio], [role=radio]',
  textbox: 'input:not([type]), input[type=text], textarea',
  heading: 'h1, h2, h3',
};

const needs = (path, name) => {
  if (!existsSync(path)) throw new Error(`${path} is missing: apt-get install -y --no-install-recommends ${name}`);
};

/** What playwright-core's pages have in common. */
class Playwright {
  lasts = true;

  constructor(name) {
    this.dir = mkdtempSync(join(tmpdir(), `waymark-${name}-`));
    this.downloads = join(this.dir, 'downloads');
    mkdirSync(this.downloads);
  }

  go(url) { return this.page.goto(url); }
  run(work, value) { return this.page.evaluate(work, value); }
  click(role, name) { return this.page.getByRole(role, { name, exact: true }).first().click(); }
  fill(role, name, text) { return this.page.getByRole(role, { name, exact: true }).fill(text); }
  see(text) { return this.page.getByText(text).first().waitFor(); }
  picture(path) { return this.page.screenshot({ path }); }
}

/** Chromium, as the other stories drive it. */
export class Chromium extends Playwright {
  constructor() {
    super('chromium');
    this.device = new Device(phone);
  }

  async open() {
    this.page = await this.device.open();
    this.page.on('download', (download) => download.saveAs(join(this.downloads, download.suggestedFilename())));
  }

  get faults() { return this.device.faults; }
  close() { return this.device.close(); }
  async remove() { await this.device.remove(); rmSync(this.dir, { recursive: true, force: true }); }
}

/** Firefox, with a profile on disk. */
export class Firefox extends Playwright {
  constructor() {
    super('firefox');
    // Driven over BiDi it puts no download of a page's own bytes where it is told to.
    this.downloads = undefined;
  }

  async open() {
    needs('/usr/bin/firefox-esr', 'firefox-esr');
    this.faults ??= [];
    this.browser = await firefox.launchPersistentContext(join(this.dir, 'profile'), {
      channel: 'moz-firefox', executablePath: '/usr/bin/firefox-esr', headless: true, viewport: { width: 390, height: 844 }, locale: 'en-GB',
      firefoxUserPrefs: {
        // Without an answer the question for lasting storage stays open for ever.
        'dom.storageManager.prompt.testing': true, 'dom.storageManager.prompt.testing.allow': true,
      },
    });
    this.page = this.browser.pages()[0] ?? await this.browser.newPage();
    this.page.on('pageerror', (error) => this.faults.push(`error ${error.message}`));
  }

  async close() { await this.browser?.close(); this.browser = undefined; }
  async remove() { await this.close(); rmSync(this.dir, { recursive: true, force: true, maxRetries: 5 }); }
}

/** What the drivers of both WebKits have in common. */
class Driven {
  constructor(name) {
    this.dir = mkdtempSync(join(tmpdir(), `waymark-${name}-`));
    this.running = [];
  }

  start(command, args, env, stdio = 'ignore') {
    const child = spawn(command, args, { stdio, detached: true, env: { ...process.env, ...env } });
    this.running.unshift(child);
    return child;
  }

  /** Starts a driver and asks it for a window. */
  async drive(driver, env, capabilities) {
    const port = await freePort();
    this.start(driver, [`--port=${port}`], env);
    this.base = `http://127.0.0.1:${port}`;
    this.session = '';
    await until('the driver answers', async () => (await fetch(`${this.base}/status`)).ok);
    const made = await this.call('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    this.session = `/session/${made.sessionId}`;
    await this.call('POST', '/timeouts', { script: 20_000, pageLoad: 20_000, implicit: 0 });
  }

  async call(method, path, body) {
    const reply = await fetch(this.base + this.session + path, {
      method, headers: { 'content-type': 'application/json' }, body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined });
    const { value } = await reply.json();
    if (!reply.ok) throw new Error(`${path}: ${value.error} ${value.message}`);
    return value;
  }

  async find(role, name) {
    for (const found of await this.call('POST', '/elements', { using: 'css selector', value: candidates[role] })) {
      if (await this.label(found) === name) return found[element];
    }
    throw new Error(`no ${role} “${name}”`);
  }

  label(found) { return this.call('GET', `/element/${found[element]}/computedlabel`); }

  get faults() { return this.seen ?? []; }
  async picture(path) { writeFileSync(path, Buffer.from(await this.call('GET', '/screenshot'), 'base64')); }
  go(url) { return this.call('POST', '/url', { url }); }
  run(work, value) { return this.call('POST', '/execute/sync', { script: `return (${work})(...arguments)`, args: [value ?? null] }); }
  click(role, name) {
    return until(`${role} “${name}” takes a click`, async () => { await this.call('POST', `/element/${await this.find(role, name)}/click`); return true; });
  }
  fill(role, name, text) {
    return until(`${role} “${name}” takes text`, async () => {
      const field = await this.find(role, name);
      await this.call('POST', `/element/${field}/clear`);
      await this.call('POST', `/element/${field}/value`, { text });
      return true;
    });
  }
  see(text) { return until(`“${text}” is there`, () => this.run((wanted) => document.body.innerText.includes(wanted), text)); }

  async close() {
    if (this.session) {
      this.seen = [...this.faults, ...await this.run(() => window.__waymarkFaults ?? []).catch(() => [])];
      await this.call('DELETE', '').catch(() => {});
    }
    this.session = '';
    for (const child of this.running.splice(0)) {
      if (child.exitCode !== null || child.signalCode) continue;
      const ended = new Promise((done) => child.once('exit', done));
      // The driver has started the window and its helpers in its own group.
      try { process.kill(-child.pid, 'SIGTERM'); } catch { continue; }
      await ended;
    }
  }
  async remove() { await this.close(); rmSync(this.dir, { recursive: true, force: true, maxRetries: 5 }); }
}

/** WebKitGTK, in a window on a screen that only memory holds. */
export class WebKit extends Driven {
  lasts = true;

  constructor() {
    super('webkit');
    this.downloads = join(this.dir, 'downloads');
    mkdirSync(this.downloads);
  }

  async open() {
    needs('/usr/bin/WebKitWebDriver', 'webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi');
    needs('/usr/bin/Xvfb', 'xvfb');
    const screen = this.start('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1600x24', '-nolisten', 'tcp'], {}, ['ignore', 'ignore', 'ignore', 'pipe']);
    const display = await new Promise((ready, failed) => {
      screen.stdio[3].once('data', (number) => ready(`:${String(number).trim()}`));
      screen.once('exit', () => failed(new Error('Xvfb ended')));
    });
    const binary = join(import.meta.dirname, 'webkit-window.py');
    await this.drive('WebKitWebDriver', { DISPLAY: display, WINDOW_PROFILE: this.dir, WINDOW_DOWNLOADS: this.downloads, GDK_BACKEND: 'x11' },
      { 'webkitgtk:browserOptions': { binary, args: [] } });
  }
}

/** WPE WebKit without a screen: of the age of the oldest iPhone that Waymark promises. */
export class Wpe extends Driven {
  lasts = false;

  constructor() { super('wpe'); }

  async open() {
    needs('/usr/bin/WPEWebDriver', 'wpewebkit-driver');
    needs('/usr/bin/cog', 'cog');
    await this.drive('WPEWebDriver', { COG_PLATFORM_NAME: 'headless' },
      { 'wpe:browserOptions': { binary: '/usr/bin/cog', args: ['--automation', '--platform=headless'] } });
  }

  /** Its driver knows no accessible names. The story uses none that differ from the words on the screen. */
  label(found) {
    return this.run((it) => (it.getAttribute('aria-label') ?? it.labels?.[0]?.innerText ?? it.innerText).trim(), found);
  }

  /** Its driver takes what stands in the dock for covered, so the page itself clicks. */
  click(role, name) {
    return until(`${role} “${name}” takes a click`, async () => {
      await this.run((it) => { it.click(); }, { [element]: await this.find(role, name) });
      return true;
    });
  }

  /** Nor can it run a script before the page's own, so what goes wrong is collected from here on. */
  async go(url) {
    await super.go(url);
    await this.run(() => {
      if (window.__waymarkFaults) return;
      window.__waymarkFaults = [];
      addEventListener('error', (event) => window.__waymarkFaults.push(`error ${event.message || 'a file did not load'}`), true);
      addEventListener('unhandledrejection', (event) => window.__waymarkFaults.push(`error ${event.reason}`));
      addEventListener('securitypolicyviolation', (event) => window.__waymarkFaults.push(`policy ${event.effectiveDirective} ${event.blockedURI}`));
    });
  }
}
