/** Chinese: the panel that tells a step. */
import type { Wide } from '../shape.ts';
import type { narration as en } from './en.ts';

export const narration: Wide<typeof en> = {
  step: (n, count) => `第${n}步，共${count}步`,
  empty: '还没有可以显示的步骤。',
  waits: (ms) => (ms === null ? '等待应答' : `等待${ms}`),
  goesOn: '不等待，立即继续',
  sender: (actor) => actor,
  nobody: '无人接收',
  fromTo: (from, to, kind) => `${kind}，从${from}到${to}`,
  message: '消息',
  tables: (changed) => (changed === 0 ? '数据表' : `数据表：${changed}行有变化`),
  at: (time) => `时刻${time}`,
};
