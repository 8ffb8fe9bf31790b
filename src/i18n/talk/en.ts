/** English: who speaks with whom in a step, who waits, and what else was done. */
import type { CallResolution } from '../../core/trace/fact.ts';
import { list } from '../rich.ts';
import { times } from '../say/en.ts';

type End = CallResolution | 'none' | 'refused';

const after = (ms: string | null): string => (ms === null ? '' : `, after ${ms}`);

/** who speaks with whom, and who waits */
export const talk = {
  goesOn: 'goes on at once',
  nobody: 'nobody',
  label: (from: string, to: string, kind: string): string => `${kind} from ${from} to ${to}`,
  waits: (ms: string | null, limit: string | null): string =>
    `waits${ms === null ? '' : ` ${ms}`}${limit === null ? '' : `${ms === null ? ', at most' : ' of'} ${limit}`}`,
  waited: (ms: string): string => `waited ${ms}`,
  works: 'works',
  writes: (rows: number): string => `writes ${times(rows, 'row', 'rows')}`,
  away: 'away',
  inQueue: (queue: string): string => `in queue ${queue}`,
  copies: (n: number): string => (n === 1 ? '1 copy' : `${n} copies`),
  more: (n: number): string => `and ${n} more`,
  /** the wait ended in this step, or before */
  ended: {
    result: (told: string | null, ms: string | null): string => `${told ?? 'reply'}${after(ms)}`,
    remote_error: (told: string | null, ms: string | null): string => `${told ?? 'error'}${after(ms)}`,
    MessagingTimeout: (_: string | null, ms: string | null): string => `gave up${after(ms)}`,
    MessageDeliveryFailure: (): string => 'could not be sent',
    caller_killed: (_: string | null, ms: string | null): string => `stopped while waiting${after(ms)}`,
    refused: (): string => 'refused: no answer',
    none: (_told: string | null, _ms: string | null, _isHttp: boolean): string => 'no answer yet',
  } satisfies { readonly [E in End]: (told: string | null, ms: string | null, isHttp: boolean) => string },
  /** it ends in a later step */
  endsAt: {
    result: (n: number, _isHttp: boolean): string => `the answer comes at step ${n}`,
    remote_error: (n: number): string => `an error comes at step ${n}`,
    MessagingTimeout: (n: number): string => `it gives up at step ${n}`,
    MessageDeliveryFailure: (n: number): string => `it fails at step ${n}`,
    caller_killed: (n: number): string => `it is stopped at step ${n}`,
    refused: (n: number): string => `it is refused at step ${n}`,
    none: (_n: number, _isHttp: boolean): string => 'no answer yet',
  } satisfies { readonly [E in End]: (n: number, isHttp: boolean) => string },
};

/** what else happened in the step: a strong part, and the rest */
export const stepWork = {
  label: 'Also in this step',
  requests: (n: number): string => `${times(n, 'request', 'requests')} over HTTP`,
  messages: (n: number, kind: string): string => `${n} ${kind}${n === 1 ? '' : 's'}`,
  reads: (n: number): string => times(n, 'read', 'reads'),
  written: (rows: number, databases: readonly string[], reads: number): string =>
    `${times(rows, 'row', 'rows')} written in ${list(databases, ', ')}${reads === 0 ? '' : `, ${times(reads, 'read', 'reads')}`}`,
  lying: (n: number): string => `${n} messages wait`,
  lyingIn: (queue: string): string => ` in queue ${list([queue], ', ')}`,
};
