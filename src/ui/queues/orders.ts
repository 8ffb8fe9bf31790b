/** The commands that somebody may give by hand, with their fields in the order of the form; names are the commands' own. */
import type { Json } from '../../core/base/json.ts';
import type { JsonTable } from '../../core/trace/fact.ts';
import type { QueuesTexts } from '../../i18n/index.ts';
import { readTable } from './table-text.ts';

export type OrderName = keyof QueuesTexts['hand']['commands'];
export type FieldName = keyof QueuesTexts['hand']['fields'];

/** `exchange` and `queue` offer known names; `actor` = a client of the playground; `owner` = a consumer's service. */
type FieldKind = 'exchange' | 'queue' | 'text' | 'count' | 'flag' | 'table' | 'choice' | 'actor' | 'owner';

export interface Field {
  readonly name: FieldName;
  readonly kind: FieldKind;
  readonly needed?: true;
  readonly choices?: readonly string[];
}

const FLAGS: readonly Field[] = [
  { name: 'durable', kind: 'flag' },
  { name: 'auto_delete', kind: 'flag' },
];
const TABLE: Field = { name: 'arguments', kind: 'table' };
const WHO: Field = { name: 'client', kind: 'actor' };
const QUEUE: Field = { name: 'queue', kind: 'queue', needed: true };
const EXCHANGE: Field = { name: 'exchange', kind: 'exchange', needed: true };
const BINDING: readonly Field[] = [
  { name: 'source', kind: 'exchange', needed: true },
  { name: 'destination_type', kind: 'choice', choices: ['queue', 'exchange'] },
  { name: 'destination', kind: 'queue', needed: true },
  { name: 'routing_key', kind: 'text' },
  TABLE,
];
const PAUSE: readonly Field[] = [QUEUE, { name: 'service', kind: 'owner' }];

export const ORDERS: { readonly [N in OrderName]: readonly Field[] } = {
  declare_queue: [QUEUE, ...FLAGS, { name: 'exclusive', kind: 'flag' }, TABLE],
  declare_exchange: [
    EXCHANGE,
    { name: 'type', kind: 'choice', choices: ['direct', 'topic', 'fanout', 'headers'] },
    ...FLAGS,
    { name: 'internal', kind: 'flag' },
    TABLE,
  ],
  bind: BINDING,
  publish: [
    { name: 'exchange', kind: 'exchange' },
    { name: 'routing_key', kind: 'text' },
    { name: 'body', kind: 'text' },
    { name: 'count', kind: 'count' },
    { name: 'expiration', kind: 'text' },
    { name: 'priority', kind: 'count' },
    { name: 'persistent', kind: 'flag' },
    { name: 'mandatory', kind: 'flag' },
    WHO,
    { name: 'headers', kind: 'table' },
  ],
  consume: [
    QUEUE,
    { name: 'prefetch', kind: 'count' },
    { name: 'work_ms', kind: 'count' },
    {
      name: 'answer',
      kind: 'choice',
      choices: ['ack', 'requeue_once', 'requeue', 'reject', 'nothing'],
    },
    WHO,
  ],
  purge: [QUEUE],
  pause_consumers: PAUSE,
  resume_consumers: PAUSE,
  unbind: BINDING,
  delete_queue: [QUEUE],
  delete_exchange: [EXCHANGE],
  restart_broker: [],
};

export const ORDER_NAMES = Object.keys(ORDERS) as readonly OrderName[];

/** What stands in the fields: texts, and 'true' for a flag that is set. */
export type Filled = { readonly [name in FieldName]?: string };

type ReadOrder =
  | { readonly ok: true; readonly args: JsonTable }
  | {
      readonly ok: false;
      readonly field: FieldName;
      readonly wrong: 'table' | 'count';
      readonly text: string;
    };

/** The command's arguments; what was left empty is not sent. The vhost goes with every order that has fields. */
export function readOrder(name: OrderName, filled: Filled, vhost: string): ReadOrder {
  const fields = ORDERS[name];
  const args: { [key: string]: Json } = fields.length === 0 ? {} : { vhost };
  for (const { name: field, kind, needed, choices } of fields) {
    const text = filled[field] ?? choices?.[0] ?? '';
    if (kind === 'flag') {
      if (text === 'true') args[field] = true;
    } else if (text.trim() === '') {
      if (needed) args[field] = '';
    } else if (kind === 'count') {
      if (!/^\d{1,9}$/.test(text.trim())) return { ok: false, field, wrong: 'count', text };
      args[field] = Number(text);
    } else if (kind === 'table') {
      const read = readTable(text);
      if (!read.ok) return { ok: false, field, wrong: 'table', text: read.line };
      args[field] = read.table;
    } else args[field] = text;
  }
  return { ok: true, args };
}
