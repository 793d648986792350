// A battery that runs flat while an answer is being written.
import { answerOn, saysLoss } from './bench.mjs';
import { until } from '../until.mjs';

/** Ends every process of the browser in the middle of a stream of answers. Nothing that was said to be kept is lost. */
export async function kill(bench, rounds) {
  const tally = { fault: 'kill -9 mid-write', rounds: 0, acknowledged: 0, lost: 0 };
  const copy = bench.phone();
  try {
    await copy.start();
    await copy.statement();
    let { last } = await copy.head();
    while (tally.rounds < rounds) {
      const wanted = 1 + Math.floor(Math.random() * 8);
      copy.acked = 0;
      copy.page.evaluate(answerOn, { statement: 1, times: 1000 }).catch(() => {});
      await until('answers are kept', () => copy.acked >= wanted);
      // Anywhere between two answers.
      await new Promise((later) => setTimeout(later, Math.random() * 12));
      await copy.device.kill();
      const { acked, last: { 1: place } } = copy;
      await copy.start();
      await copy.statement();
      const head = await copy.head();
      const marked = await copy.marked();
      // One more answer may have been kept than the story has heard of, never one fewer.
      const missing = Math.max(0, last + acked - head.last);
      const fits = (marked - place + 5) % 5 === (head.last - last - acked) % 5;
      tally.rounds += 1;
      tally.acknowledged += acked;
      tally.lost += missing + (fits && head.count === bench.head.count && !await saysLoss(copy) ? 0 : 1);
      last = head.last;
    }
    await copy.goto('/');
    if (await saysLoss(copy)) tally.lost += 1;
  } finally {
    await copy.device.remove();
  }
  return tally;
}
