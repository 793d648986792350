// The other two engines behind one small page: Firefox through playwright-core, WebKitGTK through its own driver.
// Elements are found by role and accessible name only, so a story written for this page runs on each of them.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firefox } from 'playwright-core';
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

/** Firefox, with a profile on disk. */
export class Firefox {
  constructor() { this.dir = mkdtempSync(join(tmpdir(), 'waymark-firefox-')); }

  async open() {
    needs('/usr/bin/firefox-esr', 'firefox-esr');
    this.faults ??= [];
    this.browser = await firefox.launchPersistentContext(this.dir, {
      channel: 'moz-firefox', executablePath: '/usr/bin/firefox-esr', headless: true, viewport: { width: 390, height: 844 }, locale: 'en-GB',
      // Without an answer the question for lasting storage stays open for ever.
      firefoxUserPrefs: { 'dom.storageManager.prompt.testing': true, 'dom.storageManager.prompt.testing.allow': true },
    });
    this.page = this.browser.pages()[0] ?? await this.browser.newPage();
    this.page.on('pageerror', (error) => this.faults.push(`error ${error.message}`));
  }

  go(url) { return this.page.goto(url); }
  run(work, value) { return this.page.evaluate(work, value); }
  click(role, name) { return this.page.getByRole(role, { name, exact: true }).click(); }
  fill(role, name, text) { return this.page.getByRole(role, { name, exact: true }).fill(text); }
  see(text) { return this.page.getByText(text).first().waitFor(); }
  async close() { await this.browser?.close(); this.browser = undefined; }
  async remove() { await this.close(); rmSync(this.dir, { recursive: true, force: true, maxRetries: 5 }); }
}

/** WebKitGTK, in a window on a screen that only memory holds. */
export class WebKit {
  constructor() { this.dir = mkdtempSync(join(tmpdir(), 'waymark-webkit-')); this.running = []; }

  start(command, args, env, stdio = 'ignore') {
    const child = spawn(command, args, { stdio, detached: true, env: { ...process.env, ...env } });
    this.running.unshift(child);
    return child;
  }

  async open() {
    needs('/usr/bin/WebKitWebDriver', 'webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi');
    needs('/usr/bin/Xvfb', 'xvfb');
    const screen = this.start('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1600x24', '-nolisten', 'tcp'], {}, ['ignore', 'ignore', 'ignore', 'pipe']);
    const display = await new Promise((ready, failed) => {
      screen.stdio[3].once('data', (number) => ready(`:${String(number).trim()}`));
      screen.once('exit', () => failed(new Error('Xvfb ended')));
    });
    const port = await freePort();
    this.start('WebKitWebDriver', [`--port=${port}`], { DISPLAY: display, WINDOW_PROFILE: this.dir, GDK_BACKEND: 'x11' });
    this.base = `http://127.0.0.1:${port}`;
    this.session = '';
    await until('the WebKit driver answers', async () => (await fetch(`${this.base}/status`)).ok);
    const binary = join(import.meta.dirname, 'webkit-window.py');
    const made = await this.call('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: [] } } } });
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
      if (await this.call('GET', `/element/${found[element]}/computedlabel`) === name) return found[element];
    }
    throw new Error(`no ${role} “${name}”`);
  }

  get faults() { return this.seen ?? []; }
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
