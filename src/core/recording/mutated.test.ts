/**
 * Recordings that were cut, mixed and mangled: each gives a trace that plays, or an error with a code. RUNS=50000 for the long
 * run; SEED=n repeats one.
 */
import { describe, expect, it } from 'vitest';
import { CodedError } from '../base/assert.ts';
import { makeRandom } from '../base/random.ts';
import { checkPlays } from '../reading/playable.ts';
import { indexOf } from '../reading/trace-index.ts';
import { requestsOf } from '../report/requests.ts';
import { mutated, PATTERN } from './mutations.fixture.ts';
import { openFiles } from './open.fixture.ts';
import { readTrace, writeTrace } from './trace-file.ts';

const RUNS = Number(process.env.RUNS ?? 5000);
const FIRST = Number(process.env.SEED ?? 1);

/** The code of its refusal, or `trace`; anything else is thrown. */
function outcome(files: { readonly [name: string]: Uint8Array }, custom: boolean): string {
  try {
    const { trace, report } = openFiles(files, {
      mostFacts: 20_000,
      ...(custom ? { custom: { pattern: PATTERN } } : {}),
    });
    // as the worker and the command line do
    if (report.files.some(({ format }) => format === 'trace')) checkPlays(trace);
    const index = indexOf(trace);
    index.worlds.at(trace.facts.length - 1);
    index.versions.tables();
    requestsOf(indexOf(trace));
    if (report.files.every(({ format }) => format !== 'trace')) readTrace(writeTrace(trace));
    return 'trace';
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
}

describe('mutated recordings', () => {
  it(`each of ${RUNS} is a trace that plays, or a typed error`, { timeout: 600_000 + RUNS * 100 }, () => {
    const outcomes = new Map<string, number>();
    for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
      const random = makeRandom(seed).stream('mutations');
      const files =
        random.below(5) === 0 ? { a: mutated(random), b: mutated(random) } : { a: mutated(random) };
      let ended: string;
      try {
        ended = outcome(files, random.below(8) === 0);
      } catch (error) {
        throw new Error(`SEED=${seed} RUNS=1: ${error instanceof Error ? error.stack : String(error)}`);
      }
      outcomes.set(ended, (outcomes.get(ended) ?? 0) + 1);
    }
    if (RUNS < 1000) return;
    // none of the ways out is there by name alone
    expect(outcomes.get('trace')).toBeGreaterThan(RUNS / 10);
    for (const code of ['unknown_format', 'empty_recording', 'bad_archive', 'bad_trace_file'])
      expect(outcomes.get(code), code).toBeGreaterThan(0);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
