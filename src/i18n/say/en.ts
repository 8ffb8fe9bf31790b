/** Turns of phrase that many English sentences share. Each begins with a space when it follows another sentence. */
import { beginning, c, duration, list } from '../rich.ts';
import type { Story } from '../story.ts';
import type { ColumnChange, TableChange } from '../story-rows.ts';

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
  if (s.given_up) return ` ${c(s.from)} waits ${duration(s.waited ?? 0)}, then gives up${fate(s)}.`;
  if (s.failure !== null) return ` ${c(s.from)} waited and got ${c(s.failure)}.`;
  if (s.still_waits) return ` ${c(s.from)} waits for the answer; it has not come when the run ends.`;
  if (s.waited === null) return ` ${c(s.from)} waits for the answer.`;
  return ` ${c(s.from)} waits ${duration(s.waited)}.`;
}

function fate({ request }: Story): string {
  if (request === 'lost') return ': who had taken it died over it';
  return request === 'taken' || request === 'done' || request === null ? '' : ': nobody had taken it';
}

/** What a cast or a fanout costs its sender. */
export function goesOn(s: Story): string {
  return ` ${c(s.from)} does not wait.`;
}

/** Why nobody got it, when nobody did. */
export function unheard(s: Story): string {
  if (s.dropped !== 'unroutable') return '';
  return ` Nothing is bound to ${c(s.exchange)} in vhost ${c(s.vhost)}: RabbitMQ drops it and tells nobody.`;
}

export function change(one: ColumnChange): string {
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

const MOST_TABLES = 2;

/** Which tables were written because of it; the panel of tables has the numbers. */
export function wrote(s: Story): string {
  const others = s.others.map((one) => ` ${c(one.actor)} writes in ${list(one.databases, ' and ')}.`);
  return wroteItself(s) + others.join('') + s.unanswered.map(unanswered).join('');
}

const unanswered = ({ from, to: whom }: Story['unanswered'][number]): string =>
  ` ${c(from)} gets no answer from ${c(whom)}.`;

export function wroteItself(s: Story): string {
  const databases = [...new Set(s.tables.map((one) => one.database))];
  if (databases.length === 0) return '';
  const where = ` Written in ${list(databases, ' and ')}`;
  if (s.tables.length > MOST_TABLES) return `${where}: ${s.tables.length} tables.`;
  return `${where}: ${list(
    s.tables.map((one) => (databases.length > 1 ? one.table : one.name)),
    SEPARATOR,
  )}.`;
}

export function times(n: number, one: string, many: string): string {
  return n === 1 ? `1 ${one}` : `${n} ${many}`;
}

/** Of a REST request: what it was answered, and after how long. */
export const took = (s: Story): string =>
  s.http?.status && s.http.ms !== null ? ` Answer: ${c(s.http.status)} after ${duration(s.http.ms)}.` : '';

const FAULT = 120;

/** A sentence of Nova's inside one of ours, which ends with it. */
export const quoted = (text: string): string => `“${text.trim()}”${/[.…]$/.test(text.trim()) ? '' : '.'}`;

/** The sentence that the user reads of a server that failed. */
export const fault = (s: Story): string =>
  s.ending.fault === null
    ? ''
    : ` Its ${c('fault')} reads: ${quoted(beginning(s.ending.fault.trim(), FAULT))}`;
