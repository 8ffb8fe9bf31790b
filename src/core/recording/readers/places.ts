/**
 * Who the services of a recording are. A broker user that is named as a service is one; where all share a user, connections and
 * reply queues that belong together are one service, named by what it takes and what it sends, and marked as inferred.
 */
import { type Group, UNKNOWN_ACTOR } from '../../trace/fact.ts';
import type { Rows, ServicePlace, Topology } from '../../trace/trace.ts';
import type { BrokerSnapshot, HttpRecord, MessageRecord, RecordedThing } from './records.ts';
import { senderByMessage, serviceOfQueue } from './service-names.ts';

export interface ServicesFound {
  publisherOf(record: MessageRecord): string;
  consumerOf(record: MessageRecord): string;
  /** Whose a queue is, by who took from it, else by its name; the empty text = not known. */
  ownerOf(vhost: string, queue: string): { readonly actor: string; readonly connection: string };
  groupOfMessage(record: MessageRecord, cause: Group | null): Group;
  groupOfRequest(record: HttpRecord, cause: Group | null): Group;
  readonly topology: Topology;
  readonly inferred: readonly string[];
}

const PROGRAMS =
  /^(nova-(?:api|conductor|scheduler|compute|novncproxy|consoleauth)|neutron-server|neutron-[a-z-]+-agent|cinder-(?:api|scheduler|volume|backup)|glance-api|placement-api|keystone|heat-(?:api|engine)|ironic-(?:api|conductor)|ceilometer-[a-z-]+)(?:-(.+))?$/;

/** A service's program and, where its name goes on, its host. */
function programOf(actor: string): { readonly program: string; readonly host: string } {
  const match = PROGRAMS.exec(actor);
  if (!match) return { program: actor, host: '' };
  const [, program = actor, rest = ''] = match;
  return { program, host: /compute|agent|volume/.test(program) ? rest : '' };
}

interface Known {
  readonly things: readonly RecordedThing[];
  readonly snapshots: readonly BrokerSnapshot[];
  readonly connections: ReadonlyMap<string, string>;
  readonly seed: Rows;
}

const isApi = (actor: string): boolean => /^(nova|cinder|heat|ironic)-api/.test(actor);

export function findPlaces(known: Known): ServicesFound {
  const names = nameConnections(known.things, known.connections);
  const actorOf = ({ user, connection }: MessageRecord): string =>
    PROGRAMS.test(user) || connection === '' ? user || UNKNOWN_ACTOR : (names.get(connection) ?? connection);
  const seen = new Seen(actorOf);
  for (const thing of known.things) seen.note(thing);
  const { owners, apiRequests, firstSender } = seen;
  for (const [request, actor] of firstSender) if (isApi(actor)) apiRequests.add(request);
  const inferred = new Set(names.values());
  return {
    publisherOf: actorOf,
    consumerOf: actorOf,
    ownerOf: (vhost, queue) =>
      owners.get(`${vhost}\n${queue}`) ?? { actor: serviceOfQueue(queue) ?? UNKNOWN_ACTOR, connection: '' },
    groupOfMessage(record, cause) {
      if (record.group !== null) return record.group;
      const { request_id, type } = record.rpc;
      if (type === 'reply') return cause ?? 'scenario';
      if (request_id === undefined || apiRequests.size === 0) return 'scenario';
      if (apiRequests.has(request_id)) return 'scenario';
      return /^nova-/.test(firstSender.get(request_id) ?? '') ? 'periodic' : 'scenario';
    },
    groupOfRequest({ to, request_id, global_request_id }, cause) {
      if (isApi(to) || apiRequests.has(request_id)) return 'scenario';
      if (global_request_id !== null && apiRequests.has(global_request_id)) return 'scenario';
      return cause ?? (apiRequests.size === 0 ? 'scenario' : 'periodic');
    },
    topology: topologyOf(seen, known, inferred),
    inferred: [...inferred].sort(),
  };
}

/** What each service was seen to do. */
class Seen {
  readonly owners = new Map<string, { readonly actor: string; readonly connection: string }>();
  readonly vhosts = new Map<string, Set<string>>();
  readonly databases = new Map<string, Set<string>>();
  /** request ids that an API gave out */
  readonly apiRequests = new Set<string>();
  readonly firstSender = new Map<string, string>();
  private readonly actorOf: (record: MessageRecord) => string;

  constructor(actorOf: (record: MessageRecord) => string) {
    this.actorOf = actorOf;
  }

