/**
 * Messages of a run against those of a recording: publications of the group `scenario`, as a bag and in causal order.
 *
 * Order is asked for within a strand: what one process sends under one request id, with the replies that it gets. There the
 * publications must come as recorded. A request that builds several servers is a greenthread for each on their hosts: there
 * each server's own messages must, and how they take turns is told beside it. Processes run side by side (two hosts that hear of one port, the build and the
 * handling of `network-changed`), so nothing is asked of two strands but that the requests begin in the recorded order. Of one
 * request that tells several hosts of an event each host is a strand: they come out of a Python set
 * (`nova/compute/api.py:_get_relevant_hosts`).
 */
import { isObject } from '../base/json.ts';
import type { FirehoseLine, PublishLine } from './firehose.ts';

export interface MessageComparison {
  readonly matched: number;
  /** recorded but not ours, as text */
  readonly missing: readonly string[];
  /** ours but not recorded */
  readonly extra: readonly string[];
  /** what comes in another order than recorded */
  readonly order: readonly string[];
  /** where builds that run side by side for one request take turns otherwise than recorded: chance, and no difference */
  readonly turns: readonly string[];
}

interface ComparedMessage {
  /** all that must be equal, hosts and reply queues by their roles */
  readonly signature: string;
  readonly request: string;
  /** who sent it; of a reply who called */
  readonly party: string;
  /** which of several servers that its request builds it is about, from 1 on; 0 = none of them, or all */
  readonly server: number;
}

export function compareMessages(
  ours: readonly FirehoseLine[],
  recorded: readonly FirehoseLine[],
): MessageComparison {
  const isSingle = [ours, recorded].every((lines) => conductorsOf(lines).size === 1);
  const mine = readSide(ours, isSingle);
  const theirs = readSide(recorded, isSingle);
  const missing = without(theirs.entries, mine.entries);
  const extra = without(mine.entries, theirs.entries);
  const ourShared = mine.entries.filter((e) => !extra.includes(e));
  const theirShared = theirs.entries.filter((e) => !missing.includes(e));
  const faults = compareStrands(strandsOf(ourShared), strandsOf(theirShared));
  const whole = [ourShared, theirShared].map((side) => strandsOf(side.map((e) => ({ ...e, server: 0 }))));
  const [ourWhole = new Map(), theirWhole = new Map()] = whole;
  return {
    matched: mine.entries.length - extra.length,
    missing: missing.map((e) => e.signature),
    extra: extra.map((e) => e.signature),
    order: [...mine.faults, ...faults],
    turns: faults.length === 0 ? compareStrands(ourWhole, theirWhole) : [],
  };
}

/** Entries of `a` that have no partner in `b`, one for one; the last ones of a kind are those left over. */
function without(a: readonly ComparedMessage[], b: readonly ComparedMessage[]): ComparedMessage[] {
  const left = new Map<string, number>();
  for (const { signature } of b) left.set(signature, (left.get(signature) ?? 0) + 1);
  return a.filter(({ signature }) => {
    const count = left.get(signature) ?? 0;
    left.set(signature, count - 1);
    return count <= 0;
  });
}

interface ReadSide {
  readonly entries: readonly ComparedMessage[];
  /** replies that come before (or without) their call */
  readonly faults: readonly string[];
}

function readSide(lines: readonly FirehoseLine[], isSingle: boolean): ReadSide {
  const role = makeRoles(isSingle);
  const calls = new Map<string, Pick<ComparedMessage, 'request' | 'server'>>();
  const serverOf = makeServers(lines);
  const owners = new Map<string, string>();
  const faults: string[] = [];
  for (const line of lines) {
    if (line.kind === 'publish' && line.rpc.reply_q !== undefined) owners.set(line.rpc.reply_q, line.from);
  }
  const entries: ComparedMessage[] = [];
  for (const line of lines) {
    if (line.kind !== 'publish' || line.group !== 'scenario') continue;
    const { rpc } = line;
    const signature = signatureOf(line, role, owners);
    const isReply = rpc.type === 'reply';
    const own = { request: rpc.request_id ?? '', server: serverOf(line) };
    if (rpc.type === 'call' && rpc.msg_id) calls.set(rpc.msg_id, own);
    const call = calls.get(rpc.msg_id ?? '');
    if (isReply && call === undefined) faults.push(`before its call: ${signature}`);
    const { request, server } = isReply ? (call ?? { request: '', server: 0 }) : own;
    const party = isReply ? (owners.get(line.routing_keys[0] ?? '') ?? '') : line.from;
    const told = rpc.method === 'external_instance_event' ? ` to ${line.to.map(role).join(', ')}` : '';
    entries.push({ signature, request, server, party: `${role(party)}${told}` });
  }
  return { entries, faults };
}

