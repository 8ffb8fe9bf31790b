/** Turns of phrase that many Chinese sentences share. */
import { beginning, c, duration, list } from '../rich.ts';
import type { Story } from '../story.ts';
import type { ColumnChange, TableChange } from '../story-rows.ts';

export const SEPARATOR = '、';

export function to(s: Story): string {
  if (s.to.length > 0) return list(s.to, SEPARATOR);
  return s.routing_key === '' ? `交换机${c(s.exchange)}` : c(s.routing_key);
}

export function vm(s: Story): string {
  return s.instance === '' ? '实例' : `实例${c(s.instance)}`;
}

export function waits(s: Story): string {
  if (s.given_up) return `${c(s.from)}等待${duration(s.waited ?? 0)}，然后放弃${fate(s)}。`;
  if (s.failure !== null) return `${c(s.from)}停下来等待，得到的是错误${c(s.failure)}。`;
  if (s.still_waits) return `${c(s.from)}停下来等待应答，到运行结束时还没有等到。`;
  if (s.waited === null) return `${c(s.from)}停下来等待应答。`;
  return `${c(s.from)}等待${duration(s.waited)}。`;
}

function fate({ request }: Story): string {
  if (request === 'lost') return '：收下它的一方没做完就终止了';
  return request === 'taken' || request === 'done' || request === null ? '' : '：一直没有人取走它';
}

export function goesOn(s: Story): string {
  return `${c(s.from)}不等待应答。`;
}

export function unheard(s: Story): string {
  if (s.dropped !== 'unroutable') return '';
  return `vhost ${c(s.vhost)}中没有队列绑定到${c(s.exchange)}，RabbitMQ把它丢弃，也不通知任何人。`;
}

export function change(one: ColumnChange): string {
  return `${c(one.column)}：${c(one.before)} → ${c(one.after)}`;
}

export function changes(s: Story): string {
  return s.changes.length === 0 ? '' : `${s.changes.map(change).join('，')}。`;
}

export function tableChange(one: TableChange): string {
  const counts = [
    one.inserted > 0 ? `新增${one.inserted}行` : '',
    one.updated > 0 ? `更新${one.updated}行` : '',
    one.deleted > 0 ? `删除${one.deleted}行` : '',
  ].filter((text) => text !== '');
  const columns = one.columns.length > 0 ? `（${list(one.columns.slice(0, 4), SEPARATOR)}${more(one)}）` : '';
  return `${c(one.table)}${counts.join('、')}${columns}`;
}

function more(one: TableChange): string {
  return one.columns.length > 4 ? `等${one.columns.length}列` : '';
}

const MOST_TABLES = 2;

export function wrote(s: Story): string {
  const others = s.others.map((one) => `${c(one.actor)}写入${list(one.databases, '和')}。`);
  return wroteItself(s) + others.join('') + s.unanswered.map(unanswered).join('');
}

const unanswered = ({ from, to: whom }: Story['unanswered'][number]): string =>
  `${c(from)}向${c(whom)}发出的请求没有得到响应。`;

export function wroteItself(s: Story): string {
  const databases = [...new Set(s.tables.map((one) => one.database))];
  if (databases.length === 0) return '';
  const where = `写入${list(databases, '和')}`;
  if (s.tables.length > MOST_TABLES) return `${where}，共${s.tables.length}张表。`;
  return `${where}：${list(
    s.tables.map((one) => (databases.length > 1 ? one.table : one.name)),
    SEPARATOR,
  )}。`;
}

/** Of a REST request: what it was answered, and after how long. */
export const took = (s: Story): string =>
  s.http?.status && s.http.ms !== null ? `${duration(s.http.ms)}后得到响应${c(s.http.status)}。` : '';

const FAULT = 120;

/** A sentence of Nova's inside one of ours, which ends with it. */
export const quoted = (text: string): string => `“${text.trim()}”。`;

/** 实例失败后用户读到的那句话。 */
export const fault = (s: Story): string =>
  s.ending.fault === null ? '' : `它的${c('fault')}是${quoted(beginning(s.ending.fault.trim(), FAULT))}`;
