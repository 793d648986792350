// What stands behind a line that unfolds: the app draws it once the browser has said that it is unfolded, and not before.

/** Unfolds it and waits until what stands behind it is there. */
export async function unfold(details) {
  await details.locator('summary').first().click();
  await details.locator('> :not(summary)').first().waitFor();
}
