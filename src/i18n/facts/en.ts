/** English: one sentence for each kind of fact. */

import type { Weighing } from '../../core/trace/fact.ts';
import { faults } from '../faults/en.ts';
import { generic } from '../generic/en.ts';
import { c, duration, list, logLine, shorten } from '../rich.ts';
import { rpc } from '../rpc/en.ts';
import { SEPARATOR, times } from '../say/en.ts';
import type { FactTexts } from '../shape.ts';
import { isApart } from '../story-amiss.ts';
import { words } from '../words/en.ts';

const where = (exchange: string): string =>
  exchange === '' ? 'the default exchange' : `exchange ${c(exchange)}`;

/** The weighers that made a difference to the host at this place: ` (RAMWeigher 0.50)`. */
const shares = (weighers: readonly Weighing[], i: number): string => {
  const told = weighers.flatMap(({ weigher, multiplier, normalized }) => {
    const share = multiplier * (normalized[i] ?? 0);
    return share === 0 ? [] : [`${c(weigher)} ${share.toFixed(2)}`];
  });
  return told.length === 0 ? '' : ` (${told.join(SEPARATOR)})`;
};

const even = (hosts: readonly { readonly weight: number }[]): boolean =>
  hosts.length > 1 && hosts.every((host) => host.weight === hosts[0]?.weight);

