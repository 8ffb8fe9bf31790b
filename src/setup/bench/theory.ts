/** The one-topic service against theory, in full: 2,000,000 arrivals for each seed and model. It takes minutes. */
import { micros } from '../../core/base/time.ts';
import { runOneTopic, theoryOf } from '../../core/lab/one-topic.ts';
import type { BenchRow } from './support/rows.ts';

const SECOND = micros(1_000_000);
const ARRIVALS = 2_000_000;
const MODELS = [
  ['M/M/1', { servers: 1, service: 'exponential' }],
  ['M/M/3', { servers: 3, service: 'exponential' }],
  ['M/D/1', { servers: 1, service: 'fixed' }],
] as const;

export async function measure(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [name, model] of MODELS) {
    for (const seed of [1, 2, 3]) rows.push(...at(50, `${name}, seed ${seed}`, { ...model, seed }));
    rows.push(...at(80, `${name}, seed 1`, { ...model, seed: 1 }));
  }
  return rows;
}

type TheoryModel = (typeof MODELS)[number][1] & { readonly seed: number };

/** At half load the mean is within 2 % of theory; at 80 % theory is inside the run's own 99.9 % interval. */
function at(load: number, name: string, model: TheoryModel): BenchRow[] {
  const gapMean = micros(Math.round((SECOND * 100) / (load * model.servers)));
  const run = { ...model, arrivals: ARRIVALS, serviceMean: SECOND, gapMean };
  const theory = theoryOf(run) ?? Number.NaN;
  const { meanWait, interval, inSystemIntegral, sojournSum } = runOneTopic(run);
  if (inSystemIntegral !== sojournSum) throw new Error(`${name}: Little's law does not hold`);
  const off = Math.abs(meanWait / theory - 1);
  if (load === 50) return [{ what: `${name}, load 0.5: off theory`, value: 100 * off, unit: '%', aim: 2 }];
  const share = Math.abs((interval?.mean ?? Number.NaN) - theory) / (interval?.half ?? Number.NaN);
  return [
    { what: `${name}, load 0.8: off theory, of its 99.9 % interval`, value: share, unit: 'times', aim: 1 },
  ];
}
