/** Chinese: what is told alike whatever was asked, and steps that are no messages. */

import { took } from '../http/zh-CN.ts';
import { c, duration, list } from '../rich.ts';
import { alternates } from '../rpc/zh-CN.ts';
import { changes, fault, goesOn, SEPARATOR, to, unheard, vm, waits, wrote } from '../say/zh-CN.ts';
import type { GenericTexts, Telling, Tellings, ToldTexts } from '../shape.ts';
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
    title: (s) => `${c(s.from)}应答${to(s)}：${c(s.method)}`,
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
      `思想实验：没有队列，请求发往${c(s.from)}手里的那个地址。cast和call在这里没有区别：它${s.http?.ms == null ? '等待答复' : `等了${duration(s.http.ms)}`}，其间它的worker什么别的也做不了。${wrote(s)}`,
  },
  direct_answer: {
    title: (s) => `${c(s.from)}答复${to(s)}：${c(s.method)}`,
    tell: (s) =>
      `${s.http?.ms == null ? '答复' : `请求之后${duration(s.http.ms)}，答复`}沿请求的那条连接返回${s.http?.status === 200 ? '' : `，状态是${c(s.http?.status ?? '')}：异常传了回来`}。到这时${to(s)}的worker才空出来，可以继续。${wrote(s)}`,
  },
  direct_refused: {
    title: (s) => `${c(s.from)}得不到${to(s)}的答复：${c(s.method)}`,
    tell: (s) =>
      `${s.http?.ms == null ? '' : `请求之后${duration(s.http.ms)}，`}立刻出错：没有谁替${to(s)}把请求留着，等它能处理时再取；请求也不会重发。`,
  },
  answer: {
    title: (s) => `${c(s.from)}答复${to(s)}${s.http?.status ? `：${c(s.http.status)}` : ''}`,
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
    title: (s) =>
      isBuried(s) ? `${c(s.from)}把${vm(s)}的记录写入cell0` : `${c(s.from)}在Cell中建立${vm(s)}的记录`,
    tell: (s) =>
      isBuried(s)
        ? `它没有得到哪个Cell里的主机，也就不属于任何Cell：这样的实例都由${c('nova_cell0')}收着，有人来查，才答得上${firstState(s)}。${wrote(s)}`
        : `主机选定，也就知道了属于哪个Cell，实例到这时才在那里有了一行${firstState(s)}。${wrote(s)}`,
  },
  buried: {
    title: (s) => `${c(s.from)}把${vm(s)}记入${c(s.database)}：没有为它找到主机`,
    tell: (s) =>
      `没有主机，也就没有它所属的Cell。${c(s.database)}存放调度失败的实例，这样它和别的实例一样可以列出、可以删除${firstState(s)}。${wrote(s)}`,
  },
  changed: {
    title: (s) => {
      const first = s.changes[0];
      return first
        ? `${vm(s)}：${first.column} ${c(first.before)} → ${c(first.after)}`
        : `${vm(s)}的记录发生变化`;
    },
    tell: (s) => `${givenUp(s)}这是${c(s.from)}经自己的数据库连接写入的。${changes(s)}${fault(s)}`,
  },
  deleted: {
    title: (s) => `${vm(s)}的记录被删除`,
    tell: (s) => `这是${c(s.from)}经自己的数据库连接做的。${wrote(s)}`,
  },
};

export const start: Telling = {
  title: () => '云已就绪，等候请求',
  tell: () => '所有服务都已连上消息队列，还没有人向它们提出请求。',
};

export const work: Telling = {
  title: (s) => (s.tables.length > 0 ? `${c(s.from)}写入自己的数据库` : `${c(s.from)}处理中`),
  tell: (s) =>
    s.method === ''
      ? `这一步不发消息，${c(s.from)}使用自己的连接。${wrote(s)}`
      : `${c(s.from)}以REST请求${to(s)}：${c(s.method)}。${took(s)}${wrote(s)}`,
};

export const service: Tellings<'started' | 'stopping' | 'stopped'> = {
  started: {
    title: (s) => `${c(s.from)}启动`,
    tell: (s) =>
      s.amqp
        ? `${c(s.from)}连接消息代理，声明队列，开始消费。${wrote(s)}`
        : `${c(s.from)}重新响应REST请求；它与消息队列无关。${wrote(s)}`,
  },
  stopping: {
    title: (s) => `${c(s.from)}收到停止命令，先做完手上的工作`,
    tell: (s) =>
      s.amqp
        ? `它不再读取新消息；已经确认的请求照常做完，应答照常发出。RabbitMQ此后投递给它的消息一直未确认，连接关闭时回到队列。${allowed(s)}${wrote(s)}`
        : `正在处理的请求照常应答；从现在起，对它的新REST请求都会被拒绝。${allowed(s)}${wrote(s)}`,
  },
  stopped: {
    title: (s) => `${c(s.from)}停止`,
    tell: (s) =>
      s.amqp
        ? `它的连接都断了${lostWork(s)}它消费过的队列里的消息还在，只要消息代理没有停、消息没有过期。${wrote(s)}`
        : `从现在起，对它的REST请求都会被拒绝；消息队列对此毫无察觉。${wrote(s)}`,
  },
};

