/** Reads a report of vitest: `passed COUNT`, then one line for each failure and each skipped test. */
import { readFileSync } from 'node:fs';

const [path, code] = process.argv.slice(2);
const { testResults, numPassedTests } = JSON.parse(readFileSync(path, 'utf8'));
const lines = [`passed ${numPassedTests}`];
for (const { name, status, assertionResults } of testResults) {
  const file = name.replace(`${process.cwd()}/`, '');
  for (const test of assertionResults) {
    if (test.status === 'failed') lines.push(`failed ${file}: ${test.fullName}`);
    else if (test.status !== 'passed') lines.push(`skipped ${file}: ${test.fullName}`);
  }
  // A file that cannot be loaded, or whose hooks fail, has no failed test to show for it.
  if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed'))
    lines.push(`failed ${file}`);
}
if (code !== '0' && !lines.some((line) => line.startsWith('failed ')))
  lines.push(`failed vitest (code ${code})`);
process.stdout.write(`${lines.join('\n')}\n`);
