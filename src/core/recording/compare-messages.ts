/**
 * Messages of a run against those of a recording: publications of the group `scenario`, as a bag and in causal order.
 *
 * Order is asked for within a strand: what one process sends under one request id, with the replies that it gets. There the
 * publications must come as recorded. Processes run side by side (two hosts that hear of one port, the build and the
 * handling of `network-changed`), so nothing is asked of two strands but that the requests begin in the recorded order.
 * One request for several servers is a strand for each of them: their builds are greenthreads of their own
 * (nova/compute/manager.py:build_and_run_instance), and which of two goes on first is an accident of the moment. So it is with the
 * events of several servers that neutron puts in one batch: each server's own come as recorded.
 */
import type { FirehoseLine, PublishLine } from './firehose.ts';

export interface MessageComparison {
  readonly matched: number;
  /** recorded but not ours, as text */
  readonly missing: readonly string[];
  /** ours but not recorded */
  readonly extra: readonly string[];
  /** what comes in another order than recorded */
  readonly order: readonly string[];
}

interface ComparedMessage {
  /** all that must be equal, hosts and reply queues by their roles */
  readonly signature: string;
  readonly request: string;
  /** which of the servers that the request is for, from 1; 0 = it is for one, or the message names none of them */
  readonly server: number;
  /** who sent it; of a reply who called */
  readonly party: string;
}

export function compareMessages(
  ours: readonly FirehoseLine[],
  recorded: readonly FirehoseLine[],
): MessageComparison {
  const mine = readSide(ours);
  const theirs = readSide(recorded);
  const missing = without(theirs.entries, mine.entries);
  const extra = without(mine.entries, theirs.entries);
  const order = [
    ...mine.faults,
    ...compareStrands(
      strandsOf(mine.entries.filter((e) => !extra.includes(e))),
      strandsOf(theirs.entries.filter((e) => !missing.includes(e))),
    ),
  ];
  return {
    matched: mine.entries.length - extra.length,
    missing: missing.map((e) => e.signature),
    extra: extra.map((e) => e.signature),
    order,
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

function readSide(lines: readonly FirehoseLine[]): ReadSide {
  const role = makeRoles();
  const strandOfCall = new Map<string, { readonly request: string; readonly server: number }>();
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
    const own = { request: rpc.request_id ?? '', server: serverOf(line) };
    if (rpc.type === 'call' && rpc.msg_id) strandOfCall.set(rpc.msg_id, own);
    const strand = rpc.type === 'reply' ? strandOfCall.get(rpc.msg_id ?? '') : own;
    if (strand === undefined) faults.push(`before its call: ${signature}`);
    const party = rpc.type === 'reply' ? (owners.get(line.routing_keys[0] ?? '') ?? '') : line.from;
    entries.push({ signature, ...(strand ?? { request: '', server: 0 }), party: role(party) });
  }
  return { entries, faults };
}

/** By the ids of the servers that one request builds (`build_requests` of `schedule_and_build_instances`). */
function makeServers(lines: readonly FirehoseLine[]): (line: PublishLine) => number {
  const servers = new Map<string, readonly string[]>();
  for (const line of lines) {
    if (line.kind !== 'publish' || line.rpc.method !== 'schedule_and_build_instances') continue;
    const named = JSON.stringify(line.payload).matchAll(/"instance_uuid":"([0-9a-f-]{36})"/g);
    const ids = [...new Set([...named].map(([, id = '']) => id))];
    if (ids.length > 1) servers.set(line.rpc.request_id ?? '', ids);
  }
  return ({ rpc, payload }) => {
    const ids = servers.get(rpc.request_id ?? '') ?? [];
    const body = ids.length > 0 ? JSON.stringify(payload) : '';
    return ids.findIndex((id) => body.includes(id)) + 1;
  };
}

type Role = (text: string) => string;

/** Compute hosts by the order in which they first take part: `nova-compute-cpu2`, `compute.cpu2` -> host 1. */
function makeRoles(): Role {
  const hosts = new Map<string, number>();
  return (text) =>
    text.replace(/^(nova-compute-|compute\.)(.+)$/, (_all, prefix: string, host: string) => {
      if (!hosts.has(host)) hosts.set(host, hosts.size + 1);
      return `${prefix}#${hosts.get(host)}`;
    });
}

function signatureOf(line: PublishLine, role: Role, owners: ReadonlyMap<string, string>): string {
  const { rpc } = line;
  const key = line.routing_keys[0] ?? '';
  const place = key.startsWith('reply_') ? `reply queue of ${role(owners.get(key) ?? '?')}` : role(key);
  const detail = rpc.method === 'external_instance_event' ? eventsOf(line) : rpc.detail;
  const asked = [rpc.namespace, rpc.method, rpc.version, detail, rpc.in_reply_to, rpc.failure];
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

/** Each server's events in their order; of several servers sorted, one list after another. */
function eventsOf({ payload, rpc }: PublishLine): string {
  const servers = new Map<string, string[]>();
  const named = JSON.stringify(payload).matchAll(/"nova_object\.data":(\{[^{}]*"instance_uuid"[^{}]*\})/g);
  for (const [, data = '{}'] of named) {
    const { instance_uuid, name } = JSON.parse(data) as { instance_uuid: string; name: string };
    servers.set(instance_uuid, [...(servers.get(instance_uuid) ?? []), name]);
  }
  const lists = [...servers.values()].map((names) => names.join(','));
  return lists.length < 2 ? (rpc.detail ?? '') : lists.sort().join('; ');
}

type Strands = ReadonlyMap<string, readonly string[]>;

/** Signatures by request, in the order in which the requests begin, party and server. */
function strandsOf(entries: readonly ComparedMessage[]): Strands {
  const requests = new Map<string, number>();
  const strands = new Map<string, string[]>();
  for (const { request, party, server, signature } of entries) {
    if (!requests.has(request)) requests.set(request, requests.size + 1);
    const name = `request ${requests.get(request)} of ${party}${server > 0 ? `, server ${server}` : ''}`;
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