export const call: Tellings<'blocked' | 'timed_out' | 'late_reply'> = {
  blocked: {
    title: (s) => `${c(s.from)}连不上消息代理：${s.method === '' ? '应答' : c(s.method)}只能等待`,
    tell: (s) =>
      `从这里到不了消息代理，发送方的worker停在这里，隔1、3、5秒重试，最后每30秒一次，永不放弃。消息没有丢失，也没有报错；但cast只有在消息代理收下消息时，才能让发送方立即脱身。${wrote(s)}`,
  },
  timed_out: {
    title: (s) => `${c(s.from)}不再等待${c(s.method)}：${c('MessagingTimeout')}`,
    tell: (s) =>
      `${s.waited === null ? '' : `${duration(s.waited)}内`}没有等到应答，调用方放弃等待，转而处理这个错误。${leftBehind(s)}${wrote(s)}`,
  },
  late_reply: {
    title: (s) => `太晚了：${c(s.method)}的应答被丢弃`,
    tell: (s) =>
      `${s.waited === null ? '' : `在call发出${duration(s.waited)}之后，`}应答才到达${c(s.from)}的应答队列，已经没有人在等它，于是被丢弃。为它做过的事却都留下了：没有人得到通知，也没有人去撤销。${wrote(s)}`,
  },
};

export const command: Telling = {
  title: (s) => `命令：${c(s.command?.name ?? '')}${s.instance === '' ? '' : `（${c(s.instance)}）`}`,
  tell: (s) => {
    const args = Object.entries(s.command?.args ?? {}).map(([key, value]) => `${key}=${String(value)}`);
    return `有人下达了一条命令，之后的一切都由它引起。${args.length > 0 ? `${list(args, SEPARATOR)}。` : ''}`;
  },
};

export const told: ToldTexts = {
  discover_hosts: {
    title: () => `管理员用${c('nova-manage')}把新主机归入各自的Cell`,
    tell: (s) =>
      `逐个Cell查找${c('mapped')}为0的节点，每个节点在${c('host_mappings')}中得到一行，这台主机才派得上用场。不问任何服务，也不发消息。${wrote(s)}`,
  },
  read_rows: {
    title: (s) => `${c(s.from)}试图自己读${c(tableRead(s))}`,
    tell: (s) => {
      if (s.raised !== null) {
        return `它没有连接：${c(s.raised)}。Nova在nova-compute中关掉了直接访问，它需要的每一行都要通过RPC向conductor要。`;
      }
      if (s.read === null) return '它没有在运行，所以什么也没问。';
      return `它自己有连接，所以数据库回答了：${s.read}行。`;
    },
  },
};

/** 没有人再等待的请求，后来怎样。 */
function leftBehind({ request }: Story): string {
  switch (request) {
    case 'taken':
      return '超时不等于“没有做”：收下请求的一方照样做下去，没有人能撤回。';
    case 'expired':
      return '请求一直没有人取走：它的存活时间与超时相同，RabbitMQ就在这一刻把它丢弃了。';
    case 'waits':
      return '超时不等于“没有做”：请求还没有人取走，只要还在队列里，就仍有可能被处理。';
    default:
      return '';
  }
}

/** 停止的服务会做完手上的工作，被强行终止的不会。 */
function lostWork({ main }: Story): string {
  if (main.kind !== 'service.stopped') return '。';
  if (main.how === 'stop') return '；手上的工作都已做完。';
  const lost = '已经确认而没有做完的工作，随内存一起消失。';
  return main.how === 'timeout' ? `：收尾的期限已到，${lost}` : `；${lost}`;
}

const allowed = ({ main }: Story): string =>
  main.kind !== 'service.stopping' || main.timeout_s === null
    ? ''
    : `超过${main.timeout_s}秒就不再等（${c('graceful_shutdown_timeout')}）。`;

const tableRead = (s: Story): string =>
  `${String(s.command?.args.database)}.${String(s.command?.args.table)}`;

function firstState(s: Story): string {
  const states = s.changes.filter((one) => one.column.endsWith('_state') && typeof one.after === 'string');
  return states.length === 0 ? '' : `（${states.map((one) => `${one.column} ${c(one.after)}`).join('，')}）`;
}

const isBuried = ({ main }: Story): boolean => main.kind === 'row.changed' && main.database === 'nova_cell0';

function waited(s: Story): string {
  if (s.given_up)
    return s.waited === null
      ? `${to(s)}已不再等待。`
      : `${to(s)}等了${duration(s.waited)}之后已经放弃，没有人来取这个应答。`;
  if (s.waited === null) return '';
  const now = s.failure === null ? '现在继续' : '现在处理这个错误';
  return `${to(s)}已经等了${duration(s.waited)}，${now}。`;
}

function answerTell(s: Story): string {
  if (s.method === 'POST /servers' && s.http?.status === 202) {
    const { state } = s.http;
    if (state !== null)
      return `${duration(s.http.ms ?? 0)}后答复202 Accepted，这时实例已是${c(state)}：其间的一切，客户端都等过了。${state === 'building' ? '创建中余下的事，客户端不必再等。' : ''}${wrote(s)}`;
    return `${duration(s.http.ms ?? 0)}后答复202 Accepted：请求已经记下，实例还没有创建。其余的事不需要客户端在场，想知道结果再来查询。${wrote(s)}`;
  }
  return `这是对${c(s.method)}的答复${s.http?.ms == null ? '' : `，距请求${duration(s.http.ms)}`}。${wrote(s)}`;
}

/** 写成error的实例，没有谁会再接手。 */
function givenUp(s: Story): string {
  const isError = s.changes.some(({ column, after }) => column === 'vm_state' && after === 'error');
  return isError ? '操作失败了，没有谁会自动再试。' : '';
}
