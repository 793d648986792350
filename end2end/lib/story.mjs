// A story's steps build on one another: once one has failed, the later ones would only tell the same fault again.
import { test } from 'node:test';

/** `step(name, work)`, as `test`, but steps after a failed one are left out. */
export function makeStory() {
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
      throw fault;
    }
  });
}
