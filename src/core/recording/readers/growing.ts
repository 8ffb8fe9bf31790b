/**
 * A stream of a tap's lines as a trace that grows: at each moment what the lines would give if they were opened as one file. What
 * was told stays as it was, as long as nothing that comes later says otherwise; what does is told anew from there on. Of a long
 * stream the oldest messages leave.
 */
import { isSame } from '../../base/same.ts';
import { micros } from '../../base/time.ts';
import type { Fact, Group } from '../../trace/fact.ts';
import { type FactLog, makeFactLog } from '../../trace/log.ts';
import type { Trace } from '../../trace/trace.ts';
import { type HiddenReport, makeRedactor } from '../redact/redactor.ts';
import { jsonLines } from './json-lines.ts';
import { firehoseLines } from './own-lines.ts';
import { notePlaces, type ServicesFound } from './places.ts';
import { emptyRead, type MessageRecord, type RecordedThing } from './records.ts';
import { tellGap } from './tell-still.ts';
import { since } from './weave.ts';
import { MessageWeaver } from './weave-messages.ts';
import { makeWork } from './work.ts';

export interface Growth {
  /** facts before this one are as they were told; from it on they are these */
  readonly from: number;
  readonly facts: readonly Fact[];
  /** the trace without its facts; null = as it was told */
  readonly head: Omit<Trace, 'facts'> | null;
}

/** What is told of the stream beside its trace. */
export interface GrowingTold {
  readonly records: number;
  readonly skipped: number;
  readonly hidden: HiddenReport;
  readonly inferred: readonly string[];
  readonly unpaired: number;
  readonly reordered: number;
  /** records that left since the trace was too long */
  readonly left: number;
}

interface GrowingTrace {
  line(text: string): void;
  /** What the lines since the last question have made; null = nothing. */
  grow(): Growth | null;
  told(): GrowingTold;
}

interface GrowingOptions {
  /** 22 letters or less: ids are renamed with it */
  readonly secret: string;
  readonly mostFacts?: number;
}

/** Facts of the trace at most, and characters of bodies. */
const MOST_FACTS = 20_000;
const MOST_LETTERS = 16 * 2 ** 20;
/** What leaves then, as a share of the records. */
const LEAVES = 0.25;

export function openGrowing({ secret, mostFacts = MOST_FACTS }: GrowingOptions): GrowingTrace {
  const redact = makeRedactor(secret);
  const read = emptyRead();
  let number = 0;
  let skipped = 0;
  let left = 0;
  const { line, quick, forget } = firehoseLines(redact);
  const skip = (): void => {
    skipped += 1;
  };
  const reader = jsonLines({ redact, out: read, name: 'live', skip }, line, quick);
  let records: RecordedThing[] = [];
  let letters = 0;
  let weaving = beginWeaving(records);
  /** as it was told last */
  let facts: readonly Fact[] = [];
  let head: Omit<Trace, 'facts'> | null = null;

  const grow = (): Growth | null => {
    const fresh = read.records.splice(0);
    if (fresh.length === 0) return null;
    for (const thing of fresh) {
      records.push(thing);
      letters += lettersOf(thing);
    }
    if (!weaving.goOn(fresh)) weaving = beginWeaving(records);
    if (weaving.log.facts.length > mostFacts || letters > MOST_LETTERS) {
      const kept = withoutOldest(records, forget);
      left += records.length - kept.length;
      records = kept;
      letters = kept.reduce((sum, thing) => sum + lettersOf(thing), 0);
      weaving = beginWeaving(kept);
    }
    const { log, epoch, places } = weaving;
    const from = log.facts === facts ? told : firstOther(facts, log.facts);
    const next: Omit<Trace, 'facts'> = {
      v: 1,
      source: 'tapped',
      experiment: null,
      epoch_ms: epoch,
      topology: places.topology,
      seed: {},
      error: null,
    };
    const isOther = !isSame(next, head);
    if (isOther) head = next;
    facts = log.facts;
    told = facts.length;
    return { from, facts: facts.slice(from), head: isOther ? head : null };
  };
  /** how many of `facts` were told: the list grows */
  let told = 0;
  return {
    line(text) {
      number += 1;
      reader.line(text, number);
    },
    grow,
    told: () => ({
      records: records.length,
      skipped,
      hidden: redact.report(),
      inferred: weaving.places.inferred,
      unpaired: weaving.unpaired(),
      reordered: weaving.reordered(),
      left,
    }),
  };
}

const lettersOf = (thing: RecordedThing): number => (thing.kind === 'message' ? thing.body.length : 0);