/** Of requests that build several servers: which of them a message names, if one alone. */
function makeServers(lines: readonly FirehoseLine[]): (line: PublishLine) => number {
  const built = new Map<string, string[]>();
  for (const { kind, rpc, payload } of lines) {
    if (kind !== 'publish' || rpc.method !== 'build_and_run_instance') continue;
    const uuid = within(payload, ['oslo.message', 'args', 'instance', 'nova_object.data', 'uuid']);
    const request = rpc.request_id ?? '';
    const known = built.get(request) ?? [];
    if (typeof uuid === 'string' && !known.includes(uuid)) built.set(request, [...known, uuid]);
  }
  return ({ rpc, payload }) => {
    const servers = built.get(rpc.request_id ?? '') ?? [];
    if (servers.length < 2) return 0;
    const text = JSON.stringify(payload);
    const [server, ...more] = servers.filter((uuid) => text.includes(uuid));
    return server === undefined || more.length > 0 ? 0 : servers.indexOf(server) + 1;
  };
}

const within = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((part, key) => (isObject(part) ? part[key] : undefined), value);

type Role = (text: string) => string;

const CONDUCTOR = /^nova-conductor(-.+)?$/;

const conductorsOf = (lines: readonly FirehoseLine[]): ReadonlySet<string> =>
  new Set(lines.flatMap(({ user }) => (CONDUCTOR.test(user) ? [user] : [])));

/**
 * Compute hosts by the order in which they first take part: `nova-compute-cpu2`, `compute.cpu2` -> host 1. `isSingle` = each
 * side has one conductor, which each may call as it likes.
 */
function makeRoles(isSingle: boolean): Role {
  const hosts = new Map<string, number>();
  return (text) => {
    if (isSingle && CONDUCTOR.test(text)) return 'nova-conductor';
    return text.replace(/^(nova-compute-|compute\.)(.+)$/, (_all, prefix: string, host: string) => {
      if (!hosts.has(host)) hosts.set(host, hosts.size + 1);
      return `${prefix}#${hosts.get(host)}`;
    });
  };
}

function signatureOf(line: PublishLine, role: Role, owners: ReadonlyMap<string, string>): string {
  const { rpc } = line;
  const key = line.routing_keys[0] ?? '';
  const place = key.startsWith('reply_') ? `reply queue of ${role(owners.get(key) ?? '?')}` : role(key);
  const asked = [rpc.namespace, rpc.method, rpc.version, rpc.detail, rpc.in_reply_to, rpc.failure];
  // the recorder notes a notification's event alone, as its detail
  const what = rpc.type === 'notification' ? [rpc.method ?? rpc.detail] : asked;
  return [
    rpc.type,
    ...what.filter((word) => word !== undefined),
    `from ${role(line.from)}`,
    `to ${line.to.map(role).join(', ') || 'nobody'}`,
    `(${line.vhost} ${line.exchange || '(default)'} ${place || "''"})`,
  ].join(' ');
}

type Strands = ReadonlyMap<string, readonly string[]>;

/** Signatures by request, in the order in which the requests begin, and party. */
function strandsOf(entries: readonly ComparedMessage[]): Strands {
  const requests = new Map<string, number>();
  const strands = new Map<string, string[]>();
  for (const { request, party, server, signature } of entries) {
    if (!requests.has(request)) requests.set(request, requests.size + 1);
    const about = server === 0 ? '' : ` for server ${server}`;
    const name = `request ${requests.get(request)} of ${party}${about}`;
    const known = strands.get(name);
    if (known) known.push(signature);
    else strands.set(name, [signature]);
  }
  return strands;
}

function compareStrands(ours: Strands, recorded: Strands): readonly string[] {
  const faults: string[] = [];
  for (const name of new Set([...recorded.keys(), ...ours.keys()])) {
    const [mine, theirs] = [ours.get(name) ?? [], recorded.get(name) ?? []];
    const at = [...mine, ...theirs].findIndex((_s, k) => mine[k] !== theirs[k]);
    if (at < 0) continue;
    const [got, wanted] = [mine[at] ?? 'nothing', theirs[at] ?? 'nothing'];
    faults.push(`${name}, message ${at + 1}: recorded ${wanted}; here ${got}`);
  }
  return faults;
}
