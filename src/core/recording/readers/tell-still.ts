/** What a recording tells beside messages: lines of logs, gaps, and what stood at the broker when it was read. */
import { type Micros, micros } from '../../base/time.ts';
import { BROKER } from '../../trace/fact.ts';
import type { FactLog } from '../../trace/log.ts';
import type { ServicesFound } from './places.ts';
import type { BrokerSnapshot, GapRecord, LogRecord } from './records.ts';

export function tellLine(log: FactLog, line: LogRecord, at: Micros, cause: number | null): void {
  const { level, logger, text, instance, trace, request_id } = line;
  const group = cause === null ? 'scenario' : (log.facts[cause]?.group ?? 'scenario');
  log.add(at, line.actor, null, group, {
    kind: 'log.written',
    level,
    logger,
    text,
    request:
      request_id === null
        ? null
        : { id: request_id, global_id: line.global_request_id, project: null, user: null },
    instance,
    trace,
  });
}

export function tellGap(log: FactLog, { lost }: GapRecord, at: Micros): void {
  log.add(at, BROKER, null, 'scenario', { kind: 'recording.gap', lost });
}

/** What stood at the broker when it was read: told before everything else, at the beginning. */
export function tellBroker(log: FactLog, snapshots: readonly BrokerSnapshot[], places: ServicesFound): void {
  const at = micros(0);
  for (const { exchanges, queues, bindings, consumers } of snapshots) {
    for (const { name, ...one } of exchanges)
      log.add(at, 'rabbitmq', null, 'periodic', { kind: 'exchange.declared', exchange: name, ...one });
    for (const { name, ...one } of queues)
      log.add(at, 'rabbitmq', null, 'periodic', { kind: 'queue.declared', queue: name, ...one });
    for (const one of bindings) log.add(at, 'rabbitmq', null, 'periodic', { kind: 'binding.added', ...one });
    for (const { vhost, queue, tag, prefetch, no_ack } of consumers) {
      const { actor, connection } = places.ownerOf(vhost, queue);
      log.add(at, actor, null, 'periodic', {
        kind: 'consumer.added',
        vhost,
        queue,
        consumer: tag,
        connection,
        user: actor,
        prefetch,
        no_ack,
        arguments: {},
      });
    }
  }
}
