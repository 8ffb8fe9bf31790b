/** What was sent for one server, request by request: which does not hang on the seed, on the hosts, or on others' servers. */
import { canonicalJson, type Json } from '../base/json.ts';
import { receiversOf } from '../recording/firehose.ts';
import { innerMessage } from '../trace/body.ts';
import type { Actor, Published } from '../trace/fact.ts';
import { isTold } from '../trace/origin.ts';
import type { Trace } from '../trace/trace.ts';
import { ofKind } from './boot.fixture.ts';

/**
 * Messages of one request, in their order from one to another: `compute A -> nova-conductor-cell1`. Which of two others hears first
 * is nobody's promise: nova-api goes through a set of hosts, two hosts ask one conductor.
 */
type Flow = { readonly [way: string]: readonly string[] };

export interface ServerFlows {
  /** one a request of its users; sorted, since which of two comes first may hang on the seed */
  readonly requests: readonly Flow[];
  /** what neutron had told of it, and what came of that, one list a host: neutron puts events of several servers in one request */
  readonly events: readonly (readonly string[])[];
}

/** `aside` = calls that do not count, with their replies: `Service.get_by_compute_host` */
export function flowsOf(trace: Trace, server: string, aside: readonly string[] = []): ServerFlows {
  const uuids = uuidsOf(trace, (name) => name === server || name.startsWith(`${server}-`));
  const names = (fact: Published): boolean => uuids.some((uuid) => fact.body.includes(uuid));
  const { sent, to } = sentIn(trace, aside);
  const lists = [...byRequest(sent).values()];
  const isOfNeutron = ([first]: readonly Published[]): boolean => first?.rpc.method === EVENT;
  const own = lists.filter((list) => !isOfNeutron(list) && list[0] && names(list[0]));
  return {
    requests: sorted(own.map((list) => flowOf(trace, list, to))),
    events: eventsOf(lists.filter(isOfNeutron).flat(), uuids, to),
  };
}

/** Of each server that one request has built, `<server>-1`, `-2`, ...: what names it, and the replies to that. */
export function requestsOfEach(trace: Trace, server: string): readonly ServerFlows['requests'][] {
  const { sent, to } = sentIn(trace, []);
  const lists = [...byRequest(sent).values()].filter(([first]) => first?.rpc.method !== EVENT);
  const all = uuidsOf(trace, (name) => name.startsWith(`${server}-`));
  return all.map((uuid) => {
    const named = (fact: Published): boolean => fact.rpc.type !== 'reply' && fact.body.includes(uuid);
    const own = lists.flatMap((list) => {
      const calls = new Set(list.filter(named).map(({ rpc }) => rpc.msg_id));
      const its = list.filter(
        (fact) => named(fact) || (fact.rpc.type === 'reply' && calls.has(fact.rpc.msg_id)),
      );
      return its.length > 0 ? [its] : [];
    });
    return sorted(own.map((list) => flowOf(trace, list, to)));
  });
}

function sentIn(
  trace: Trace,
  aside: readonly string[],
): { readonly sent: readonly Published[]; readonly to: (fact: Published) => readonly Actor[] } {
  const told = isTold(trace);
  const all = ofKind(trace, 'message.published').filter((fact) => fact.group !== 'periodic' && told(fact));
  const left = new Set(
    all.flatMap(({ rpc }) => (rpc.type === 'call' && aside.includes(rpc.detail ?? '') ? [rpc.msg_id] : [])),
  );
  const receivers = receiversOf(trace.facts);
  return {
    sent: all.filter(({ rpc }) => rpc.msg_id === undefined || !left.has(rpc.msg_id)),
    to: ({ message }) => receivers.get(message) ?? [],
  };
}

const EVENT = 'external_instance_event';

const sorted = <T extends Json>(list: readonly T[]): readonly T[] =>
  [...list].sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));

function flowOf(trace: Trace, list: readonly Published[], to: (fact: Published) => readonly Actor[]): Flow {
  const role = roles(trace);
  const flow: { [way: string]: string[] } = {};
  for (const fact of list) {
    const way = `${role(fact.actor)} -> ${to(fact).map(role).join(', ')}`;
    flow[way] = [...(flow[way] ?? []), what(fact)];
  }
  return flow;
}

/** By host: each event of the server that it was told of, and what it asked about the server then. */
function eventsOf(
  sent: readonly Published[],
  uuids: readonly string[],
  to: (fact: Published) => readonly Actor[],
): readonly (readonly string[])[] {
  const hosts = new Map<Actor, string[]>();
  const add = (host: Actor, words: readonly string[]): void =>
    void hosts.set(host, [...(hosts.get(host) ?? []), ...words]);
  for (const fact of sent) {
    if (fact.rpc.method === EVENT) {
      const { args } = innerMessage(fact.body) as unknown as { args: { events: readonly EventObject[] } };
      const own = args.events.map((event) => event['nova_object.data']);
      const meant = own.filter(({ instance_uuid }) => uuids.includes(instance_uuid));
      for (const host of to(fact))
        add(
          host,
          meant.map(({ name }) => name),
        );
    } else if (fact.rpc.type === 'call' && uuids.some((uuid) => fact.body.includes(uuid)))
      add(fact.actor, [what(fact)]);
  }
  // strands of their own answer the events: which is quicker hangs on the seed
  return sorted([...hosts.values()].map((list) => [...list].sort()).filter((list) => list.length > 0));
}

interface EventObject {
  readonly 'nova_object.data': { readonly instance_uuid: string; readonly name: string };
}

function uuidsOf(trace: Trace, isIts: (name: string) => boolean): readonly string[] {
  const rows = ofKind(trace, 'row.changed').flatMap(({ after }) => (after ? [after] : []));
  const named = rows.filter(({ display_name }) => isIts(`${display_name}`));
  return [...new Set(named.map((row) => String(row.uuid ?? row.instance_uuid)))];
}

/** A reply belongs to the request of its call. */
function byRequest(sent: readonly Published[]): ReadonlyMap<string, readonly Published[]> {
  const calls = new Map(
    sent.flatMap(({ rpc }) => (rpc.type === 'call' ? [[rpc.msg_id, rpc.request_id]] : [])),
  );
  const requests = new Map<string, Published[]>();
  for (const fact of sent) {
    const id = fact.rpc.type === 'reply' ? calls.get(fact.rpc.msg_id) : fact.rpc.request_id;
    if (id !== undefined) requests.set(id, [...(requests.get(id) ?? []), fact]);
  }
  return requests;
}

function what({ rpc }: Published): string {
  // a notification names the host that it is of
  const detail = rpc.type === 'notification' ? rpc.detail?.split(/[.:]/)[0] : rpc.detail;
  return [rpc.type, rpc.method ?? rpc.in_reply_to, detail, rpc.failure].filter((word) => word).join(' ');
}

/** Programs by name, computes by the order in which they come up. */
function roles(trace: Trace): (actor: Actor) => string {
  const programs = new Map(trace.topology.services.map(({ actor, program }) => [actor, program]));
  const computes: Actor[] = [];
  return (actor) => {
    if (programs.get(actor) !== 'nova-compute') return actor;
    if (!computes.includes(actor)) computes.push(actor);
    return `compute ${'ABCDEFGHIJ'.charAt(computes.indexOf(actor))}`;
  };
}
