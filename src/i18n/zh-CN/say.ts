/** Turns of phrase that many Chinese sentences share. */
import { c, duration, list } from '../rich.ts';
import type { Change, Story, TableChange } from '../story.ts';

export const SEPARATOR = '、';

export function to(s: Story): string {
  if (s.to.length > 0) return list(s.to, SEPARATOR);
  return s.routing_key === '' ? `交换机${c(s.exchange)}` : c(s.routing_key);
}

export function vm(s: Story): string {
  return s.instance === '' ? '实例' : `实例${c(s.instance)}`;
}

export function waits(s: Story): string {
  if (s.failure !== null) return `${c(s.from)}停下来等待，得到的是错误${c(s.failure)}。`;
  if (s.waited === null) return `${c(s.from)}停在这里，等待应答。`;
  return `${c(s.from)}停在这里等待，${duration(s.waited)}后收到应答。`;
}

export function goesOn(s: Story): string {
  return `${c(s.from)}不等待应答，发出后立即继续。`;
}

export function unheard(s: Story): string {
  if (s.dropped !== 'unroutable') return '';
  return `在vhost ${c(s.vhost)}中，没有队列绑定到交换机${c(s.exchange)}，RabbitMQ于是丢弃这条消息，也不会通知${c(s.from)}。`;
}

export function change(one: Change): string {
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

const MOST_TABLES = 3;

function rest(s: Story): string {
  const left = s.tables.slice(MOST_TABLES);
  const rows = left.reduce((sum, one) => sum + one.inserted + one.updated + one.deleted, 0);
  return left.length === 0 ? '' : `；另有${left.length}个表共${rows}行`;
}

export function wrote(s: Story): string {
  const own =
    s.tables.length === 0
      ? ''
      : `写入的行：${s.tables.slice(0, MOST_TABLES).map(tableChange).join('；')}${rest(s)}。`;
  const others = s.others.map((one) => `同时，${c(one.actor)}在${c(one.database)}中写了${one.rows}行。`);
  return own + others.join('');
}