  note(thing: RecordedThing): void {
    if (thing.kind === 'message') this.message(thing);
    else if (thing.kind === 'http') {
      this.touch(thing.to);
      if (thing.from !== null) this.touch(thing.from);
      if (programOf(thing.to).program === 'nova-api' && thing.request_id !== '')
        this.apiRequests.add(thing.request_id);
    } else if (thing.kind === 'sql') {
      this.touch(thing.actor);
      add(this.databases, thing.actor, thing.database);
    } else if (thing.kind === 'log') this.touch(thing.actor);
  }

  private message(thing: MessageRecord): void {
    const actor = this.actorOf(thing);
    add(this.vhosts, actor, thing.vhost);
    const { request_id } = thing.rpc;
    if (thing.way === 'deliver')
      this.owners.set(`${thing.vhost}\n${thing.queues[0] ?? ''}`, { actor, connection: thing.connection });
    else if (request_id && !this.firstSender.has(request_id)) this.firstSender.set(request_id, actor);
  }

  private touch(actor: string): void {
    if (actor !== '' && actor !== 'client' && !this.vhosts.has(actor)) this.vhosts.set(actor, new Set());
  }
}

function add(to: Map<string, Set<string>>, actor: string, what: string): void {
  to.set(actor, (to.get(actor) ?? new Set<string>()).add(what));
}

function topologyOf(
  { vhosts, databases }: Seen,
  { things, snapshots, seed }: Known,
  inferred: ReadonlySet<string>,
): Topology {
  const services = [...vhosts.keys()].sort().map((actor): ServicePlace => {
    const { program, host } = programOf(actor);
    return {
      actor,
      program,
      host,
      machine: host === '' ? 'controller' : host,
      kind: program.startsWith('nova-') ? 'nova' : 'peer',
      vhosts: [...(vhosts.get(actor) ?? [])].sort(),
      databases: [...(databases.get(actor) ?? [])].filter((name) => name !== '').sort(),
      ...(inferred.has(actor) ? { inferred: true as const } : {}),
    };
  });
  const named = new Set([
    ...Object.keys(seed).map((table) => table.split('.')[0] ?? ''),
    ...services.flatMap((one) => one.databases),
  ]);
  const hosts = new Set(snapshots.flatMap((one) => one.vhosts));
  for (const thing of things) if (thing.kind === 'message') hosts.add(thing.vhost);
  named.delete('');
  return { vhosts: [...hosts].sort(), databases: [...named].sort(), services };
}

/** A name for each connection whose user names no service, where something says it: those that share a reply queue are one process. */
function nameConnections(
  things: readonly RecordedThing[],
  told: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  const rootOf = (of: string): string => {
    let root = of;
    while (parents.get(root) !== undefined && parents.get(root) !== root) root = parents.get(root) as string;
    parents.set(of, root);
    return root;
  };
  const join = (a: string, b: string): void => {
    parents.set(rootOf(a), rootOf(b));
  };
  const votes = new Map<string, Map<string, number>>();
  const vote = (connection: string, name: string | null, weight: number): void => {
    if (name === null) return;
    const list = votes.get(connection) ?? new Map<string, number>();
    list.set(name, (list.get(name) ?? 0) + weight);
    votes.set(connection, list);
  };
  for (const thing of things) {
    const at = thing.kind === 'message' ? thing.connection : '';
    if (thing.kind !== 'message' || at === '' || PROGRAMS.test(thing.user)) continue;
    rootOf(at);
    vote(at, told.get(thing.connection) ?? null, 20);
    const queue = thing.queues[0] ?? '';
    if (thing.way === 'deliver') {
      if (queue.startsWith('reply_')) join(at, queue);
      else vote(at, serviceOfQueue(queue), 10);
    } else {
      if (thing.rpc.reply_q) join(at, thing.rpc.reply_q);
      vote(at, senderByMessage(thing), 1);
    }
  }
  const sums = new Map<string, Map<string, number>>();
  for (const [connection, list] of votes) {
    const root = rootOf(connection);
    const sum = sums.get(root) ?? new Map<string, number>();
    for (const [name, weight] of list) sum.set(name, (sum.get(name) ?? 0) + weight);
    sums.set(root, sum);
  }
  const names = new Map<string, string>();
  for (const connection of parents.keys()) {
    const best = [...(sums.get(rootOf(connection)) ?? [])].sort(
      // a name with a host says more than the program alone
      ([a, x], [b, y]) => y + b.length / 1000 - (x + a.length / 1000),
    )[0];
    if (best && !connection.startsWith('reply_')) names.set(connection, best[0]);
  }
  return names;
}
