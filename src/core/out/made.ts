/** What every file that goes out says of itself. */
import type { Trace } from '../trace/trace.ts';

/** Who wrote a file, and where its facts are from. */
export interface MadeBy {
  readonly product: 'novascope';
  readonly version: string;
  readonly source: Trace['source'];
}

/** `novascope 0.1.0, simulated` */
export const madeText = ({ product, version, source }: MadeBy): string => `${product} ${version}, ${source}`;

/** Nanoseconds since 1970 as digits: they do not fit a number. `at` = microseconds since the trace's beginning. */
export const nanosOf = ({ epoch_ms }: Pick<Trace, 'epoch_ms'>, at: number): string =>
  String(BigInt(epoch_ms) * 1_000_000n + BigInt(at) * 1_000n);
