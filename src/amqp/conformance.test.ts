/** The shared conformance cases, recorded from a RabbitMQ 3.10, played on the broker in memory by their own runner. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as driver from './conformance-driver.ts';

const folder = resolve(import.meta.dirname, '../../../shared/reference/messaging');
const there = existsSync(folder);
if (!there) console.warn(`!! ${folder} is not there: the shared conformance cases are SKIPPED !!`);

interface SharedCase {
  readonly id: string;
  readonly title: string;
}
interface CaseRunner {
  runCase(
    driver: unknown,
    one: SharedCase,
    options: { readonly strictText: boolean },
  ): Promise<{ readonly problems: readonly unknown[] }>;
}

describe.runIf(there)('every conformance case has the outcome that RabbitMQ gave, texts too', async () => {
  if (!there) return;
  const runner: CaseRunner = await import(
    /* @vite-ignore */ pathToFileURL(`${folder}/conformance-runner.mjs`).href
  );
  const { cases } = JSON.parse(readFileSync(`${folder}/conformance.json`, 'utf8')) as {
    readonly cases: readonly SharedCase[];
  };
  it('has all 261 of them', () => expect(cases).toHaveLength(261));
  for (const one of cases) {
    it(`${one.id}: ${one.title}`, async () => {
      expect((await runner.runCase(driver, one, { strictText: true })).problems).toEqual([]);
    });
  }
});
