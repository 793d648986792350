// A fault as the app's own program has it when it cannot go on: an instruction that no program should reach.

/** A program of one function, `f`, that does nothing but this. */
const program = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];

/** Plants the fault in the page: in an event as they come, or in work that goes on by itself. */
export const stop = (page, { later = false } = {}) => page.evaluate(({ bytes, promised }) => {
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports;
  if (promised) Promise.resolve().then(f);
  else setTimeout(f);
}, { bytes: program, promised: later });
