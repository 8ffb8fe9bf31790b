/**
 * Records of all files as one trace: ordered by time, and within a file as they stood there; deliveries with their publications,
 * replies with their calls, answers with their requests, rows with their statements. What happened because of what is told as far
 * as ids say it: a request id at the same service, a reply's call. What a recording does not see has no fact.
 */
import { micros } from '../../base/time.ts';
import { type FactLog, makeFactLog } from '../../trace/log.ts';
import { ordered } from './order.ts';
import { tellBroker, tellGap, tellLine } from './tell-still.ts';
import type { WeaveInput } from './weave-input.ts';
import { MessageWeaver } from './weave-messages.ts';
import { OutsideWeaver } from './weave-outside.ts';
import { makeWork } from './work.ts';

interface Woven {
  readonly log: FactLog;
  /** deliveries whose publication is not in the recording: each has a publication that says so */
  readonly unpaired: number;
  /** records whose time lay before that of the record above in their file: kept in file order, at that time */
  readonly reordered: number;
  /** writes whose rows could not be found, since their condition or the rows before are not known */
  readonly rowsUnknown: number;
  /** statements tied to a request in work at their service by time alone */
  readonly tiedByTime: number;
  /** facts that were left out since the trace is as long as one may be */
  readonly cut: number;
}

export function weave(input: WeaveInput): Woven {
  const log = makeFactLog();
  const { things, reordered } = ordered(input.files);
  const work = makeWork(log.facts);
  const messages = new MessageWeaver(log, input.places, work);
  const outside = new OutsideWeaver(log, input, work);
  let now = 0;
  let cut = 0;
  for (const { thing } of things) messages.expect(thing);
  tellBroker(log, input.snapshots, input.places);
  for (const [i, { thing, t, isAnswer, ends }] of things.entries()) {
    if (log.facts.length >= input.mostFacts) {
      cut = things.length - i;
      break;
    }
    now = Math.max(now, since(input.epoch, t));
    const at = micros(now);
    if (thing.kind === 'message') messages.add(thing, at);
    else if (thing.kind === 'http') outside.http(thing, at, isAnswer);
    else if (thing.kind === 'sql') outside.sql(thing, at, ends);
    else if (thing.kind === 'gap') tellGap(log, thing, at);
    else tellLine(log, thing, at, work.causeOf(thing.actor, thing.request_id));
  }
  const { unpaired } = messages;
  return { log, unpaired, reordered, rowsUnknown: outside.rowsUnknown, tiedByTime: work.tied(), cut };
}

/** Microseconds from a trace's beginning. */
export const since = (epoch: number, t: number): number => Math.round((t - epoch) * 1000);
