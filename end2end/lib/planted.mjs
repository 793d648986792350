// Random strings that are planted as a person's own words, and the search for them in files and in what was sent.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** 24 lower-case letters that stand nowhere by accident. */
export const makeCanary = () => Array.from(randomBytes(24), (byte) => String.fromCharCode(97 + (byte % 26))).join('');

/**
 * The ways a word may lie in a file. Compression can cut a word in two, so windows of so many `letters` are looked for:
 * as they are, two bytes a letter either way round, in hexadecimal, and in base64 at each of its three offsets.
 */
function* shapes(canary, letters) {
  for (let at = 0; at + letters <= canary.length; at += 7) {
    const part = canary.slice(at, at + letters);
    const wide = Buffer.from(part, 'utf16le');
    yield Buffer.from(part);
    yield wide;
    yield Buffer.from(wide).swap16();
    yield Buffer.from(Buffer.from(part).toString('hex'));
    for (let lead = 0; lead < 3; lead += 1) {
      const coded = Buffer.from('\0'.repeat(lead) + part).toString('base64url');
      yield Buffer.from(coded.slice(lead === 0 ? 0 : lead + 1, Math.floor((lead + letters) / 3) * 4));
    }
  }
}

/** Whether the word stands in these bytes, in any shape. Of words that stand elsewhere too a window holds more than one. */
export function holds(bytes, canary, letters = 10) {
  for (const shape of shapes(canary, letters)) if (bytes.includes(shape)) return true;
  return false;
}

/** Every file below a folder that holds the word. Files that end while we look are left out. */
export function filesHolding(folder, canary, letters) {
  const found = [];
  const look = (path) => {
    let about;
    try { about = statSync(path, { throwIfNoEntry: false }); } catch { return; }
    if (about?.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
    else if (about?.isFile() && holds(readFileSync(path), canary, letters)) found.push(path);
  };
  look(folder);
  return found;
}

/** Plants a word in clear where the app keeps its sealed records, and where a careless page would keep one. */
export async function plantInClear(page, canary) {
  await page.evaluate((word) => new Promise((done, failed) => {
    localStorage.setItem('sample', word);
    const request = indexedDB.open('sample', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('words');
    request.onsuccess = () => {
      const change = request.result.transaction('words', 'readwrite', { durability: 'strict' });
      change.objectStore('words').put({ word }, 1);
      change.oncomplete = () => { request.result.close(); done(); };
      change.onabort = () => failed(change.error);
    };
  }), canary);
}

/** Which of the places where `plantInClear` plants hold the word in a browser's profile. */
export function placesHolding(profile, canary) {
  const found = filesHolding(profile, canary);
  return ['IndexedDB', 'Local Storage'].filter((place) => found.some((path) => path.includes(place)));
}
