// Waiting for a condition. Nothing in these stories waits for a length of time.

/** Asks again and again until `check` gives something true; its last error is the reason given when time runs out. */
export async function until(what, check, { timeout_ms = 20_000, fatal = () => false } = {}) {
  const end = Date.now() + timeout_ms;
  let reason;
  for (;;) {
    try {
      const value = await check();
      if (value) return value;
    } catch (error) {
      reason = error;
      if (fatal()) throw error;
    }
    if (Date.now() > end) throw new Error(`waited ${timeout_ms} ms until ${what}`, { cause: reason });
    await new Promise((again) => setTimeout(again, 25));
  }
}
