/**
 * Who the services of a recording are. A broker user that is named as a service is one; where all share a user, connections and
 * reply queues that belong together are one service, named by what it takes and what it sends, and marked as inferred.
 */
import { type Group, UNKNOWN_ACTOR } from '../../trace/fact.ts';
import type { Rows, ServicePlace, Topology } from '../../trace/trace.ts';
import { makeConnectionNames } from './connection-names.ts';
import type { BrokerSnapshot, HttpRecord, MessageRecord, RecordedThing } from './records.ts';
import { serviceOfQueue } from './service-names.ts';

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

/** What is known beside the records. */
interface KnownBeside {
  readonly snapshots: readonly BrokerSnapshot[];
  readonly connections: ReadonlyMap<string, string>;
  readonly seed: Rows;
}

/** Is told of one record after the other. */
interface PlacesNoted {
  note(thing: RecordedThing): void;
  /** By all that was noted so far: what is noted later may say otherwise. */
  found(): ServicesFound;
}

const isApi = (actor: string): boolean => /^(nova|cinder|heat|ironic)-api/.test(actor);

export function findPlaces({
  things,
  ...known
}: KnownBeside & { readonly things: readonly RecordedThing[] }): ServicesFound {
  const noted = notePlaces(known);
  for (const thing of things) noted.note(thing);
  return noted.found();
}

export function notePlaces(known: KnownBeside): PlacesNoted {
  const connections = makeConnectionNames(known.connections, (user) => PROGRAMS.test(user));
  const seen = new Seen();
  return {
    note(thing) {
      if (thing.kind === 'message') connections.note(thing);
      seen.note(thing);
    },
    found: () => foundBy(seen, connections.names(), known),
  };
}

function foundBy(seen: Seen, names: ReadonlyMap<string, string>, known: KnownBeside): ServicesFound {
  const actorOf = ({ user, connection }: Sender): string =>
    PROGRAMS.test(user) || connection === '' ? user || UNKNOWN_ACTOR : (names.get(connection) ?? connection);
  const firstSender = new Map([...seen.firstSender].map(([request, sender]) => [request, actorOf(sender)]));
  const apiRequests = new Set(seen.apiRequests);
  for (const [request, actor] of firstSender) if (isApi(actor)) apiRequests.add(request);
  const inferred = new Set(names.values());
  return {
    publisherOf: actorOf,
    consumerOf: actorOf,
    ownerOf(vhost, queue) {
      const taker = seen.takers.get(`${vhost}\n${queue}`);
      return taker
        ? { actor: actorOf(taker), connection: taker.connection }
        : { actor: serviceOfQueue(queue) ?? UNKNOWN_ACTOR, connection: '' };
    },
    groupOfMessage(record, cause) {
      if (record.group !== null) return record.group;
      const { request_id, type } = record.rpc;
      if (type === 'reply') return cause ?? 'scenario';
      if (NEUTRON.test(actorOf(record)) && !apiRequests.has(request_id ?? '')) return 'neutron';
      if (request_id === undefined || apiRequests.size === 0) return 'scenario';
      if (apiRequests.has(request_id)) return 'scenario';
      return /^nova-/.test(firstSender.get(request_id) ?? '') ? 'periodic' : 'scenario';
    },
    groupOfRequest({ to, request_id, global_request_id }, cause) {
      if (isApi(to) || apiRequests.has(request_id)) return 'scenario';
      if (global_request_id !== null && apiRequests.has(global_request_id)) return 'scenario';
      return cause ?? (apiRequests.size === 0 ? 'scenario' : 'periodic');
    },
    topology: topologyOf(seen, actorOf, known, inferred),
    inferred: [...inferred].sort(),
  };
}

/** What it tells its agents is told beside the requests of Nova, as the recorder does. */
const NEUTRON = /^neutron-/;

/** Whose a message is: its broker user and its connection. */
type Sender = Pick<MessageRecord, 'user' | 'connection'>;

/** What each sender and each service was seen to do; who a sender is, is known at the end. */
class Seen {
  /** who took last from each queue, by vhost and name */
  readonly takers = new Map<string, Sender>();
  readonly senders = new Map<string, { readonly sender: Sender; readonly vhosts: Set<string> }>();
  /** of those that are told by their name */
  readonly named = new Set<string>();
  readonly databases = new Map<string, Set<string>>();
  /** request ids that an API gave out */
  readonly apiRequests = new Set<string>();
  readonly firstSender = new Map<string, Sender>();

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

  private message({ user, connection, vhost, way, queues, rpc }: MessageRecord): void {
    const key = `${user}\n${connection}`;
    const { sender, vhosts } = this.senders.get(key) ?? { sender: { user, connection }, vhosts: new Set() };
    this.senders.set(key, { sender, vhosts: vhosts.add(vhost) });
    const { request_id } = rpc;
    if (way === 'deliver') this.takers.set(`${vhost}\n${queues[0] ?? ''}`, sender);
    else if (request_id && !this.firstSender.has(request_id)) this.firstSender.set(request_id, sender);
  }

  private touch(actor: string): void {
    if (actor !== '' && actor !== 'client') this.named.add(actor);
  }
}

function add(to: Map<string, Set<string>>, actor: string, what: string): void {
  to.set(actor, (to.get(actor) ?? new Set<string>()).add(what));
}

function topologyOf(
  { senders, named: touched, databases }: Seen,
  actorOf: (sender: Sender) => string,
  { snapshots, seed }: KnownBeside,
  inferred: ReadonlySet<string>,
): Topology {
  const vhosts = new Map([...touched].map((actor) => [actor, new Set<string>()]));
  const hosts = new Set(snapshots.flatMap((one) => one.vhosts));
  for (const { sender, vhosts: own } of senders.values())
    for (const vhost of own) {
      add(vhosts, actorOf(sender), vhost);
      hosts.add(vhost);
    }
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
  named.delete('');
  return { vhosts: [...hosts].sort(), databases: [...named].sort(), services };
}
