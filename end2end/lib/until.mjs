// Waiting for a condition. Nothing in these stories waits for a length of time.

/**
 * Asks again and again until `check` gives something true; its last error is the reason given when time runs out. The
 * time only says when to give up: a machine that is busy with something else must not fail a story.
 */
export async function until(what, check, { timeout_ms = 60_000, fatal = () => false } = {}) {
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
