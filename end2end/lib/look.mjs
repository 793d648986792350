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
  const wide = [...document.querySelectorAll('body *')].filter((part) => part.getBoundingClientRect().right > width + 1 || part.getBoundingClientRect().left < -1);
  return wide.slice(-3).map((part) => {
    const { left, right } = part.getBoundingClientRect();
    return `${part.tagName.toLowerCase()}.${part.getAttribute('class')} lies from ${Math.round(left)} to ${Math.round(right)}`;
  });
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

/** Words that are cut off, or stand out of their own box. */
export const cutWords = (page) => page.evaluate(() => {
  const found = [];
  for (const part of document.querySelectorAll('main *, header *, nav *, .foot *')) {
    const words = [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 0);
    if (!words || part.closest('.unseen, svg, select') || part.clientWidth === 0) continue;
    if (part.scrollWidth > part.clientWidth + 1) {
      found.push(`${part.tagName.toLowerCase()}.${part.getAttribute('class')} “${part.textContent.trim().slice(0, 30)}” is ${part.scrollWidth} wide in ${part.clientWidth}`);
    }
  }
  return found;
});

/**
 * Every fault of the screen that is open: at 320 pixels, there with the app's own largest text, with the browser's text
 * twice as large, and with each of the `looks` besides.
 */
export async function screenFaults(page, looks = []) {
  const found = [];
  await page.setViewportSize({ width: 320, height: 640 });
  found.push(...await axeFindings(page), ...await sideways(page), ...await smallTargets(page));
  const chosen = await page.evaluate(() => document.documentElement.dataset.text);
  await page.evaluate(() => { document.documentElement.dataset.text = '200'; });
  for (const look of [sideways, smallTargets, cutWords]) found.push(...(await look(page)).map((fault) => `200 %: ${fault}`));
  await page.evaluate((chosen) => {
    if (chosen === undefined) delete document.documentElement.dataset.text;
    else document.documentElement.dataset.text = chosen;
  }, chosen);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  found.push(...(await sideways(page)).map((fault) => `large text: ${fault}`));
  await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  for (const look of looks) {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...look, reducedMotion: 'reduce' });
    found.push(...(await axeFindings(page)).map((fault) => `${JSON.stringify(look)}: ${fault}`));
  }
  if (looks.length > 0) await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null });
  return found;
}

/** The looks a phone can ask for besides light. */
export const otherLooks = [{ colorScheme: 'dark' }, { forcedColors: 'active' }];
