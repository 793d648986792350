// What a page holds in its memory: every string of the scripts' heap, and the whole memory of the program, which no snapshot
// of the heap holds.
import { holds } from './planted.mjs';

/** The heap as a snapshot tells it, after whatever can go has gone. */
async function heapOf(session) {
  const parts = [];
  const take = ({ chunk }) => parts.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  return Buffer.from(parts.join(''));
}

/** The bytes of every memory that a program of this page has. */
async function programsOf(session) {
  const { result } = await session.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype', objectGroup: 'look' });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId, objectGroup: 'look' });
  const { result: text } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    returnByValue: true,
    functionDeclaration: `function () {
      const texts = this.map(({ buffer }) => {
        const bytes = new Uint8Array(buffer);
        let text = '';
        for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode.apply(null, bytes.subarray(at, at + 0x8000));
        return text;
      });
      return texts.map((text) => btoa(text));
    }` });
  await session.send('Runtime.releaseObjectGroup', { objectGroup: 'look' });
  return text.value.map((coded) => Buffer.from(coded, 'base64'));
}

/** Which of these words, by their names, stand in the scripts' heap and in the memory of the program; see `holds`. */
export async function memoryHolding(page, words, wide) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  const programs = await programsOf(session);
  if (programs.length === 0) throw new Error('the page has no program');
  const heap = await heapOf(session);
  await session.detach();
  const found = (bytes) => Object.entries(words).filter(([, word]) => bytes.some((it) => holds(it, word, wide))).map(([name]) => name);
  return { heap: found([heap]), program: found(programs) };
}
