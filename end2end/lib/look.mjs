// What a screen must be, whatever it shows: nothing for axe to find, no sideways scroll, no words cut off, no small target.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** axe itself, for `addInitScript`: the content policy lets no script in any other way. */
export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, one line each. */
export async function axeFindings(page) {
  // A word that says "wait" is held back for a moment, and what nobody sees yet has no contrast.
  await page.evaluate(() => Promise.allSettled(
    [...document.querySelectorAll('.waiting')].flatMap((words) => words.getAnimations().map((held) => held.finished)),
  ));
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

/**
 * Words that cannot be read whole, and controls that cannot be reached: text that lies beyond the edge of the screen, of
 * a part that cuts off what is too long for it, or of the control whose name it is; controls beyond the screen's edge.
 * The screen itself cuts off at its edges, so that what is too wide does not always make it scroll.
 */
export const cutOff = (page) => page.evaluate(() => {
  const found = [];
  const width = document.documentElement.clientWidth;
  const words = (text) => `“${text.trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
  const name = (part) => `${part.tagName.toLowerCase()}.${part.getAttribute('class')}`;
  const cuts = (overflow) => ['hidden', 'clip'].includes(overflow);
  const scrolls = (overflow) => ['auto', 'scroll'].includes(overflow);
  const control = 'a[href], button, summary, label.opt, label.pick, th, td';
  /** What `text`, lying in `lines`, runs out of, outwards from `part`; nothing if it can be read whole. */
  const cutBy = (part, lines) => {
    const over = (box, across) => lines.some(({ left, right, top, bottom }) => (across
      ? left < box.left - 1.5 || right > box.right + 1.5
      // The box of a letter is higher than its line.
      : top + (bottom - top) / 4 < box.top || bottom - (bottom - top) / 4 > box.bottom));
    const own = part.closest(control);
    let across = true;
    let down = true;
    for (let box = part; box; box = box.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(box);
      if (display === 'contents') continue;
      const place = box.getBoundingClientRect();
      if (across && (cuts(overflowX) || box === own) && over(place, true)) return `runs out of ${name(box)}`;
      if (down && (cuts(overflowY) || box === own) && over(place, false)) return `is too high for ${name(box)}`;
      // What scrolls can be brought into sight.
      across &&= !scrolls(overflowX);
      down &&= !scrolls(overflowY);
    }
    return across && over({ left: 0, right: width }, true) ? 'lies beyond the edge of the screen' : undefined;
  };
  const seen = (part) => part.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !part.closest('.unseen, script, style') && getComputedStyle(part).clipPath === 'none';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || !seen(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const by = cutBy(node.parentElement, [...range.getClientRects()].filter((line) => line.width > 0 && line.height > 0));
    if (by) found.push(`${words(node.data)} in ${name(node.parentElement)} ${by}`);
  }
  const pen = document.createElement('canvas').getContext('2d');
  for (const part of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (!seen(part)) continue;
    const { left, right } = part.getBoundingClientRect();
    if (left < -1.5 || right > width + 1.5) found.push(`${name(part)} lies from ${Math.round(left)} to ${Math.round(right)}`);
    if (!part.matches('select')) continue;
    // The browser draws the chosen line where no range can measure it.
    const style = getComputedStyle(part);
    pen.font = style.font;
    const text = part.selectedOptions[0]?.text ?? '';
    const pieces = style.textWrapMode === 'wrap' ? text.split(/\s+/) : [text];
    const room = part.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    if (pieces.some((piece) => pen.measureText(piece).width > room + 1)) found.push(`${words(text)} is too long for ${name(part)}`);
  }
  return found;
});

/** What axe finds in each of these looks. */
export async function inEachLook(page, looks) {
  const found = [];
  for (const look of looks) {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...look, reducedMotion: 'reduce' });
    found.push(...(await axeFindings(page)).map((fault) => `${JSON.stringify(look)}: ${fault}`));
  }
  if (looks.length > 0) await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null });
  return found;
}

/** What is wrong at 320 pixels, and what runs out of a phone's screen with letters twice as large. */
export async function narrowAndLarge(page) {
  await page.setViewportSize({ width: 320, height: 640 });
  const found = [...await axeFindings(page), ...await sideways(page), ...await smallTargets(page)];
  await page.setViewportSize({ width: 360, height: 740 });
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  found.push(...(await sideways(page)).map((fault) => `large text: ${fault}`));
  await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  return found;
}

/** Every fault of the screen that is open: at 320 pixels, there with the largest text, and with each of the `looks` besides. */
export async function screenFaults(page, looks = []) {
  const found = [];
  const layout = async () => [...await sideways(page), ...await cutOff(page), ...await smallTargets(page)];
  await page.setViewportSize({ width: 320, height: 640 });
  found.push(...await axeFindings(page), ...await layout());
  // As the app marks the page when the person chooses it.
  const before = await page.evaluate(() => { const { text = '' } = document.documentElement.dataset; document.documentElement.dataset.text = '200'; return text; });
  found.push(...(await layout()).map((fault) => `largest text: ${fault}`));
  await page.evaluate((text) => {
    if (text) document.documentElement.dataset.text = text;
    else delete document.documentElement.dataset.text;
  }, before);
  await page.setViewportSize({ width: 360, height: 740 });
  found.push(...await inEachLook(page, looks));
  return found;
}

/** The looks a phone can ask for besides light. */
export const otherLooks = [{ colorScheme: 'dark' }, { forcedColors: 'active' }];
