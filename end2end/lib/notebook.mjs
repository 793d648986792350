// The notebook of a browser as it lies in IndexedDB, looked at from outside the app: what stands in it, byte for byte,
// and, for a notebook whose device key a story knows, what its records say.
import { createDecipheriv, createHash, webcrypto } from 'node:crypto';

/** The stores whose values are no sealed records. */
const META = 'meta';
/** What stands aside is sealed under keys of its own. */
const ASIDE = 'aside';

/** A page of the origin that is not the app: nothing of the app runs on it. */
export const QUIET = '/service-worker.js';

/** Runs in the page. All of the database, values as base64; a value that is no bytes is left out. */
async function readAll() {
  const known = (await indexedDB.databases()).find(({ name }) => name === 'waymark');
  if (!known) return undefined;
  const db = await new Promise((done, failed) => {
    const request = indexedDB.open('waymark');
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const answer = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
  const base64 = (value) => {
    let text = '';
    for (const byte of new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength)) text += String.fromCharCode(byte);
    return btoa(text);
  };
  try {
    const names = [...db.objectStoreNames];
    const tx = db.transaction(names);
    const stores = {};
    for (const name of names) {
      const [keys, values] = await Promise.all([answer(tx.objectStore(name).getAllKeys()), answer(tx.objectStore(name).getAll())]);
      stores[name] = Object.fromEntries(keys.map((key, at) => [key, values[at]]).filter(([, value]) => value.byteLength !== undefined)
        .map(([key, value]) => [key, base64(value)]));
    }
    return { version: db.version, stores };
  } finally {
    db.close();
  }
}

/** Everything in the notebook: its version, and per store the rows by their keys. `undefined` if there is none. */
export const readNotebook = (page) => page.evaluate(readAll);

/** How many records the ledger counts, and the number of the last commit. */
export function headOf(notebook) {
  const text = notebook?.stores[META]?.head;
  if (!text) return { count: 0, last: 0 };
  const bytes = Buffer.from(text, 'base64');
  return { count: Number(bytes.readBigUInt64BE(0)), last: Number(bytes.readBigUInt64BE(8)) };
}

/** The ledger's head over these stores, base64, as the app draws it up: how many records, the last commit, all their marks. */
export function drawUpHead(stores, last) {
  const head = Buffer.alloc(48);
  let count = 0n;
  for (const [store, rows] of Object.entries(stores)) {
    if (store === META || store === ASIDE) continue;
    for (const [key, value] of Object.entries(rows)) {
      const mark = createHash('sha256').update(`${store}\0`).update(Buffer.from(key, 'hex'))
        .update(Buffer.from(value, 'base64').subarray(0, 32)).digest();
      mark.forEach((byte, at) => { head[16 + at] ^= byte; });
      count += 1n;
    }
  }
  head.writeBigUInt64BE(count, 0);
  head.writeBigUInt64BE(BigInt(last), 8);
  return head.toString('base64');
}

/** One hash over all rows as they lie there. */
export function hashRows({ stores }) {
  const hash = createHash('sha256');
  for (const [store, rows] of Object.entries(stores).sort()) {
    if (store === META) continue;
    for (const [key, value] of Object.entries(rows).sort()) hash.update(`${store}\0${key}\0${value}\n`);
  }
  return hash.digest('hex');
}

/** Runs in the page: puts a notebook there as an app of an earlier version left it. */
async function writeAll({ version, stores, deviceKey, notes }) {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  // As the app makes it: usable, and never to be shown.
  const key = await crypto.subtle.importKey('raw', bytes(deviceKey), 'AES-GCM', false, ['encrypt', 'decrypt']);
  const db = await new Promise((done, failed) => {
    const request = indexedDB.open('waymark', version);
    request.onupgradeneeded = () => Object.keys(stores).forEach((name) => request.result.createObjectStore(name));
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const tx = db.transaction(Object.keys(stores), 'readwrite', { durability: 'strict' });
  for (const [name, rows] of Object.entries(stores)) {
    for (const [at, value] of Object.entries(rows)) tx.objectStore(name).put(bytes(value), at);
  }
  tx.objectStore('meta').put(key, 'device_key');
  await new Promise((done, failed) => { tx.oncomplete = done; tx.onabort = () => failed(tx.error); });
  db.close();
  for (const [name, value] of Object.entries(notes)) localStorage.setItem(name, value);
}

/** Puts a notebook that was kept as a fixture where the app will look for it. */
export const writeNotebook = (page, fixture) => page.evaluate(writeAll, fixture);

/** Runs in each page: the one key that cannot be shown is made so that it can, and its bytes are noted. */
export function showDeviceKey() {
  const make = crypto.subtle.generateKey.bind(crypto.subtle);
  crypto.subtle.generateKey = async (algorithm, _, usages) => {
    const key = await make(algorithm, true, usages);
    const bytes = new Uint8Array(await crypto.subtle.exportKey('raw', key));
    localStorage.setItem('story-device-key', btoa(String.fromCharCode(...bytes)));
    return key;
  };
}

/** The device key that `showDeviceKey` noted. */
export const shownDeviceKey = (page) => page.evaluate(() => localStorage.getItem('story-device-key'));

const quarter = (state, a, b, c, d) => {
  const turn = (x, by) => ((x << by) | (x >>> (32 - by))) >>> 0;
  state[a] = (state[a] + state[b]) >>> 0; state[d] = turn(state[d] ^ state[a], 16);
  state[c] = (state[c] + state[d]) >>> 0; state[b] = turn(state[b] ^ state[c], 12);
  state[a] = (state[a] + state[b]) >>> 0; state[d] = turn(state[d] ^ state[a], 8);
  state[c] = (state[c] + state[d]) >>> 0; state[b] = turn(state[b] ^ state[c], 7);
};

/** HChaCha20 (draft-irtf-cfrg-xchacha-03, 2.2): the key for one long nonce. Node has the cipher, but not this step. */
function subkey(key, nonce) {
  const words = (bytes) => Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32LE(at * 4));
  const state = [...words(Buffer.from('expand 32-byte k')), ...words(key), ...words(nonce)];
  for (let round = 0; round < 10; round += 1) {
    for (let at = 0; at < 4; at += 1) quarter(state, at, 4 + at, 8 + at, 12 + at);
    for (let at = 0; at < 4; at += 1) quarter(state, at, 4 + ((at + 1) % 4), 8 + ((at + 2) % 4), 12 + ((at + 3) % 4));
  }
  const out = Buffer.alloc(32);
  [...state.slice(0, 4), ...state.slice(12)].forEach((word, at) => out.writeUInt32LE(word, at * 4));
  return out;
}

/** The additional data of a row's seal, as CBOR: label, store, key, revision, schema. */
function place(store, key, rev, schema) {
  const head = (kind, n) => n < 24 ? Buffer.from([kind | n]) : n < 256 ? Buffer.from([kind | 24, n])
    : n < 65536 ? Buffer.from([kind | 25, n >> 8, n & 255]) : Buffer.from([kind | 26, n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]);
  const text = (words) => Buffer.concat([head(0x60, words.length), Buffer.from(words)]);
  return Buffer.concat([head(0x80, 5), text('waymark/record/v1'), text(store), head(0x40, 16), key, head(0, rev), head(0, schema)]);
}

/** The records of a notebook whose device key is known, opened: `store/row` to the bytes of the record. */
export async function openRecords({ stores, deviceKey }) {
  const device = await webcrypto.subtle.importKey('raw', Buffer.from(deviceKey, 'base64'), 'AES-GCM', false, ['decrypt']);
  const wrapped = Buffer.from(stores[META].wrapped_key, 'base64');
  const algorithm = { name: 'AES-GCM', iv: wrapped.subarray(0, 12), additionalData: Buffer.from('waymark/device-key/v1') };
  const key = Buffer.from(await webcrypto.subtle.decrypt(algorithm, device, wrapped.subarray(12)));
  const records = new Map();
  for (const [store, rows] of Object.entries(stores)) {
    if (store === META || store === ASIDE) continue;
    for (const [row, value] of Object.entries(rows)) {
      const bytes = Buffer.from(value, 'base64');
      const [schema, rev, nonce, sealed] = [bytes.readUInt32BE(0), bytes.readUInt32BE(4), bytes.subarray(8, 32), bytes.subarray(32)];
      const cipher = createDecipheriv('chacha20-poly1305', subkey(key, nonce.subarray(0, 16)),
        Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]), { authTagLength: 16 });
      cipher.setAAD(place(store, Buffer.from(row, 'hex'), rev, schema));
      cipher.setAuthTag(sealed.subarray(-16));
      records.set(`${store}/${row}`, Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]));
    }
  }
  return records;
}

/** One hash over what the records say, whatever they are sealed with. What waits to be sent counts its tries, so it is left out. */
export async function hashRecords(notebook) {
  const hash = createHash('sha256');
  for (const [at, bytes] of [...await openRecords(notebook)].sort()) if (!at.startsWith('outbox/')) hash.update(`${at}\0${bytes.toString('hex')}\n`);
  return hash.digest('hex');
}
