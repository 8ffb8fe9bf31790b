/** Chinese: what an operator reads in a terminal at this step. What the programs print stays as they print it. */
import type { Wide } from '../shape.ts';
import type { operator as en } from './en.ts';

export { report } from '../report/zh-CN.ts';

export const operator: Wide<typeof en> = {
  command: '命令',
  logs: '服务日志',
  asked: '在终端查询',
  written: '服务写下的',
  server: '实例',
  service: '服务',
  all: '全部服务',
  debug: '包括DEBUG',
  output: (line) => `${line}的输出`,
  logOutput: '到这一步为止的日志',
  asItStands: (step) => `第${step}步时的样子，由当时的数据行和事实算出。`,
  unreachable: ({ from, actor, why }) => {
    const what = why === 'cut' ? '在这一步网络不通' : '在这一步没有运行';
    return from === 'client'
      ? `‹${actor}›${what}，客户端得不到响应。`
      : `‹${actor}›${what}，‹${from}›向它查询得不到结果，于是返回500，客户端显示为‹Unexpected API Error›和‹ConnectFailure›。`;
  },
  silent: '这条命令什么也不打印：没有可列出的内容。',
  untold: '这条命令要显示的内容在录制中被隐藏，或录制里没有。',
  absent: '到这一步还没有可显示的事件。',
  noLines: '到这一步还没有写过日志。',
  unknown: '录制的数据不包含日志。',
  here: '粗体：这一步写下的。',
  cut: (shown, all) => `共${all}条，这里是最后${shown}条。`,
};
