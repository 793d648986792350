// The one link between a phone and its server: everything goes over it, also what a service worker fetches, which a
// browser's own throttle does not reach. It counts each request to the byte, heads included, and is as slow as it is told.
import net from 'node:net';
import { freePort } from './server.mjs';

/** A phone on a slow network: 1.6 Mbit/s down and 750 kbit/s up, 150 ms there and back. */
export const slow4g = { down: 200_000, up: 93_750, delay_ms: 75 };

/** What Ethernet carries in one piece; longer writes would make the link a matter of seconds, not of bytes. */
const PIECE = 1_400;

/** One direction: bytes follow one another at the rate, whoever sends them. */
class Lane {
  #free = 0;

  constructor(rate) { this.rate = rate; }

  /** How long from now until this many bytes more have been put on the line. */
  take(bytes) {
    const now = performance.now();
    this.#free = Math.max(this.#free, now) + (bytes / this.rate) * 1_000;
    return this.#free - now;
  }
}

const later = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** Stands in front of a port of this machine. Rates in bytes a second; without them it is as fast as the machine. */
export class Link {
  static async make(target, { down = Infinity, up = Infinity, delay_ms = 0 } = {}) {
    const link = new Link();
    Object.assign(link, { target, delay_ms, down: new Lane(down), up: new Lane(up), sockets: new Set(), exchanges: [] });
    link.port = await freePort();
    link.origin = `http://127.0.0.1:${link.port}`;
    link.listener = net.createServer((phone) => link.#join(phone));
    await new Promise((open) => { link.listener.listen(link.port, '127.0.0.1', open); });
    return link;
  }

  #join(phone) {
    const server = net.connect(this.target, '127.0.0.1');
    // Browsers send one request after another on a connection, so what comes back belongs to the last one.
    const here = { now: undefined };
    for (const socket of [phone, server]) {
      this.sockets.add(socket);
      socket.setNoDelay(true).on('close', () => this.sockets.delete(socket)).on('error', () => socket.destroy());
    }
    this.#carry(phone, server, this.up, (bytes) => {
      const asked = /^([A-Z]+) (\S+) HTTP\//.exec(bytes.subarray(0, 4_096).toString('latin1'));
      if (asked) this.exchanges.push(here.now = { method: asked[1], path: asked[2], up: 0, down: 0 });
      if (here.now) here.now.up += bytes.length;
    });
    this.#carry(server, phone, this.down, (bytes) => { if (here.now) here.now.down += bytes.length; });
  }

  #carry(from, to, lane, count) {
    let turn = Promise.resolve();
    const hand = (bytes) => { if (!to.destroyed) to.write(bytes); };
    from.on('data', (bytes) => {
      count(bytes);
      if (lane.rate === Infinity) return hand(bytes);
      from.pause();
      turn = turn.then(async () => {
        for (let at = 0; at < bytes.length; at += PIECE) {
          const piece = bytes.subarray(at, at + PIECE);
          const wait = lane.take(piece.length);
          // Timers are too coarse for less; the lane remembers what is owed.
          if (wait > 2) await later(wait);
          setTimeout(hand, this.delay_ms, piece);
        }
        from.resume();
      });
    });
    const end = () => turn.then(() => { setTimeout(() => to.end(), this.delay_ms); });
    from.on('end', end).on('close', end);
  }

  /** What was asked for so far: each file once, by its path without the hash, in order. */
  get files() { return [...new Set(this.exchanges.map(({ path }) => plain(path)))].sort(); }

  /** How often a file was asked for whose path fits. */
  times(pattern) { return this.exchanges.filter(({ path }) => pattern.test(path)).length; }

  /** Every byte there and back. */
  get bytes() { return this.exchanges.reduce((sum, { up, down }) => sum + up + down, 0); }

  async close() {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => { this.listener.close(done); });
  }
}

/** A path without the piece of a hash that every build changes. */
export const plain = (path) => path.replace(/\.[0-9a-f]{12}(?=\.\w+$)/, '');
