// How long the page is held at the most while something typed is stretched, at a quarter of this processor's speed:
// the story of that, with the figure that a person feels as its limit. Run it with nothing else beside it, by
// `cargo xtask deep alive`.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '..');
const { status } = spawnSync('node', ['--test', '--test-reporter=spec', join(folder, 'stories/alive.test.mjs')], {
  cwd: folder, stdio: 'inherit', env: { ...process.env, WAYMARK_LONGEST_MS: '200' },
});
process.exit(status ?? 1);
