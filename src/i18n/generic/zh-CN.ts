/** Chinese: what is told alike whatever was asked, and steps that are no messages. */

import { took } from '../http/zh-CN.ts';
import { c, duration, list } from '../rich.ts';
import { alternates } from '../rpc/zh-CN.ts';
import { changes, fault, goesOn, quoted, SEPARATOR, to, unheard, vm, waits, wrote } from '../say/zh-CN.ts';
import type { GenericTexts, Telling, Tellings } from '../shape.ts';
import type { Story } from '../story.ts';

const carried = (s: Story): string =>
  `${s.exchange === '' ? '默认交换机' : `交换机${c(s.exchange)}`}，路由键${c(s.routing_key)}`;

export const generic: GenericTexts = {
  call: {
    title: (s) => `${c(s.from)}向${to(s)}发出call：${c(s.method)}`,
    tell: (s) => `这是一次call：${carried(s)}。${waits(s)}${wrote(s)}`,
  },
  cast: {
    title: (s) => `${c(s.from)}向${to(s)}发出cast：${c(s.method)}`,
    tell: (s) => `这是一次cast：${carried(s)}。${goesOn(s)}${wrote(s)}`,
  },
  fanout: {
    title: (s) => `${c(s.from)}向所有监听者广播${c(s.method)}`,
    tell: (s) => `发布一次，绑定到交换机${c(s.exchange)}的每个队列各得一份。${unheard(s)}${goesOn(s)}`,
  },
  notification: {
    title: (s) => `${c(s.from)}发出通知${c(s.method === '' ? s.routing_key : s.method)}`,
    tell: (s) => `通知：告知已发生的事，不等待任何人。${unheard(s)}`,
  },
  reply: {
    title: (s) => `${c(s.from)}应答${to(s)}：${c(s.method)}${s.failure === null ? '' : `，${c(s.failure)}`}`,
    tell: (s) =>
      `应答经默认交换机进入调用方自己的应答队列。${s.failure === null ? '' : `内容是错误${c(s.failure)}。`}${waited(s)}`,
  },
  http: {
    title: (s) => `${c(s.from)}请求${to(s)}：${c(s.method)}`,
    tell: (s) => `走REST，不经过消息队列。${took(s)}${wrote(s)}`,
  },
  direct: {
    title: (s) => `${c(s.from)}直接请求${to(s)}：${c(s.method)}`,
    tell: (s) =>
      `思想实验：没有队列，请求发往${c(s.from)}手里的那个地址。cast和call在这里没有区别：它${s.http?.ms == null ? '等待响应' : `等了${duration(s.http.ms)}`}，其间它的worker什么别的也做不了。${wrote(s)}`,
  },
  direct_answer: {
    title: (s) => `${c(s.from)}给${to(s)}的响应：${c(s.method)}`,
    tell: (s) =>
      `${s.http?.ms == null ? '响应' : `请求之后${duration(s.http.ms)}，响应`}沿请求的那条连接返回${s.http?.status === 200 ? '' : `，状态是${c(s.http?.status ?? '')}：异常传了回来`}。到这时${to(s)}的worker才空出来，可以继续。${wrote(s)}`,
  },
  direct_refused: {
    title: (s) => `${c(s.from)}得不到${to(s)}的响应：${c(s.method)}`,
    tell: (s) =>
      s.http?.refused === 'connection_reset'
        ? `连接中途断开：此前已经做完的事不会撤销。`
        : `${s.http?.ms == null ? '' : `请求之后${duration(s.http.ms)}，`}立刻出错：没有谁替${to(s)}把请求留着，等它能处理时再取；请求也不会重发。`,
  },
  answer: {
    title: (s) => `${c(s.from)}给${to(s)}的响应${s.http?.status ? `：${c(s.http.status)}` : ''}`,
    tell: answerTell,
  },
  other: {
    title: (s) => `${c(s.from)}发布一条消息`,
    tell: (s) => `这不是oslo.messaging的RPC：${carried(s)}。${unheard(s)}`,
  },
};

export const chosen: Telling = {
  title: (s) => {
    if (s.failure !== null) return `${c(s.from)}应答：没有合适的主机，${c(s.failure)}`;
    return s.selected ? `${c(s.from)}应答：选中${c(s.selected.host)}` : `${c(s.from)}应答：给出选中的主机`;
  },
  tell: (s) =>
    `${s.failure === null ? '' : `应答的内容是错误${c(s.failure)}。`}${s.selected ? `选中${c(s.selected.host)}，${alternates(s)}${s.selected.alternates.length === 0 ? '' : '，以防在那里创建失败'}。` : ''}应答经conductor自己的应答队列返回。${waited(s)}`,
};

