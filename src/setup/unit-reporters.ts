/** What vitest tells of a run: on the screen, and for `npm test` in a folder too. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestCase } from 'vitest/node';

type Reporters = ('default' | ['json', { outputFile: string }] | Reporter)[];

/** unit.json in vitest's own form, flaky.json: names of the tests that passed at the second try only. Undefined = no folder. */
export function unitReporters(folder: string | undefined): Reporters {
  if (folder === undefined) return ['default'];
  const flaky: string[] = [];
  const told: Reporter = {
    onTestCaseResult: (test: TestCase) => {
      if (test.diagnostic()?.flaky) flaky.push(test.fullName);
    },
    onTestRunEnd: () => writeFileSync(join(folder, 'flaky.json'), JSON.stringify(flaky)),
  };
  return ['default', ['json', { outputFile: join(folder, 'unit.json') }], told];
}
