/** A stretch of time in a trace in which one thing went on: what a waterfall and the formats of tracing tools are made of. */
import type { Micros } from '../base/time.ts';
import type { Actor } from '../trace/fact.ts';

/**
 * `http` = a request, from being asked to its answer; `call` = an RPC call, for as long as its caller waits; `queue` = a copy of a
 * message in the broker, from its publication (or from its return to the queue) to its delivery; `work` = what the receiver
 * did with it.
 */
type TimeSpanKind = 'http' | 'call' | 'queue' | 'work';

export interface TimeSpan {
  /** its place in the list, from 0; a parent comes before its children */
  readonly n: number;
  readonly kind: TimeSpanKind;
  /** whose time it is: of `http` the server, of `call` the caller, of `queue` the broker, of `work` the receiver */
  readonly actor: Actor;
  /** of `http` who asked, of `call` who took it, of `queue` who got it, of `work` who sent it; null = nobody, or not known */
  readonly peer: Actor | null;
  /** `POST /servers`, `ping`, `Instance.save`; of a reply's way what it answers */
  readonly what: string;
  /** of `queue` and `work`: the queue; null elsewhere, and for a message that reached none */
  readonly queue: string | null;
  readonly start: Micros;
  /** null = the trace does not tell */
  readonly end: Micros | null;
  /** its end, or the last that was seen of it: never before `start` */
  readonly until: Micros;
  /** index of the fact that it begins with */
  readonly fact: number;
  /** place of the span that it is a part of; null = none, or not known */
  readonly parent: number | null;
  /** the request that all of it is for, see `requestsOf`; null = none is told */
  readonly request: string | null;
  /** exception class, `MessagingTimeout`, the HTTP status of what went wrong, why it was dropped; null = none */
  readonly error: string | null;
  /** its end is not told because it may lie where nothing was recorded */
  readonly gap: boolean;
  /** the message was delivered before, and may have been worked on */
  readonly again: boolean;
}
