/**
 * The operator's parallel text: what RabbitMQ 3.10's `rabbitmqctl list_...` would print of a World. Byte for byte as
 * there (`golden/rabbitmqctl.ts`), but for the order of rows, which rabbitmqctl leaves to its hash tables: here they
 * are sorted by name (by their columns from left to right, in the order of code units). As there, a list without rows
 * has no header, an unknown vhost is an empty one, and names are printed raw (a tab in a name is a tab in the line).
 *
 * Stand-ins, where a World does not know:
 * - `channel_pid` is `<rabbit@rabbitmq.1.CONNECTION.0>`: the connection's id where Erlang has the number of a process;
 * - of a recording, `unknown` is printed for unacked messages, for the consumers of a queue where none was ever told
 *   of, for the type of an exchange that was never seen declared, and as the last line of a list of bindings or
 *   consumers of which the recording tells nothing.
 */

import type { Binding, JsonTable } from '../trace/fact.ts';
import type { ConsumerState, QueueState, VhostState, World } from '../trace/world.ts';
import { BUILT_IN } from './built-in.ts';
import { erlangTable } from './erlang-term.ts';

type ListCommand = 'list_queues' | 'list_exchanges' | 'list_bindings' | 'list_consumers';

export const LIST_COMMANDS: readonly ListCommand[] = [
  'list_queues',
  'list_exchanges',
  'list_bindings',
  'list_consumers',
];

/** `command` as typed in a shell, without a prompt; `text` as printed, each line with its line break. */
interface Listing {
  readonly command: string;
  readonly text: string;
}

export function rabbitmqctl(world: World, command: ListCommand, vhost: string): Listing {
  const shape = SHAPES[command];
  const asked = command === 'list_queues' ? ` ${shape.columns.join(' ')}` : '';
  const typed = `rabbitmqctl -p ${shellWord(vhost)} ${command}${asked}`;
  if (!world.broker_running) return { command: typed, text: NODE_DOWN };
  const state = world.vhosts.get(vhost);
  const rows = state ? [...shape.rows(state)].sort(shape.order ?? byColumns) : [];
  const lines = rows.map((row) => row.join('\t'));
  if (state && shape.untold(state)) lines.push(UNKNOWN);
  const header = lines.length > 0 ? [shape.columns.join('\t')] : [];
  return { command: typed, text: [...shape.preamble(vhost), ...header, ...lines, ''].join('\n') };
}

const UNKNOWN = 'unknown';

type PrintedRow = readonly string[];

interface ListingShape {
  readonly preamble: (vhost: string) => readonly string[];
  readonly columns: readonly string[];
  /** left to right when not said */
  readonly order?: (a: PrintedRow, b: PrintedRow) => number;
  readonly rows: (vhost: VhostState) => readonly PrintedRow[];
  /** true: nothing is known of what the list is about */
  readonly untold: (vhost: VhostState) => boolean;
}

const SHAPES: { readonly [C in ListCommand]: ListingShape } = {
  list_queues: {
    preamble: (vhost) => ['Timeout: 60.0 seconds ...', `Listing queues for vhost ${vhost} ...`],
    columns: ['name', 'messages_ready', 'messages_unacknowledged', 'consumers'],
    rows: queueRows,
    untold: () => false,
  },
  list_exchanges: {
    preamble: (vhost) => [`Listing exchanges for vhost ${vhost} ...`],
    columns: ['name', 'type'],
    rows: exchangeRows,
    untold: () => false,
  },
  list_bindings: {
    // without the blank before the dots, as there
    preamble: (vhost) => [`Listing bindings for vhost ${vhost}...`],
    columns: [
      'source_name',
      'source_kind',
      'destination_name',
      'destination_kind',
      'routing_key',
      'arguments',
    ],
    rows: bindingRows,
    untold: (vhost) => isRecorded(vhost) && vhost.bindings.length === 0,
  },
  list_consumers: {
    preamble: (vhost) => [`Listing consumers in vhost ${vhost} ...`],
    columns: [
      'queue_name',
      'channel_pid',
      'consumer_tag',
      'ack_required',
      'prefetch_count',
      'active',
      'arguments',
    ],
    order: (a, b) => byColumns(pidLast(a), pidLast(b)),
    rows: consumerRows,
    untold: (vhost) =>
      isRecorded(vhost) && [...vhost.queues.values()].every((queue) => queue.consumers.length === 0),
  },
};

