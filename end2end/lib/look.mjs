// What a screen must be, whatever it shows: nothing for axe to find, no sideways scroll, no small target.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** axe itself, for `addInitScript`: the content policy lets no script in any other way. */
export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, one line each. */
export async function axeFindings(page) {
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** How many pixels the screen can be moved sideways, and by what. */
export const sideways = (page) => page.evaluate(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('body *')].filter((part) => part.getBoundingClientRect().right > width + 1);
  return wide.slice(-3).map((part) => `${part.tagName.toLowerCase()}.${part.getAttribute('class')} ends at ${Math.round(part.getBoundingClientRect().right)}`);
});

/** Things to tap that are under 48 pixels high or wide. */
export const smallTargets = (page) => page.evaluate(() => {
  const found = [];
  for (const part of document.querySelectorAll('a[href], button, input, select, textarea, summary, [role="button"]')) {
    // A tap anywhere on the label chooses what is in it.
    const target = part.matches('input[type="radio"], input[type="checkbox"]') ? part.closest('label') ?? part : part;
    const { width, height } = target.getBoundingClientRect();
    const seen = width > 0 && height > 0 && getComputedStyle(target).visibility !== 'hidden' && !target.closest('.unseen');
    if (seen && (width < 47.5 || height < 47.5)) {
      found.push(`${target.tagName.toLowerCase()}.${target.getAttribute('class')} “${target.textContent.trim().slice(0, 30)}” ${Math.round(width)}×${Math.round(height)}`);
    }
  }
  return found;
});
