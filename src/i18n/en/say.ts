/** Turns of phrase that many English sentences share. Each begins with a space when it follows another sentence. */
import { c, duration, list } from '../rich.ts';
import type { Change, Story, TableChange } from '../story.ts';

export const SEPARATOR = ', ';

/** The receivers, or where the message was addressed when nobody got it. */
export function to(s: Story): string {
  if (s.to.length > 0) return list(s.to, SEPARATOR);
  return s.routing_key === '' ? `exchange ${c(s.exchange)}` : c(s.routing_key);
}

export function vm(s: Story): string {
  return s.instance === '' ? 'the instance' : c(s.instance);
}

/** What a call costs its sender. */
export function waits(s: Story): string {
  if (s.failure !== null) return ` ${c(s.from)} waited and got an error: ${c(s.failure)}.`;
  if (s.waited === null) return ` ${c(s.from)} stops here and waits for the answer.`;
  return ` ${c(s.from)} stops here and waits; the answer reaches it after ${duration(s.waited)}.`;
}

/** What a cast or a fanout costs its sender. */
export function goesOn(s: Story): string {
  return ` ${c(s.from)} does not wait: it goes on at once and gets no answer.`;
}

/** Why nobody got it, when nobody did. */
export function unheard(s: Story): string {
  if (s.dropped !== 'unroutable') return '';
  return ` No queue is bound to exchange ${c(s.exchange)} in vhost ${c(s.vhost)}, so RabbitMQ drops it. ${c(s.from)} is not told.`;
}

export function change(one: Change): string {
  return `${c(one.column)}: ${c(one.before)} → ${c(one.after)}`;
}

export function changes(s: Story): string {
  return s.changes.length === 0 ? '' : ` ${s.changes.map(change).join(SEPARATOR)}.`;
}

export function tableChange(one: TableChange): string {
  const counts = [
    one.inserted > 0 ? `${one.inserted} inserted` : '',
    one.updated > 0 ? `${one.updated} updated` : '',
    one.deleted > 0 ? `${one.deleted} deleted` : '',
  ].filter((text) => text !== '');
  const columns = one.columns.length > 0 ? ` (${list(one.columns.slice(0, 4), SEPARATOR)}${more(one)})` : '';
  return `${c(one.table)} ${counts.join(SEPARATOR)}${columns}`;
}

function more(one: TableChange): string {
  return one.columns.length > 4 ? ` and ${one.columns.length - 4} more columns` : '';
}

const MOST_TABLES = 3;

function rest(s: Story): string {
  const left = s.tables.slice(MOST_TABLES);
  const rows = left.reduce((sum, one) => sum + one.inserted + one.updated + one.deleted, 0);
  return left.length === 0
    ? ''
    : `; and ${times(rows, 'row', 'rows')} in ${times(left.length, 'more table', 'more tables')}`;
}

/** The rows that were written because of it. */
export function wrote(s: Story): string {
  const own =
    s.tables.length === 0
      ? ''
      : ` Rows written: ${s.tables.slice(0, MOST_TABLES).map(tableChange).join('; ')}${rest(s)}.`;
  const others = s.others.map(
    (one) => ` Also written: ${times(one.rows, 'row', 'rows')} in ${c(one.database)}, by ${c(one.actor)}.`,
  );
  return own + others.join('');
}

export function times(n: number, one: string, many: string): string {
  return n === 1 ? `1 ${one}` : `${n} ${many}`;
}
