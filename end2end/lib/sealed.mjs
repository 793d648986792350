// A second reader of safe copies and sealed backups, written from the threat model and from nothing of the app's: what
// it reads is therefore what the bytes hold.
import { createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const list = readFileSync(join(import.meta.dirname, '../../domain/notebook/src/seal/english.txt'), 'utf8').trim().split('\n');
/** Numbers of the kinds of record that are a phone's own: how far it has read, its permission to keep a copy, and what a
 * copy has brought back here. */
const ownKinds = [14, 16, 18];

/** The sixteen bytes of twelve words. */
export function rootOf(words) {
  const bits = words.trim().toLowerCase().split(/\s+/).map((word) => list.indexOf(word).toString(2).padStart(11, '0')).join('');
  return Buffer.from(bits.slice(0, 128).match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

/** HChaCha20: the key for the last eight bytes of a 24-byte nonce. */
function subkey(key, nonce) {
  const state = new Uint32Array([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, ...Array.from({ length: 8 }, (_, n) => key.readUInt32LE(n * 4)),
    ...Array.from({ length: 4 }, (_, n) => nonce.readUInt32LE(n * 4))]);
  const turn = (to, from, by, bits) => {
    state[to] += state[from];
    const mixed = state[by] ^ state[to];
    state[by] = (mixed << bits) | (mixed >>> (32 - bits));
  };
  const quarter = (a, b, c, d) => { turn(a, b, d, 16); turn(c, d, b, 12); turn(a, b, d, 8); turn(c, d, b, 7); };
  for (let round = 0; round < 10; round += 1) {
    quarter(0, 4, 8, 12); quarter(1, 5, 9, 13); quarter(2, 6, 10, 14); quarter(3, 7, 11, 15);
    quarter(0, 5, 10, 15); quarter(1, 6, 11, 12); quarter(2, 7, 8, 13); quarter(3, 4, 9, 14);
  }
  const out = Buffer.alloc(32);
  [0, 1, 2, 3, 12, 13, 14, 15].forEach((from, n) => out.writeUInt32LE(state[from], n * 4));
  return out;
}

/** XChaCha20-Poly1305: nonce in front, tag at the end. Throws if it does not open. */
function unlock(key, aad, sealed) {
  const decipher = createDecipheriv('chacha20-poly1305', subkey(key, sealed.subarray(0, 16)),
    Buffer.concat([Buffer.alloc(4), sealed.subarray(16, 24)]), { authTagLength: 16 });
  decipher.setAAD(aad, { plaintextLength: sealed.length - 40 });
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(24, -16)), decipher.final()]);
}

/** The head of a CBOR item: its kind, its number, and where what follows begins. */
function head(bytes, at) {
  const [major, low] = [bytes[at] >> 5, bytes[at] & 31];
  if (low < 24) return [major, low, at + 1];
  const size = 2 ** (low - 24);
  const number = size === 8 ? Number(bytes.readBigUInt64BE(at + 1)) : bytes.readUIntBE(at + 1, size);
  return [major, number, at + 1 + size];
}

/** Where a CBOR item ends. */
function end(bytes, at) {
  const [major, number, next] = head(bytes, at);
  if (major === 2 || major === 3) return next + number;
  if (major !== 4) return next;
  let to = next;
  for (let n = 0; n < number; n += 1) to = end(bytes, to);
  return to;
}

/** The records of a list, each as its kind and the hash of its bytes; a phone's own are left out. */
function hashes(bytes, at) {
  const [, count, first] = head(bytes, at);
  const all = [];
  let from = first;
  for (let n = 0; n < count; n += 1) {
    const to = end(bytes, from);
    const kind = bytes[from + 1];
    if (!ownKinds.includes(kind)) all.push(`${kind} ${createHash('sha256').update(bytes.subarray(from, to)).digest('hex')}`);
    from = to;
  }
  if (from !== bytes.length) throw new Error('something stands behind the records');
  return all.sort();
}

const frontOf = (bytes) => 11 + bytes.readUInt16BE(9);

/** What a safe copy holds that opens with twelve words. */
export function recordsOfCopy(file, words) {
  const front = frontOf(file);
  const key = Buffer.from(hkdfSync('sha256', rootOf(words), Buffer.alloc(0), 'waymark/person/copy/v1', 32));
  return hashes(unlock(key, file.subarray(0, front), file.subarray(front)), 0);
}

/** What a sealed backup holds, and the number of its revision. */
export function recordsOfBackup(bytes, words) {
  const front = frontOf(bytes);
  // [schema, org, person, revision, size]: the organisation is sixteen bytes behind three short heads.
  const org = bytes.subarray(14, 30);
  const key = Buffer.from(hkdfSync('sha256', rootOf(words), org, 'waymark/person/backup/v1', 32));
  const padded = unlock(key, bytes.subarray(0, front), bytes.subarray(front));
  const plain = padded.subarray(0, padded.lastIndexOf(0x80));
  const [, parts, first] = head(plain, 0);
  if (parts !== 2 || padded.subarray(plain.length + 1).some((byte) => byte !== 0)) throw new Error('not padded as it should be');
  return hashes(plain, end(plain, first));
}
