// A story's steps build on one another: once one has failed, the later ones would only tell the same fault again.
import { test } from 'node:test';

/** `step(name, work)`, as `test`, but steps after a failed one are left out. `onFault` may picture what was on screen. */
export function makeStory({ onFault = async () => {} } = {}) {
  let broken = false;
  return (name, work) => test(name, async (context) => {
    if (broken) {
      context.skip('an earlier step failed');
      return;
    }
    try {
      await work(context);
    } catch (fault) {
      broken = true;
      await onFault(name).catch(() => {});
      throw fault;
    }
  });
}