const isRecorded = (vhost: VhostState): boolean =>
  [...vhost.queues.values()].some((queue) => queue.unacked === null);

function queueRows(vhost: VhostState): readonly PrintedRow[] {
  return [...vhost.queues.values()].map(({ queue, ready, unacked, consumers }) => {
    const untold = unacked === null && consumers.length === 0;
    return [
      queue,
      String(ready.length),
      unacked === null ? UNKNOWN : String(unacked.length),
      untold ? UNKNOWN : String(consumers.length),
    ];
  });
}

function exchangeRows(vhost: VhostState): readonly PrintedRow[] {
  const types = new Map<string, string>();
  for (const { exchange, type } of vhost.exchanges.values()) types.set(exchange, type ?? UNKNOWN);
  for (const [exchange, type] of BUILT_IN.toSorted(([a], [b]) => (a < b ? -1 : 1))) types.set(exchange, type);
  return [...types].map(([exchange, type]) => [exchange, type]);
}

/** Every queue is bound to the default exchange by its name. */
function bindingRows(vhost: VhostState): readonly PrintedRow[] {
  const implicit = [...vhost.queues.keys()].map((queue) => ['', 'exchange', queue, 'queue', queue, '[]']);
  return [...implicit, ...vhost.bindings.map(bindingRow)];
}

const bindingRow = (binding: Binding): PrintedRow => [
  binding.source,
  'exchange',
  binding.destination,
  binding.destination_type,
  binding.routing_key,
  erlangTable(sortedByKey(binding.arguments)),
];

function sortedByKey(table: JsonTable): JsonTable {
  return Object.fromEntries(Object.entries(table).sort(([a], [b]) => compare(a, b)));
}

function consumerRows(vhost: VhostState): readonly PrintedRow[] {
  return [...vhost.queues.values()].flatMap((queue) =>
    queue.consumers.map((consumer) => consumerRow(queue, consumer)),
  );
}

function consumerRow(queue: QueueState, consumer: ConsumerState): PrintedRow {
  return [
    queue.queue,
    `<rabbit@rabbitmq.1.${consumer.connection}.0>`,
    consumer.consumer,
    String(!consumer.no_ack),
    String(consumer.prefetch),
    String(isActive(queue, consumer)),
    erlangTable(consumer.arguments),
  ];
}

/** With x-single-active-consumer the one that has been there longest is served, and the others wait. */
function isActive(queue: QueueState, consumer: ConsumerState): boolean {
  return queue.declared?.arguments['x-single-active-consumer'] !== true || queue.consumers[0] === consumer;
}

/** One tag may be in use on several connections, but a pid is no order to read by. */
const pidLast = ([queue = '', pid = '', ...rest]: PrintedRow): PrintedRow => [queue, ...rest, pid];

function byColumns(a: PrintedRow, b: PrintedRow): number {
  for (const [i, cell] of a.entries()) {
    const order = compare(cell, b[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** What rabbitmqctl prints (to standard error) when the node does not answer, up to the diagnostics of the machine. */
const NODE_DOWN = `Error: unable to perform an operation on node 'rabbit@rabbitmq'. Please see diagnostics information and suggestions below.

Most common reasons for this are:

 * Target node is unreachable (e.g. due to hostname resolution, TCP connection or firewall issues)
 * CLI tool fails to authenticate with the server (e.g. due to CLI tool's Erlang cookie not matching that of the server)
 * Target node is not running
`;
