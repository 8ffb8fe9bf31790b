/** Chinese: who speaks with whom in a step, who waits, and what else was done. */
import { list } from '../rich.ts';
import type { Wide } from '../shape.ts';
import type { talk as en, stepWork as enWork } from './en.ts';

const after = (ms: string | null): string => (ms === null ? '' : `，历时${ms}`);

export const talk: Wide<typeof en> = {
  goesOn: '不等待，立即继续',
  nobody: '无人接收',
  label: (from, to, kind) => `${kind}，从${from}到${to}`,
  waits: (ms, limit) =>
    ms === null
      ? limit === null
        ? '等待'
        : `等待，最长${limit}`
      : `等待${ms}${limit === null ? '' : ` / ${limit}`}`,
  waited: (ms) => `等待了${ms}`,
  works: '处理中',
  writes: (rows) => `写入${rows}行`,
  away: '不在',
  inQueue: (queue) => `在队列${queue}中`,
  copies: (n) => `${n}份副本`,
  more: (n) => `另有${n}个`,
  ended: {
    result: (told, ms) => `${told ?? '应答'}${after(ms)}`,
    remote_error: (told, ms) => `${told ?? '异常'}${after(ms)}`,
    MessagingTimeout: (_, ms) => `超时放弃${after(ms)}`,
    MessageDeliveryFailure: () => '未能发出',
    caller_killed: (_, ms) => `等待时被停止${after(ms)}`,
    refused: () => '被拒绝，没有响应',
    none: (_told, _ms, isHttp) => (isHttp ? '尚无响应' : '尚无应答'),
  },
  endsAt: {
    result: (n, isHttp) => `${isHttp ? '响应' : '应答'}在第${n}步`,
    remote_error: (n) => `异常在第${n}步`,
    MessagingTimeout: (n) => `第${n}步超时放弃`,
    MessageDeliveryFailure: (n) => `第${n}步发送失败`,
    caller_killed: (n) => `第${n}步被停止`,
    refused: (n) => `第${n}步被拒绝`,
    none: (_n, isHttp) => (isHttp ? '尚无响应' : '尚无应答'),
  },
};

export const stepWork: Wide<typeof enWork> = {
  label: '这一步中还有',
  requests: (n) => `${n}个HTTP请求`,
  messages: (n, kind) => `${n}次${kind}`,
  reads: (n) => `读取${n}次`,
  written: (rows, databases, reads) =>
    `在${list(databases, '、')}中写入${rows}行${reads === 0 ? '' : `，读取${reads}次`}`,
  lying: (n) => `${n}条消息等待`,
  lyingIn: (queue) => `，在队列${list([queue], '、')}中`,
};
