/** Chinese: services that come and go, calls that end without an answer, and commands that are told by their name. */
import { c, duration } from '../rich.ts';
import { to, wrote, wroteItself } from '../say/zh-CN.ts';
import type { CallTexts, Tellings, ToldTexts } from '../shape.ts';
import type { Story } from '../story.ts';
import { lyingFor } from '../story-amiss.ts';

export const service: Tellings<'started' | 'stopping' | 'stopped' | 'thread_failed'> = {
  started: {
    title: (s) => `${c(s.from)}启动`,
    tell: (s) =>
      s.amqp
        ? `${c(s.from)}连接消息代理，${s.rest ? '重新响应REST请求' : '声明队列，开始消费'}。${lying(s)}${wroteItself(s)}`
        : `${c(s.from)}重新响应REST请求；它与消息队列无关。${wroteItself(s)}`,
  },
  stopping: {
    title: (s) => `${c(s.from)}收到停止命令，先做完手上的工作`,
    tell: (s) =>
      s.amqp && !s.rest
        ? `它不再读取新消息；已经确认的请求照常做完，应答照常发出。RabbitMQ此后投递给它的消息一直未确认，连接关闭时回到队列。${allowed(s)}${wroteItself(s)}`
        : `正在处理的请求照常响应；从现在起，对它的新REST请求都会被拒绝。${allowed(s)}${wroteItself(s)}`,
  },
  stopped: {
    title: (s) => `${c(s.from)}${s.main.kind === 'service.stopped' ? ENDED[s.main.how] : '停止'}`,
    tell: (s) =>
      s.rest
        ? `从现在起，对它的REST请求都会被拒绝${s.amqp ? lostWork(s) : '；消息队列对此毫无察觉。'}`
        : `它的连接都断了${lostWork(s)}它消费过的队列里的消息还在，只要消息代理没有停、消息没有过期。${wroteItself(s)}`,
  },
  thread_failed: {
    title: (s) => `${c(s.from)}：${c(s.method)}的线程以${c(codeOf(s))}结束`,
    tell: (s) =>
      `${c(s.failure)}。这个线程开始时，方法就已经返回，所以没有人在等它结束，也没有人得到通知。${s.main.kind === 'thread.failed' && s.main.printed ? 'eventlet把错误回溯（traceback）打印到标准错误输出' : '异常留在一个没有人查看的future里'}；服务照常做别的工作，实例停在数据库里记着的状态。`,
  },
};

/** What it finds in its queues. */
const lying = (s: Story): string =>
  lyingFor(s)
    .map(({ queue, messages }) => `队列${c(queue)}中有${messages}条消息在等它。`)
    .join('');

/** `MessagingTimeout: Timed out ...`：只取异常名 */
const codeOf = ({ failure }: Story): string => (failure ?? '').split(':', 1)[0] ?? '';

export const call: CallTexts = {
  in_vain: (s) => {
    if (s.astray?.how === 'known') return '：同一条再发一次';
    return s.given_up ? '：没有应答' : `：${c(s.failure)}`;
  },
  astray: (astray, s) => {
    if (s.given_up && astray.how === 'lay') return '';
    if (astray.how === 'known')
      return `但${to(s)}已经收到过它：它的${c('_unique_id')}在最近见过的16个之中，于是确认这一份，随即丢弃，不会做第二遍。`;
    if (astray.how === 'unroutable')
      return `但此刻没有队列接收路由键${c(s.routing_key)}：消费者连上时才会声明自己的队列。RabbitMQ把消息丢弃，也不通知任何人，这件事就此没有下文。`;
    return astray.ms === null
      ? `但没有人消费队列${c(astray.queue)}：到运行结束时，消息一直留在那里。`
      : `但此刻没有人消费队列${c(astray.queue)}：消息在那里停留${duration(astray.ms)}。`;
  },
  blocked: {
    title: (s) => `${c(s.from)}连不上消息代理：${s.method === '' ? '应答' : c(s.method)}只能等待`,
    tell: (s) =>
      `从这里到不了消息代理，发送方的worker停在这里，隔1、3、5秒重试，最后每30秒一次，永不放弃。这条消息没有丢失，也没有报错；但cast只有在消息代理收下消息时，才能让发送方立即脱身。${wrote(s)}`,
  },
  timed_out: {
    title: (s) => `${c(s.from)}不再等待${c(s.method)}：${c('MessagingTimeout')}`,
    tell: (s) =>
      `${s.waited === null ? '' : `${duration(s.waited)}内`}没有等到应答，调用方放弃等待，转而处理这个错误。${leftBehind(s)}${wrote(s)}`,
  },
  late_reply: {
    title: (s) => `太晚了：${c(s.method)}的应答被丢弃`,
    tell: (s) =>
      `${s.waited === null ? '' : `在call发出${duration(s.waited)}之后，`}应答才到达${c(s.from)}，那里已经没有人在等它，于是被丢弃。${s.written ? '为它写入的数据却都留下了：没有人得到通知，也没有人去撤销。' : ''}${wrote(s)}`,
  },
};

export const told: ToldTexts = {
  discover_hosts: {
    title: () => `管理员用${c('nova-manage')}把新主机归入各自的Cell`,
    tell: (s) =>
      `逐个Cell查找${c('mapped')}为0的节点，每个节点在${c('host_mappings')}中得到一行，这台主机才派得上用场。不问任何服务，也不发消息。${wrote(s)}`,
  },
  audit_allocations: {
    title: () => `管理员用${c('nova-manage')}核查Placement的分配，并删除孤立的分配`,
    tell: (s) =>
      `逐个资源提供者核对：谁占着它的资源？按Cell的数据库，这个节点上有哪些实例和正在进行的迁移？哪边都不属于的分配，予以归还。不发送任何消息。${wrote(s)}`,
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
    case 'done':
      return '超时不等于“没有做”：事情已经做完，只是应答没有到。';
    case 'lost':
      return '收下请求的一方没做完就终止了：此前写下的都留着，余下的没有谁会去做。';
    case 'expired':
      return '请求一直没有人取走：它的存活时间与超时相同，RabbitMQ就在这一刻把它丢弃了。';
    case 'stale':
      return '请求一直没有人取走。它的存活时间也已到期，但前面还有别的消息，而RabbitMQ只看队首：轮到它到队首时才会被丢弃。';
    case 'dropped':
      return '从来没有人收到过这个请求：RabbitMQ早已把它丢弃。';
    case 'waits':
      return '超时不等于“没有做”：请求还没有人取走，只要还在队列里，就仍有可能被处理。';
    default:
      return '';
  }
}

const ENDED = {
  stop: '停止',
  kill: '被强行终止',
  crash: '崩溃',
  timeout: '停止，手上的工作没有做完',
} as const;

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
