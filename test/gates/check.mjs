/** Runs every gate, two at a time, shows what the failing ones say, and ends with one line for each. */
import { execFile } from 'node:child_process';

const gates = [
  'check:types',
  'openapi:check',
  'check:graph',
  'check:lint',
  'check:dead-code',
  'check:format',
];

const run = (gate) =>
  new Promise((resolve) => {
    const started = performance.now();
    execFile('npm', ['run', '--silent', gate], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (error) process.stdout.write(`\n── ${gate} ──\n${stdout}${stderr}`);
      resolve({ gate, passed: !error, seconds });
    });
  });

const waiting = [...gates];
const results = [];
const lane = async () => {
  for (let gate = waiting.shift(); gate; gate = waiting.shift()) results.push(await run(gate));
};
await Promise.all([lane(), lane()]);

process.stdout.write('\n');
for (const gate of gates) {
  const { passed, seconds } = results.find((result) => result.gate === gate);
  process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${gate} (${seconds} s)\n`);
}
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
