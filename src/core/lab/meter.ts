/**
 * Looks at the facts of a run as they come about and counts: what waits in each queue, what waits in each service's
 * process for a thread, who works, which server became ACTIVE. It keeps no fact.
 */
import type { Micros } from '../base/time.ts';
import type { Observe } from '../kernel/options.ts';
import { computeActor, TOP_VHOST } from '../nova/words.ts';
import type { Actor, FactBody } from '../trace/fact.ts';
import { isReplyQueue } from '../words/queues.ts';
import type { Series } from './series.ts';

export interface Totals {
  facts: number;
  messages: number;
  statements: number;
  /** requests of calls that outlived their time in the queue */
  expired: number;
  timeouts: number;
}

export interface Meter {
  readonly observe: Observe;
  readonly totals: Totals;
}

/** What it tells of the servers as it sees it. */
interface ServerEnds {
  arrived(at: Micros): void;
  active(uuid: string, at: Micros): void;
  failed(uuid: string, at: Micros): void;
}

export function makeMeter(series: Series, ends: ServerEnds): Meter {
  const totals: Totals = { facts: 0, messages: 0, statements: 0, expired: 0, timeouts: 0 };
  const queues = new Map<string, string | null>();
  const gaugeOf = (vhost: string, queue: string): string | null => {
    const key = `${vhost} ${queue}`;
    const known = queues.get(key);
    if (known !== undefined) return known;
    const made = queueGauge(vhost, queue);
    // reply queues and fanout queues are of one process each: the names of those that are gone are not kept
    if (queues.size < NAMES_MAX) queues.set(key, made);
    return made;
  };
  const waits = (vhost: string, queue: string, at: Micros, by: number): void => {
    const name = gaugeOf(vhost, queue);
    if (name !== null) series.move(name, at, by);
  };
  const rest = restMeter(series);
  const observe = (at: Micros, actor: Actor, body: FactBody): void => {
    totals.facts += 1;
    switch (body.kind) {
      case 'command.given':
        if (body.name === 'boot') ends.arrived(at);
        break;
      case 'message.published':
        totals.messages += 1;
        for (const queue of body.queues) waits(body.vhost, queue, at, 1);
        break;
      case 'message.delivered':
        waits(body.vhost, body.queue, at, -1);
        if (!isReplyQueue(body.queue)) series.move(`backlog ${serviceOf(actor)}`, at, 1);
        break;
      case 'message.requeued':
        waits(body.vhost, body.queue, at, 1);
        break;
      case 'message.dropped':
        if (body.queue !== null) waits(body.vhost, body.queue, at, -1);
        if (body.reason === 'expired') totals.expired += 1;
        break;
      case 'rpc.dispatched':
        series.move(`backlog ${serviceOf(actor)}`, at, -1);
        series.move(`busy ${serviceOf(actor)}`, at, 1);
        break;
      case 'rpc.duplicate_discarded':
        series.move(`backlog ${serviceOf(actor)}`, at, -1);
        break;
      case 'rpc.completed':
        series.move(`busy ${serviceOf(actor)}`, at, -1);
        break;
      case 'rpc.resolved':
        if (body.resolution === 'MessagingTimeout') totals.timeouts += 1;
        break;
      case 'http.requested':
      case 'http.accepted':
      case 'http.answered':
      case 'http.refused':
        rest(at, actor, body);
        break;
      case 'service.stopped':
        rest.stopped(at, actor);
        series.set(`backlog ${serviceOf(actor)}`, at, 0);
        series.set(`busy ${serviceOf(actor)}`, at, 0);
        break;
      case 'sql.executed':
        totals.statements += 1;
        if (body.table === 'instances') serverEnd(body, at, ends);
        break;
    }
  };
  return { observe, totals };
}

type RestFact = FactBody & {
  readonly kind: 'http.requested' | 'http.accepted' | 'http.answered' | 'http.refused';
};

/**
 * Requests over HTTP to Nova's services, those of the direct wiring too: `open` = sent and not answered yet, `busy` = taken
 * by a worker, where workers are counted. What a service that stopped had open is closed: its callers get no answer.
 */
function restMeter(series: Series): {
  (at: Micros, actor: Actor, body: RestFact): void;
  stopped(at: Micros, actor: Actor): void;
} {
  const open = new Map<number, { readonly to: Actor; taken: boolean }>();
  const close = (id: number, at: Micros): void => {
    const request = open.get(id);
    if (!request || !open.delete(id)) return;
    series.move(`open ${serviceOf(request.to)}`, at, -1);
    if (request.taken) series.move(`busy ${serviceOf(request.to)}`, at, -1);
  };
  const told = (at: Micros, _actor: Actor, body: RestFact): void => {
    const id = body.exchange_id;
    if (body.kind === 'http.requested') {
      if (!body.to.startsWith('nova-')) return;
      open.set(id, { to: body.to, taken: false });
      series.move(`open ${serviceOf(body.to)}`, at, 1);
    } else if (body.kind === 'http.accepted') {
      const request = open.get(id);
      if (!request) return;
      request.taken = true;
      series.move(`busy ${serviceOf(request.to)}`, at, 1);
    } else close(id, at);
  };
  return Object.assign(told, {
    stopped(at: Micros, actor: Actor) {
      for (const [id, request] of [...open]) if (request.to === actor) close(id, at);
    },
  });
}

const NAMES_MAX = 5000;

/** `queue conductor` on the top vhost, `queue nova_cell1/conductor` on a cell's; the hosts' queues together. */
function queueGauge(vhost: string, queue: string): string | null {
  if (queue.includes('_fanout_')) return null;
  const name = isReplyQueue(queue) ? 'reply_*' : queue.startsWith('compute.') ? 'compute.*' : queue;
  return vhost === TOP_VHOST ? `queue ${name}` : `queue ${vhost}/${name}`;
}

/** All computes together, and all workers of a service. */
function serviceOf(actor: Actor): string {
  return actor.startsWith(COMPUTE) ? 'nova-compute' : actor.replace(/-[0-9]+$/, '');
}

const COMPUTE = computeActor('');
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** A server's end is a write of its row: vm_state active in its cell, or a row in cell0 or vm_state error. */
function serverEnd(body: FactBody & { readonly kind: 'sql.executed' }, at: Micros, ends: ServerEnds): void {
  const { verb, statement, parameters, database } = body;
  if (verb === 'INSERT' && database === 'nova_cell0') {
    const columns = statement.slice(statement.indexOf('(') + 1).split(/[,)]/);
    const uuid = parameters[columns.findIndex((column) => column.trim() === 'uuid')];
    if (typeof uuid === 'string') ends.failed(uuid, at);
    return;
  }
  if (verb !== 'UPDATE') return;
  const active = parameters.includes('active');
  if (!active && !parameters.includes('error')) return;
  const uuid = parameters.find((one) => typeof one === 'string' && UUID.test(one));
  if (typeof uuid === 'string') ends[active ? 'active' : 'failed'](uuid, at);
}