/** Index of the first fact that is another one, or is in one list alone. */
function firstOther(before: readonly Fact[], now: readonly Fact[]): number {
  const most = Math.min(before.length, now.length);
  let at = 0;
  while (at < most && isSame(before[at], now[at])) at += 1;
  return at;
}

/** Whole messages leave: what is delivered later than they were published leaves with them. */
function withoutOldest(
  records: readonly RecordedThing[],
  forget: (pairs: Iterable<string>) => void,
): RecordedThing[] {
  const cut = Math.ceil(records.length * LEAVES);
  const gone = new Set<string>();
  for (let i = 0; i < cut; i += 1) {
    const thing = records[i];
    if (thing?.kind === 'message') gone.add(thing.pair);
  }
  const kept: RecordedThing[] = [];
  for (let i = cut; i < records.length; i += 1) {
    const thing = records[i] as RecordedThing;
    // published again: it is there once more
    if (thing.kind === 'message' && thing.way === 'publish') gone.delete(thing.pair);
    if (thing.kind !== 'message' || !gone.has(thing.pair)) kept.push(thing);
  }
  forget(gone);
  return kept;
}

interface Weaving {
  readonly log: FactLog;
  readonly epoch: number;
  /** by all records so far */
  readonly places: ServicesFound;
  unpaired(): number;
  reordered(): number;
  /** False = what was woven does not hold any more: then nothing was added that counts. */
  goOn(fresh: readonly RecordedThing[]): boolean;
}

function beginWeaving(records: readonly RecordedThing[]): Weaving {
  const noted = notePlaces({ snapshots: [], connections: new Map(), seed: {} });
  const log = makeFactLog();
  const epoch = beginOf(records);
  const answers = new Answers(noted.found());
  const messages = new MessageWeaver(log, answers, makeWork(log.facts));
  let now = Number.NEGATIVE_INFINITY;
  let reordered = 0;
  const goOn = (fresh: readonly RecordedThing[]): boolean => {
    let holds = beginOf(fresh) >= epoch;
    for (const thing of fresh) {
      noted.note(thing);
      if (!messages.expect(thing)) holds = false;
    }
    if (!holds || !answers.stillHold(noted.found())) return false;
    for (const thing of fresh) {
      if (thing.t < now) reordered += 1;
      now = Math.max(now, thing.t);
      const at = micros(since(epoch, now));
      if (thing.kind === 'message') messages.add(thing, at);
      else if (thing.kind === 'gap') tellGap(log, thing, at);
    }
    return true;
  };
  goOn(records);
  return {
    log,
    epoch,
    get places() {
      return answers.places;
    },
    unpaired: () => messages.unpaired,
    reordered: () => reordered,
    goOn,
  };
}

/** Of no record: no moment is before it. */
const beginOf = (things: readonly RecordedThing[]): number =>
  Math.floor(things.reduce((least, { t }) => Math.min(least, t), Number.POSITIVE_INFINITY));

/** What was answered about services and groups while a trace was woven, remembered: what comes later may answer otherwise. */
class Answers implements ServicesFound {
  places: ServicesFound;
  private readonly actors = new Map<string, { readonly record: MessageRecord; readonly actor: string }>();
  private readonly groups = new Map<string, { readonly record: MessageRecord; readonly group: Group }>();

  constructor(places: ServicesFound) {
    this.places = places;
  }

  stillHold(places: ServicesFound): boolean {
    for (const { record, actor } of this.actors.values())
      if (places.publisherOf(record) !== actor) return false;
    for (const { record, group } of this.groups.values())
      if (places.groupOfMessage(record, null) !== group) return false;
    this.places = places;
    return true;
  }

  publisherOf(record: MessageRecord): string {
    const actor = this.places.publisherOf(record);
    const key = `${record.user}\n${record.connection}`;
    if (!this.actors.has(key)) this.actors.set(key, { record, actor });
    return actor;
  }

  consumerOf(record: MessageRecord): string {
    return this.publisherOf(record);
  }

  groupOfMessage(record: MessageRecord, cause: Group | null): Group {
    const group = this.places.groupOfMessage(record, cause);
    const { type, request_id } = record.rpc;
    // a reply's is that of its call, whatever else is known
    if (type !== 'reply' && request_id !== undefined) this.groups.set(request_id, { record, group });
    return group;
  }

  ownerOf(vhost: string, queue: string): ReturnType<ServicesFound['ownerOf']> {
    return this.places.ownerOf(vhost, queue);
  }

  groupOfRequest(...asked: Parameters<ServicesFound['groupOfRequest']>): Group {
    return this.places.groupOfRequest(...asked);
  }

  get topology(): ServicesFound['topology'] {
    return this.places.topology;
  }

  get inferred(): readonly string[] {
    return this.places.inferred;
  }
}
