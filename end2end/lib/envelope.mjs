// Sealed envelopes as a phone sent them, and the search for any piece of one.

/** The bodies of every sealed share that was sent. */
export const envelopesIn = (sent) => sent
  .filter(({ method, url }) => method === 'PUT' && new URL(url).pathname.startsWith('/v1/shares/'))
  .map(({ body }) => body);

/**
 * Whether 24 bytes in a row of any envelope's sealed part stand in any of these files. The header before it names ids
 * that the signed permission names too, in the same order. A page of a database may cut an envelope in two.
 */
export function findsEnvelope(files, envelopes) {
  for (const [, bytes] of files) {
    for (const envelope of envelopes) {
      for (let at = 2 + envelope.readUInt16BE(0); at + 24 <= envelope.length; at += 24) {
        if (bytes.includes(envelope.subarray(at, at + 24))) return true;
      }
    }
  }
  return false;
}
