// Waiting for a condition. Nothing in these stories waits for a length of time.

/** What comes of `promised`, or an error if that takes longer. */
export function within(promised, limit_ms) {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`no answer within ${limit_ms} ms`)), limit_ms);
  });
  return Promise.race([promised, late]).finally(() => clearTimeout(timer));
}

/**
 * Taps the button or the link of that name, once its screen was painted: a tap made before that counts for nothing there,
 * and no hand makes one so soon. Frames are told in order, so the page's own waiting for it, which began before, is over.
 */
export async function tapNamed(page, name) {
  const control = page.getByRole('button', { name, exact: true }).or(page.getByRole('link', { name, exact: true })).first();
  await control.waitFor();
  await page.evaluate(() => new Promise((told) => {
    if (document.visibilityState === 'hidden') told();
    else requestAnimationFrame(() => setTimeout(() => setTimeout(told)));
  }));
  await control.click();
}

/**
 * Asks again and again until `check` gives something true; its last error is the reason given when time runs out. The
 * time only says when to give up: a machine that is busy with something else must not fail a story.
 */
export async function until(what, check, { timeout_ms = 60_000, fatal = () => false } = {}) {
  const end = Date.now() + timeout_ms;
  let reason;
  for (;;) {
    try {
      // What is asked of a page that stands still is never answered.
      const value = await within(check(), end - Date.now() + 1_000);
      if (value) return value;
    } catch (error) {
      reason = error;
      if (fatal()) throw error;
    }
    if (Date.now() > end) throw new Error(`waited ${timeout_ms} ms until ${what}`, { cause: reason });
    await new Promise((again) => setTimeout(again, 25));
  }
}
