/** Publications and deliveries as facts: one message each, whatever the order in which both were recorded. */
import type { Micros } from '../../base/time.ts';
import { type Group, type MessageId, UNKNOWN_ACTOR } from '../../trace/fact.ts';
import type { FactLog } from '../../trace/log.ts';
import { makeReplyPairer } from '../summary.ts';
import type { ServicesFound } from './places.ts';
import type { MessageRecord, RecordedThing } from './records.ts';
import type { WorkOpen } from './work.ts';

interface PublishedMessage {
  readonly message: MessageId;
  readonly index: number;
  readonly group: Group;
  /** false = only its delivery was */
  readonly isSeen: boolean;
}

export class MessageWeaver {
  /** deliveries without a publication */
  unpaired = 0;
  private readonly pairer = makeReplyPairer();
  /** publications that are still to come, by what joins them with their deliveries */
  private readonly toCome = new Set<string>();
  private readonly published = new Map<string, PublishedMessage>();
  private readonly callDelivered = new Map<string, number>();
  private readonly early = new Map<string, MessageRecord[]>();
  private messages = 0;
  private readonly log: FactLog;
  /** of all that is expected by now */
  places: ServicesFound;
  private readonly work: WorkOpen;

  constructor(log: FactLog, places: ServicesFound, work: WorkOpen) {
    this.log = log;
    this.places = places;
    this.work = work;
  }

  /**
   * Told of each record before any that is added later. False = a delivery of it was told already as one whose publication
   * is not in the recording.
   */
  expect(thing: RecordedThing): boolean {
    if (thing.kind !== 'message' || thing.way !== 'publish') return true;
    this.toCome.add(thing.pair);
    return this.published.get(thing.pair)?.isSeen !== false;
  }

  add(record: MessageRecord, at: Micros): void {
    const { pair } = record;
    if (record.way === 'deliver') {
      if (this.published.has(pair) || !this.toCome.has(pair)) this.deliver(record, at);
      else this.early.set(pair, [...(this.early.get(pair) ?? []), record]);
      return;
    }
    this.publish(record, at, true);
    // one that was recorded before its publication stands right after it
    for (const waiting of this.early.get(pair) ?? []) this.deliver(waiting, at);
    this.early.delete(pair);
  }

  private publish(record: MessageRecord, at: Micros, isSeen: boolean): void {
    this.messages += 1;
    const rpc = this.pairer.pair(isSeen ? record.rpc : { ...record.rpc, only_delivered: true });
    const actor = isSeen ? this.places.publisherOf(record) : UNKNOWN_ACTOR;
    const answered = rpc.msg_id === undefined ? undefined : this.callDelivered.get(rpc.msg_id);
    const cause =
      rpc.type === 'reply' ? (answered ?? null) : this.work.causeOf(actor, rpc.request_id ?? null);
    const group = this.places.groupOfMessage(
      record,
      cause === null ? null : (this.log.facts[cause]?.group ?? null),
    );
    const { vhost, exchange, routing_key, properties, queues, body } = record;
    const index = this.log.add(at, actor, cause, group, {
      kind: 'message.published',
      message: this.messages,
      vhost,
      exchange,
      routing_key,
      properties,
      mandatory: rpc.type === 'reply',
      connection: isSeen ? record.connection : '',
      queues,
      body,
      rpc,
    });
    this.published.set(record.pair, { message: this.messages, index, group, isSeen });
    if (rpc.type === 'reply') this.work.end(actor, rpc.msg_id);
    if (isSeen && queues.length === 0 && record.routed) {
      const dropped = { message: this.messages, vhost, queue: null, reason: 'unroutable' } as const;
      this.log.add(at, 'rabbitmq', index, group, { kind: 'message.dropped', ...dropped });
    }
  }

  private deliver(record: MessageRecord, at: Micros): void {
    if (!this.published.has(record.pair)) {
      this.unpaired += 1;
      this.publish(record, at, false);
    }
    const known = this.published.get(record.pair);
    if (!known) return;
    const actor = this.places.consumerOf(record);
    const { vhost, connection, redelivered } = record;
    const index = this.log.add(at, actor, known.index, known.group, {
      kind: 'message.delivered',
      message: known.message,
      vhost,
      queue: record.queues[0] ?? '',
      consumer: '',
      connection,
      redelivered,
    });
    const sent = this.log.facts[known.index];
    const rpc = sent?.kind === 'message.published' ? sent.rpc : record.rpc;
    const isCall = rpc.type === 'call' && rpc.msg_id !== undefined;
    if (isCall && rpc.msg_id) this.callDelivered.set(rpc.msg_id, index);
    if (rpc.type !== 'reply')
      this.work.begin(actor, rpc.request_id ?? null, index, isCall ? rpc.msg_id : undefined);
    else this.work.goOn(actor, (rpc.msg_id && this.pairer.callOf(rpc.msg_id)?.request_id) || null, index);
  }
}
