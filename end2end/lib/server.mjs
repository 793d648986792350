// Starts the release server as anybody would: by its command line, on free loopback ports, with a database of its own.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until, within } from './until.mjs';

const root = resolve(import.meta.dirname, '../..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
export const binary = process.env.WAYMARK_SERVER ?? join(target, 'release/server');
export const site = process.env.WAYMARK_SITE ?? join(target, 'site');

/** The site that speaks the made-up languages as well. */
export const madeUp = process.env.WAYMARK_SITE_MADE_UP ?? join(target, 'site-made-up');

/**
 * A port nobody listens on just now, below those that systems hand to whoever connects: a server that is stopped for a
 * while finds its own free again.
 */
export const freePort = () => new Promise((found) => {
  const port = 10_240 + Math.floor(Math.random() * 22_000);
  const probe = net.createServer().once('error', () => found(freePort()))
    .listen(port, '127.0.0.1', () => { probe.close(() => found(port)); });
});

/** What makes a process read a clock that is some days ahead. How long things take is measured as ever. */
const ahead = (days) => ({
  LD_PRELOAD: '/usr/$LIB/faketime/libfaketimeMT.so.1', FAKETIME: `+${days}d`, FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' });

/**
 * One server with its own folder; it can be stopped and started again on the same ports and database. `told` holds further
 * settings by their names, such as the organisation's; others put in their place hold from the next start.
 */
export class Server {
  static async make({ packs, site: folder = site, told = {}, host = 'localhost' } = {}) {
    for (const needed of [binary, folder]) {
      if (!existsSync(needed)) throw new Error(`${needed} is missing: run \`cargo xtask test\`, which builds it.`);
    }
    const server = new Server();
    server.dir = mkdtempSync(join(tmpdir(), 'waymark-server-'));
    server.packs = packs;
    server.told = told;
    server.site = folder;
    server.ports = [await freePort(), await freePort()];
    server.person = `http://127.0.0.1:${server.ports[0]}`;
    // Passkeys belong to a host with a name.
    server.team = `http://${host}:${server.ports[1]}`;
    server.database = join(server.dir, 'waymark.sqlite');
    server.log = join(server.dir, 'server.log');
    server.record = join(server.dir, 'requests.log');
    server.command('init');
    await server.start();
    return server;
  }

  /** The settings shared by the running server and the commands beside it. */
  get settings() {
    return {
      ...process.env,
      WAYMARK_DATABASE: this.database,
      WAYMARK_SITE: this.site,
      WAYMARK_PERSON_LISTEN: `127.0.0.1:${this.ports[0]}`,
      WAYMARK_TEAM_LISTEN: `127.0.0.1:${this.ports[1]}`,
      WAYMARK_PERSON_URL: this.person,
      WAYMARK_TEAM_URL: this.team,
      WAYMARK_REQUEST_RECORD: this.record,
      WAYMARK_ORGANISATION: 'Our team',
      WAYMARK_COMPLAINTS_NAME: 'Robin Shaw',
      WAYMARK_COMPLAINTS_REACH: '01632 960 001',
      ...(this.packs ? { WAYMARK_PACKS: this.packs } : {}),
      ...this.told,
      ...(this.daysAhead ? ahead(this.daysAhead) : {}),
    };
  }

  /** `flags` hold for this start alone. */
  async start(...flags) {
    const log = createWriteStream(this.log, { flags: 'a' });
    await new Promise((open) => log.once('open', open));
    // A file that may not grow is an error then, as on a full disk, and not the end of the process; see `fillDisk`.
    this.child = spawn('sh', ['-c', 'trap "" XFSZ; exec "$0" "$@"', binary, ...flags], { env: this.settings, stdio: ['ignore', log, log] });
    const gone = () => this.child.exitCode !== null;
    await until('the server answers', async () => {
      if (gone()) throw new Error(`the server ended:\n${readFileSync(this.log, 'utf8').slice(-2000)}`);
      return (await fetch(`${this.person}/readyz`)).ok && (await fetch(`${this.team}/readyz`)).ok;
    }, { fatal: gone });
  }

  /** Starts it again with a clock that is so many days ahead. */
  async moveClock(days) {
    await this.stop();
    this.daysAhead = days;
    await this.start();
    const said = Date.parse((await fetch(`${this.person}/readyz`)).headers.get('date'));
    // A library that is missing is passed over without an error.
    if (!(Math.abs(said - Date.now() - days * 86_400_000) < 60_000)) throw new Error('libfaketime is missing: run `cargo xtask test`, which installs it.');
  }

  /** Asks the process to end and waits until it has. */
  async stop() {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode) return;
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await within(ended, 60_000);
  }

  /** Routes of its own interface that the person's origin was asked for, static files left out. */
  personCalls() {
    return this.requests().filter((line) => line.startsWith('person ') && line.includes('/v1/'));
  }

  /** From now on no file of the running server grows, its log included: what a full disk does, without one. */
  fillDisk() { this.#limitFiles('4096:'); }

  /** There is room again. */
  makeRoom() { this.#limitFiles('unlimited:'); }

  #limitFiles(limit) {
    const run = spawnSync('prlimit', ['--pid', String(this.child.pid), `--fsize=${limit}`], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`prlimit: ${run.stderr}`);
  }

  /** Runs a command of the server's own, such as `team add`, and returns what it printed. */
  command(...args) {
    const run = spawnSync(binary, args, { env: this.settings, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`${args.join(' ')}: ${run.stderr || run.stdout}`);
    return run.stdout;
  }

  /** The id of the worker of this name who works here, or of the last one who did. */
  workerId(name) {
    return this.sql(`SELECT worker_id FROM workers WHERE name = '${name}' ORDER BY ended_at IS NULL DESC, made_at DESC`)[0][0];
  }

  /** Adds a worker and returns the one-time set-up link. */
  addWorker(name, role = 'key-worker') {
    const printed = this.command('team', 'add', name, '--role', role);
    const link = printed.match(/https?:\/\/\S+\/set-up#\S+/)?.[0];
    if (!link) throw new Error(`no set-up link in:\n${printed}`);
    return link;
  }

  /** Another program reads the database and does not let go, until what this returns is called. */
  async holdLog() {
    const program = 'import sqlite3, sys\n'
      + 'file = sqlite3.connect(sys.argv[1], timeout=10, isolation_level=None)\n'
      + 'file.execute("BEGIN"); file.execute("SELECT count(*) FROM envelopes").fetchone()\n'
      + 'print("held", flush=True); sys.stdin.read()';
    const reader = spawn('python3', ['-c', program, this.database], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = new Promise((done) => reader.once('exit', done));
    await new Promise((held) => reader.stdout.once('data', held));
    return async () => { reader.stdin.end(); await ended; };
  }

  /** What the server recorded of the requests it got, oldest first: listener, method, route pattern, status. */
  requests() {
    if (!existsSync(this.record)) return [];
    return readFileSync(this.record, 'utf8').split('\n').filter(Boolean).map((line) => line.trim());
  }

  /** Every byte of the database and of what SQLite keeps beside it. */
  databaseBytes() {
    return ['', '-wal', '-shm'].map((end) => this.database + end).filter(existsSync).map((path) => [path, readFileSync(path)]);
  }

  /** One statement on the database file, beside the running server. Bytes are hexadecimal, in and out. */
  sql(statement, ...bytes) {
    const program = 'import sqlite3, sys, json\n'
      + 'file = sqlite3.connect(sys.argv[1], timeout=10)\n'
      + 'rows = file.execute(sys.argv[2], [bytes.fromhex(it) for it in json.loads(sys.stdin.read())]).fetchall()\n'
      + 'file.commit()\n'
      + 'print(json.dumps([[it.hex() if isinstance(it, bytes) else it for it in row] for row in rows]))';
    const run = spawnSync('python3', ['-c', program, this.database, statement],
      { input: JSON.stringify(bytes), encoding: 'utf8', maxBuffer: 64 << 20 });
    if (run.status !== 0) throw new Error(`${statement}: ${run.stderr}`);
    return JSON.parse(run.stdout);
  }

  async close() {
    await this.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
