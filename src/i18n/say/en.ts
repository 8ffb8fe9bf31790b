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
  if (s.failure !== null) return ` ${c(s.from)} waited and got ${c(s.failure)}.`;
  if (s.waited === null) return ` ${c(s.from)} waits for the answer.`;
  if (s.given_up) return ` ${c(s.from)} waits ${duration(s.waited)}, then gives up.`;
  return ` ${c(s.from)} waits ${duration(s.waited)}.`;
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
  return own(s) + s.others.map((one) => ` ${c(one.actor)} writes in ${c(one.database)}.`).join('');
}

function own(s: Story): string {
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

/** What nova-api does with an action; what it refused or never took is not told as if it had been done. */
export function asked(s: Story, does: string): string {
  const status = s.http?.status ?? null;
  if (status === null) return 'There is no answer.';
  if (status >= 500) return `It goes wrong behind the API; what was done by then stays done.${took(s)}`;
  if (status === 404) return `The API finds no such server.${took(s)}`;
  if (status >= 400)
    return `The API refuses: the server's state, its lock or its host does not allow it. Nothing is sent on.${took(s)}`;
  return `${does}${took(s)}${wrote(s)}`;
}

/** The conductor that takes the API's tasks. */
export const upper = (s: Story): string => (s.single ? 'the conductor' : 'the super conductor');

/** Of a cast to the compute of a server that has its host. */
export const straight = (s: Story): string =>
  `Routing key ${c(s.routing_key)} names the server's host: neither ${upper(s)} nor the scheduler has a part in it.${goesOn(s)}`;

const FAULT = 120;

/** The sentence that the user reads of a server that failed. */
export const fault = (s: Story): string =>
  s.ending.fault === null ? '' : ` Its ${c('fault')} reads: ${c(beginning(s.ending.fault.trim(), FAULT))}`;