export const state: Tellings<'build_request' | 'created' | 'buried' | 'changed' | 'deleted'> = {
  build_request: {
    title: (s) => `${c(s.from)}记下创建${vm(s)}的请求`,
    tell: (s) => `此时任何Cell里都没有这个实例的行，无论谁查询，都由${c('build_requests')}作答。${wrote(s)}`,
  },
  created: {
    title: (s) => `${c(s.from)}在Cell中建立${vm(s)}的记录`,
    tell: (s) => `主机选定，也就知道了属于哪个Cell，实例到这时才在那里有了一行${firstState(s)}。${wrote(s)}`,
  },
  buried: {
    title: (s) =>
      `${c(s.from)}把${vm(s)}记入${c(s.database)}：${s.placed === null ? '它没有主机' : `主机${c(s.placed)}不在任何Cell中`}`,
    tell: (s) =>
      `${s.placed === null ? '没有主机，也就没有它所属的Cell。' : `${c('host_mappings')}里没有${c(s.placed)}这一行。`}${c(s.database)}存放不属于任何Cell的实例，这样它和别的实例一样可以列出、可以删除${firstState(s)}。${wrote(s)}`,
  },
  changed: {
    title: (s) => {
      const first = s.changes[0];
      return first
        ? `${vm(s)}：${first.column} ${c(first.before)} → ${c(first.after)}`
        : `${vm(s)}的记录发生变化`;
    },
    tell: (s) =>
      `${givenUp(s)}这是${c(s.from)}经自己的数据库连接写入的。${changes(s)}${s.unseen ? `实例照旧，但所请求的操作失败了；原因记在${c('instance_faults')}里，API只在状态为${c('ERROR')}时显示：${quoted(s.unseen)}` : fault(s)}`,
  },
  deleted: {
    title: (s) => `${vm(s)}的记录被删除`,
    tell: (s) => `这是${c(s.from)}经自己的数据库连接做的。${wrote(s)}`,
  },
};

export const start: Telling = {
  title: () => '没有请求，也没有消息',
  tell: () => '这里没有可以逐步查看的内容。',
};

export const work: Telling = {
  title: (s) => (s.tables.length > 0 ? `${c(s.from)}写入自己的数据库` : `${c(s.from)}处理中`),
  tell: (s) =>
    s.method === ''
      ? `这一步不发消息，${c(s.from)}使用自己的连接。${wrote(s)}`
      : `${c(s.from)}以REST请求${to(s)}：${c(s.method)}。${took(s)}${wrote(s)}`,
};

export const command: Telling = {
  title: (s) => `命令：${c(s.command?.name ?? '')}${s.instance === '' ? '' : `（${c(s.instance)}）`}`,
  tell: (s) => {
    const args = Object.entries(s.command?.args ?? {}).map(([key, value]) => `${key}=${String(value)}`);
    return `有人下达了一条命令，之后的一切都由它引起。${args.length > 0 ? `${list(args, SEPARATOR)}。` : ''}`;
  },
};

function firstState(s: Story): string {
  const states = s.changes.filter((one) => one.column.endsWith('_state') && typeof one.after === 'string');
  return states.length === 0 ? '' : `（${states.map((one) => `${one.column} ${c(one.after)}`).join('，')}）`;
}

function waited(s: Story): string {
  if (s.given_up)
    return s.waited === null
      ? `${to(s)}已不再等待。`
      : `${to(s)}等了${duration(s.waited)}之后已经放弃，这个应答已经没有人在等。`;
  if (s.waited === null) return '';
  const now = s.failure === null ? '现在继续' : '现在处理这个错误';
  return `${to(s)}已经等了${duration(s.waited)}，${now}。`;
}

function answerTell(s: Story): string {
  if (s.method === 'POST /servers' && s.http?.status === 202) {
    const { state } = s.http;
    if (state !== null)
      return `${duration(s.http.ms ?? 0)}后返回202 Accepted，这时实例已是${c(state)}：其间的一切，客户端都等过了。${state === 'building' ? '创建中余下的事，客户端不必再等。' : ''}${wrote(s)}`;
    return `${duration(s.http.ms ?? 0)}后返回202 Accepted：请求已经记下，实例还没有创建。其余的事不需要客户端在场，想知道结果再来查询。${wrote(s)}`;
  }
  const after = s.http?.ms == null ? '' : `，距请求${duration(s.http.ms)}`;
  const why =
    s.http?.reason == null
      ? '。'
      : `，${(s.http.status ?? 0) < 500 ? '拒绝的原因' : '对这个错误的说明'}是${quoted(s.http.reason)}`;
  return `这是对${c(s.method)}的响应${after}${why}${wrote(s)}`;
}

/** 写成error的实例，没有谁会再接手。 */
function givenUp(s: Story): string {
  const isError = s.changes.some(({ column, after }) => column === 'vm_state' && after === 'error');
  return isError ? '操作失败了，没有谁会自动再试。' : '';
}
