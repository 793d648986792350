// Stretches what somebody typed on a thread of its own, so that the page stays alive meanwhile. It is told once, answers
// once and is then ended by the page. The answer is the outcome, `null` without the memory, or "away" if the program
// could not be had: then the page does it itself.
"use strict";

addEventListener("message", async ({ data: [cost, length, salt, secret] }) => {
  let it;
  try {
    const answer = await fetch("@@wasm@@", { integrity: "@@wasm-integrity@@", credentials: "same-origin" });
    it = (await WebAssembly.instantiate(await answer.arrayBuffer())).instance.exports;
  } catch {
    return postMessage("away");
  }
  try {
    const filled = salt.length + secret.length;
    const at = it.room(filled);
    const room = () => new Uint8Array(it.memory.buffer, at);
    room().set(salt);
    room().set(secret, salt.length);
    // The memory grows meanwhile, so it is looked at anew.
    postMessage(it.run(cost, filled, length) === 1 ? room().slice(0, length) : null);
  } catch {
    postMessage(null);
  }
});
