// Between a phone and its server: a proxy that hands on everything as it is, until a story tells it what becomes of the
// answers. Only the server's own interface is touched; the site's files always come whole.
import http from 'node:http';
import { freePort } from './server.mjs';

/** What a hotel's network answers to everything. */
const portal = '<!doctype html><title>Welcome</title><h1>Sign in to the Wi-Fi</h1>';

/** The head of an answer as it came, with this length of body. */
const headOf = ({ statusCode, headers }, length) => [statusCode, { ...Object.fromEntries(
  Object.entries(headers).filter(([name]) => name !== 'transfer-encoding')), 'content-length': length }];

/** Each fault: what the phone gets instead of the answer. `given` holds the server's answer, if it was asked at all. */
export const faults = {
  'the answer is lost on its way': { answer: (reply) => reply.socket.destroy() },
  'the answer breaks off in the middle': { answer: (reply, given, body) => {
    reply.writeHead(...headOf(given, body.length + 20));
    reply.write(body.subarray(0, Math.floor(body.length / 2)), () => reply.socket.destroy());
  } },
  'the answer comes garbled': { answer: (reply, given, body) => {
    reply.writeHead(...headOf(given, body.length));
    reply.end(Buffer.from(body.map((byte) => byte ^ 0x15)));
  } },
  'the answer is another one’s': { answer: (reply) => {
    reply.writeHead(200, { 'content-type': 'application/json' });
    reply.end('{"people":[],"degraded":[]}');
  } },
  'a hotel answers instead': { alone: true, answer: (reply) => {
    reply.writeHead(200, { 'content-type': 'text/html' });
    reply.end(portal);
  } },
  'a broken proxy answers instead': { alone: true, answer: (reply) => {
    reply.writeHead(201, { 'content-type': 'application/json' });
    reply.end(Buffer.from([0x7b, 0xff, 0x00, 0x22]));
  } },
  'the request is lost on its way': { alone: true, answer: (reply) => reply.socket.destroy() },
  // Held back until the story goes on.
  'half of the answer comes, and then nothing': { slow: true, answer: (reply, given, body) => {
    reply.writeHead(...headOf(given, body.length));
    reply.write(body.subarray(0, Math.floor(body.length / 2)));
  } },
};

/** Stands in front of the person's origin of a server that is told `origin` as its address. */
export class Proxy {
  static async make() {
    const proxy = new Proxy();
    proxy.port = await freePort();
    proxy.origin = `http://127.0.0.1:${proxy.port}`;
    proxy.held = [];
    proxy.hit = 0;
    proxy.listener = http.createServer((request, reply) => proxy.#hand(request, reply));
    await new Promise((open) => proxy.listener.listen(proxy.port, '127.0.0.1', open));
    return proxy;
  }

  /** From now on the server's answers fare like this; without a fault they come as they are, those held back first. */
  suffer(fault) {
    this.fault = faults[fault];
    this.hit = 0;
    for (const finish of this.held.splice(0)) finish();
  }

  #hand(request, reply) {
    // A phone that is kept waiting for a look it took first would not send anything meanwhile.
    const touched = request.url.startsWith('/v1/') && !(this.fault?.slow && request.method === 'GET');
    const fault = touched ? this.fault : undefined;
    if (fault?.alone) {
      request.resume().on('end', () => { this.#count(request); fault.answer(reply); });
      return;
    }
    const { headers, method, url } = request;
    const on = http.request({ host: '127.0.0.1', port: this.target, method, path: url, headers }, (given) => {
      if (!fault) {
        reply.writeHead(given.statusCode, given.headers);
        given.pipe(reply);
        return;
      }
      const parts = [];
      given.on('data', (part) => parts.push(part)).on('end', () => {
        const body = Buffer.concat(parts);
        this.#count(request);
        fault.answer(reply, given, body);
        if (fault.slow) this.held.push(() => reply.end(body.subarray(Math.floor(body.length / 2))));
      });
    });
    on.on('error', () => reply.destroy());
    request.pipe(on);
  }

  /** How many of what the phone sent were answered badly; whatever it only asked for does not count. */
  #count({ method }) { if (method !== 'GET') this.hit += 1; }

  async close() {
    this.listener.closeAllConnections();
    await new Promise((done) => this.listener.close(done));
  }
}