export const facts: FactTexts = {
  'connection.opened': (f) => `${c(f.user)} opens a connection to vhost ${c(f.vhost)}.`,
  'connection.closed': (f) =>
    ({
      closed: `${c(f.actor)} closes its connection.`,
      lost: `The connection of ${c(f.actor)} is lost.`,
      broker_restart: `The connection of ${c(f.actor)} ends because the broker restarts.`,
    })[f.reason],
  'exchange.declared': (f) =>
    `${c(f.actor)} declares ${f.type} exchange ${c(f.exchange)} in vhost ${c(f.vhost)}.`,
  'exchange.deleted': (f) => `Exchange ${c(f.exchange)} in vhost ${c(f.vhost)} is deleted.`,
  'queue.declared': (f) => `${c(f.actor)} declares queue ${c(f.queue)} in vhost ${c(f.vhost)}.`,
  'queue.deleted': (f) => `Queue ${c(f.queue)} in vhost ${c(f.vhost)} is deleted.`,
  'binding.added': (f) =>
    `${c(f.destination)} is bound to ${where(f.source)} in vhost ${c(f.vhost)} with routing key ${c(f.routing_key)}.`,
  'binding.removed': (f) => `The binding of ${c(f.destination)} to ${where(f.source)} is removed.`,
  'consumer.added': (f) => `${c(f.user)} begins to consume from queue ${c(f.queue)}.`,
  'consumer.cancelled': (f) => `${c(f.actor)} no longer consumes from queue ${c(f.queue)}.`,
  'consumer.paused': (f) =>
    f.paused
      ? `The consumer of ${c(f.actor)} on queue ${c(f.queue)} is held back by hand.`
      : `The consumer of ${c(f.actor)} on queue ${c(f.queue)} goes on.`,
  'amqp.refused': (f) => `RabbitMQ refuses ${c(f.actor)}: ${c(f.reply_code)} ${c(f.reply_text)}.`,
  'message.published': (f, s) => {
    const known = f.rpc.type in generic ? generic[f.rpc.type as keyof typeof generic] : generic.other;
    const telling = f.rpc.type !== 'reply' && s.method in rpc ? rpc[s.method as keyof typeof rpc] : known;
    return `${words.rpcTypes[f.rpc.type]}: ${telling.title(s)}.`;
  },
  'message.delivered': (f, s) =>
    `${c(f.actor)} gets ${s.method === '' ? 'the message' : c(s.method)} from queue ${c(f.queue)}${f.redelivered ? ', delivered once before' : ''}.`,
  'message.acked': (f) =>
    `${c(f.actor)} acknowledges: RabbitMQ forgets the message, and it lives only in the memory of ${c(f.actor)}.`,
  'message.requeued': (f) => `The message goes back to queue ${c(f.queue)}.`,
  'message.dropped': (f) =>
    `RabbitMQ drops the message${f.queue === null ? '' : ` in queue ${c(f.queue)}`}: ${words.drops[f.reason]}.`,
  'message.returned': (f) =>
    `RabbitMQ returns the message to its publisher: ${c(f.reply_code)} ${c(f.reply_text)}.`,
  'message.confirmed': (f) =>
    f.ack ? 'RabbitMQ confirms the publication.' : 'RabbitMQ refuses the publication.',
  'broker.stopped': () => 'The broker stops.',
  'broker.started': () => 'The broker starts.',
  'rpc.dispatched': (f) => `A worker of ${c(f.actor)} begins ${c(f.method)}.`,
  'rpc.completed': (f) =>
    f.failure === null
      ? `${c(f.actor)} is done with ${c(f.method)}.`
      : `${c(f.actor)} ends ${c(f.method)} with ${c(f.failure)}.`,
  'rpc.resolved': (f) =>
    `${c(f.actor)} no longer waits: ${words.resolutions[f.resolution]}${f.failure === null ? '' : ` (${c(f.failure)})`}.`,
  'rpc.late_reply': (f) =>
    `An answer reaches ${c(f.actor)} for which nobody waits any more (${c(shorten(f.msg_id))}).`,
  'rpc.publish_blocked': (f) =>
    `${c(f.actor)} cannot reach the broker to publish ${f.method === null ? 'an answer' : c(f.method)}: its thread waits and tries again.`,
  'rpc.publish_unblocked': (f) => `${c(f.actor)} has published at last what was held up.`,
  'rpc.duplicate_discarded': (f) =>
    `${c(f.actor)} has seen this message before (${c(shorten(f.unique_id))}) and discards it.`,
  'rpc.reply_abandoned': (f) =>
    `${c(f.actor)} gives up the answer: reply queue ${c(shorten(f.reply_q))} is gone.`,
  'http.requested': (f) => `${c(f.actor)} → ${c(f.to)}: ${c(`${f.method} ${f.path}`)}.`,
  'http.answered': (f, s) =>
    `${c(f.actor)} answers ${c(f.to)}: ${c(f.status)}${s.http?.ms == null ? '' : ` after ${duration(s.http.ms)}`}.`,
  'http.accepted': (f) => `A worker of ${c(f.actor)} takes the request of ${c(f.from)}.`,
  'http.refused': (f, s) => {
    if (isApart(s, f))
      return f.reason === 'connection_reset'
        ? `The network between ${c(f.to)} and ${c(f.actor)} is cut before the answer is there: the connection breaks.`
        : `${c(f.actor)} cannot reach ${c(f.to)}: the network between them is cut.`;
    return {
      connection_refused: `${c(f.actor)} gets no connection to ${c(f.to)}: connection refused.`,
      connection_reset: `${c(f.to)} is gone before it answered: the connection of ${c(f.actor)} is reset.`,
      listen_queue_full: `${c(f.to)} takes no more connections, its listen queue is full: ${c(f.actor)} is refused.`,
    }[f.reason];
  },
  'sql.executed': (f) =>
    f.verb === 'COMMIT'
      ? `${c(f.actor)} → ${c(f.database)}: ${c(f.verb)}.`
      : `${c(f.actor)} → ${c(f.database)}: ${c(f.verb)} ${c(f.table)}${f.rows === null ? '' : `, ${times(f.rows, 'row', 'rows')}`}.`,
  'row.changed': (f, s) => {
    const name = c(`${f.database}.${f.table}`);
    const how =
      f.before === null
        ? 'A row is inserted into'
        : f.after === null
          ? 'A row is deleted from'
          : 'A row is updated in';
    const detail = s.changes.map(
      (one) => ` ${c(`${f.table}.${one.column}`)}: ${c(one.before)} → ${c(one.after)}.`,
    );
    return `${how} ${name}, through the connection of ${c(f.actor)}.${detail.join('')}`;
  },
  'recording.gap': (f) =>
    f.lost === null
      ? 'Something was not recorded here, and how much is not known. A call without an answer may have got it here.'
      : `${times(f.lost, 'message was', 'messages were')} not recorded here. A call without an answer may have got it here.`,
  'service.started': (f) => `${c(f.actor)} starts on host ${c(f.host)}.`,
  'service.stopping': (f) =>
    `${c(f.actor)} takes no further request and ${f.requests === 0 ? 'cancels the live migrations that still wait' : `finishes the ${times(f.requests, 'request', 'requests')} in work`}${f.timeout_s === null ? '' : `, for ${f.timeout_s} s at most`}.`,
  'service.stopped': (f) =>
    ({
      stop: `${c(f.actor)} is stopped.`,
      kill: `${c(f.actor)} is killed.`,
      crash: `${c(f.actor)} crashes.`,
      timeout: `${c(f.actor)} ends without having finished its work: its time was over.`,
    })[f.how],
  'command.given': (f) => `Command ${c(f.name)}.`,
  'fault.struck': (f) => {
    const { title, tell } = faults.struck(f);
    return `${title}. ${tell}`;
  },
  'placement.candidates': (f) =>
    `${c(f.actor)} finds ${times(f.candidates.length, 'candidate', 'candidates')}, and leaves out ${f.left_out.length}.`,
  'scheduler.asked': (f) =>
    `${c(f.actor)} is asked to place ${times(f.instance_uuids.length, 'server', 'servers')}.`,
  'scheduler.answered': (f) =>
    f.status === null
      ? `${c('placement')} cannot be reached: there are no candidates.`
      : `${c('placement')} answered with ${times(f.providers.length, 'candidate', 'candidates')}.`,
  'scheduler.narrowed': (f) =>
    `${list(f.hosts, SEPARATOR)} left out before any filter: ${{ no_service: 'no service is known there', other_host: 'another host is asked for', ignored: 'in ignore_hosts' }[f.why]}.`,
  'scheduler.filtered': (f) =>
    `${c(f.filter)} lets ${f.passed.length} of ${times(f.hosts.length, 'host', 'hosts')} pass${f.passed.length > 0 ? `: ${list(f.passed, SEPARATOR)}` : ''}.`,
  'scheduler.weighed': (f) =>
    `Weights: ${f.hosts.map((host, i) => `${c(host.host)} ${host.weight.toFixed(2)}${shares(f.weighers, i)}`).join(SEPARATOR)}.${even(f.hosts) ? ' They are equal, so the order stays.' : ''}`,
  'scheduler.claimed': (f) =>
    f.status === 204
      ? `The claim on ${c(f.host)} is made.`
      : `The claim on ${c(f.host)} fails: ${f.status ?? 'no answer'}.`,
  'scheduler.failed': (f) =>
    `${c('NoValidHost')}: ${f.why === 'no_candidates' ? 'there are no candidates from Placement' : `too few hosts are left, ${f.found} found`}.`,
  'scheduler.selected': (f) =>
    `${c(f.actor)} chooses ${c(f.host)}${f.alternates.length > 0 ? `; alternates ${list(f.alternates, SEPARATOR)}` : ''}.`,
  'log.written': (f) => `${c(f.actor)} writes to its log: ${logLine(f)}`,
  'thread.failed': (f) =>
    `The thread of ${c(f.method)} in ${c(f.actor)} ends with ${c(f.error)}; nobody waits for it.`,
  'process.failed': (f) => `${c(f.process)} of ${c(f.actor)} fails: ${c(f.error)}.`,
};
