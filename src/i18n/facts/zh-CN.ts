/** Chinese: one sentence for each kind of fact. */

import type { Weighing } from '../../core/trace/fact.ts';
import { faults } from '../faults/zh-CN.ts';
import { generic } from '../generic/zh-CN.ts';
import { c, duration, list, logLine, shorten } from '../rich.ts';
import { rpc } from '../rpc/zh-CN.ts';
import { SEPARATOR } from '../say/zh-CN.ts';
import type { FactTexts } from '../shape.ts';
import { isApart } from '../story-amiss.ts';
import { words } from '../words/zh-CN.ts';

const where = (exchange: string): string => (exchange === '' ? '默认交换机' : `交换机${c(exchange)}`);
const EXCHANGES = { direct: '直连', topic: '主题', fanout: '扇出', headers: 'headers' } as const;

/** 该位置主机上起作用的权重器：`（RAMWeigher 0.50）`。 */
const shares = (weighers: readonly Weighing[], i: number): string => {
  const told = weighers.flatMap(({ weigher, multiplier, normalized }) => {
    const share = multiplier * (normalized[i] ?? 0);
    return share === 0 ? [] : [`${c(weigher)} ${share.toFixed(2)}`];
  });
  return told.length === 0 ? '' : `（${told.join(SEPARATOR)}）`;
};

const even = (hosts: readonly { readonly weight: number }[]): boolean =>
  hosts.length > 1 && hosts.every((host) => host.weight === hosts[0]?.weight);

export const facts: FactTexts = {
  'connection.opened': (f) => `${c(f.user)}打开到vhost ${c(f.vhost)}的连接。`,
  'connection.closed': (f) =>
    ({
      closed: `${c(f.actor)}关闭连接。`,
      lost: `${c(f.actor)}的连接断开。`,
      broker_restart: `消息代理重启，${c(f.actor)}的连接随之结束。`,
    })[f.reason],
  'exchange.declared': (f) =>
    `${c(f.actor)}在vhost ${c(f.vhost)}中声明${EXCHANGES[f.type]}交换机${c(f.exchange)}。`,
  'exchange.deleted': (f) => `vhost ${c(f.vhost)}中的交换机${c(f.exchange)}被删除。`,
  'queue.declared': (f) => `${c(f.actor)}在vhost ${c(f.vhost)}中声明队列${c(f.queue)}。`,
  'queue.deleted': (f) => `vhost ${c(f.vhost)}中的队列${c(f.queue)}被删除。`,
  'binding.added': (f) =>
    `在vhost ${c(f.vhost)}中，${c(f.destination)}以路由键${c(f.routing_key)}绑定到${where(f.source)}。`,
  'binding.removed': (f) => `${c(f.destination)}与${where(f.source)}的绑定被解除。`,
  'consumer.added': (f) => `${c(f.user)}开始消费队列${c(f.queue)}。`,
  'consumer.cancelled': (f) => `${c(f.actor)}不再消费队列${c(f.queue)}。`,
  'consumer.paused': (f) =>
    f.paused
      ? `${c(f.actor)}在队列${c(f.queue)}上的消费者被手动暂停。`
      : `${c(f.actor)}在队列${c(f.queue)}上的消费者继续消费。`,
  'amqp.refused': (f) => `RabbitMQ拒绝${c(f.actor)}：${c(f.reply_code)} ${c(f.reply_text)}。`,
  'message.published': (f, s) => {
    const known = f.rpc.type in generic ? generic[f.rpc.type as keyof typeof generic] : generic.other;
    const telling = f.rpc.type !== 'reply' && s.method in rpc ? rpc[s.method as keyof typeof rpc] : known;
    return `${words.rpcTypes[f.rpc.type]}：${telling.title(s)}。`;
  },
  'message.delivered': (f, s) =>
    `${c(f.actor)}从队列${c(f.queue)}收到${s.method === '' ? '消息' : c(s.method)}${f.redelivered ? '（此前投递过一次）' : ''}。`,
  'message.acked': (f) => `${c(f.actor)}确认：RabbitMQ不再保存这条消息，它只存在于${c(f.actor)}的内存中。`,
  'message.requeued': (f) => `消息回到队列${c(f.queue)}。`,
  'message.dropped': (f) =>
    `RabbitMQ丢弃${f.queue === null ? '' : `队列${c(f.queue)}中的`}这条消息：${words.drops[f.reason]}。`,
  'message.returned': (f) => `RabbitMQ把消息退回发布者：${c(f.reply_code)} ${c(f.reply_text)}。`,
  'message.confirmed': (f) => (f.ack ? 'RabbitMQ确认已接管这条消息。' : 'RabbitMQ拒绝这次发布。'),
  'broker.stopped': () => '消息代理停止。',
  'broker.started': () => '消息代理启动。',
  'rpc.dispatched': (f) => `${c(f.actor)}的一个worker开始执行${c(f.method)}。`,
  'rpc.completed': (f) =>
    f.failure === null
      ? `${c(f.actor)}执行完${c(f.method)}。`
      : `${c(f.actor)}执行${c(f.method)}时出错：${c(f.failure)}。`,
  'rpc.resolved': (f) =>
    `${c(f.actor)}的等待结束：${words.resolutions[f.resolution]}${f.failure === null ? '' : `（${c(f.failure)}）`}。`,
  'rpc.late_reply': (f) => `一个应答到达${c(f.actor)}，但已经没有线程在等它（${c(shorten(f.msg_id))}）。`,
  'rpc.publish_blocked': (f) =>
    `${c(f.actor)}连不上消息代理，${f.method === null ? '应答' : c(f.method)}发布不出去：线程等待并不断重试。`,
  'rpc.publish_unblocked': (f) => `${c(f.actor)}终于发布了被耽搁的消息。`,
  'rpc.duplicate_discarded': (f) => `${c(f.actor)}见过这条消息（${c(shorten(f.unique_id))}），将其丢弃。`,
  'rpc.reply_abandoned': (f) => `${c(f.actor)}放弃应答：应答队列${c(shorten(f.reply_q))}已不存在。`,
  'http.requested': (f) => `${c(f.actor)} → ${c(f.to)}：${c(`${f.method} ${f.path}`)}。`,
  'http.answered': (f, s) =>
    `${c(f.actor)}给${c(f.to)}的响应：${c(f.status)}${s.http?.ms == null ? '' : `，用时${duration(s.http.ms)}`}。`,
  'http.accepted': (f) => `${c(f.actor)}的一个worker接下${c(f.from)}的请求。`,
  'http.refused': (f, s) => {
    if (isApart(s, f))
      return f.reason === 'connection_reset'
        ? `响应还没到，${c(f.to)}与${c(f.actor)}之间的网络就断了：连接被重置。`
        : `${c(f.actor)}连不上${c(f.to)}：两者之间的网络断了。`;
    return {
      connection_refused: `${c(f.actor)}连不上${c(f.to)}：连接被拒绝。`,
      connection_reset: `${c(f.to)}没有响应就终止了：${c(f.actor)}的连接被重置。`,
      listen_queue_full: `${c(f.to)}的监听队列已满，不再接受连接：${c(f.actor)}被拒绝。`,
    }[f.reason];
  },
  'sql.executed': (f) =>
    f.verb === 'COMMIT'
      ? `${c(f.actor)} → ${c(f.database)}：${c(f.verb)}。`
      : `${c(f.actor)} → ${c(f.database)}：${c(f.verb)} ${c(f.table)}${f.rows === null ? '' : `，${f.rows}行`}。`,
  'row.changed': (f, s) => {
    const name = c(`${f.database}.${f.table}`);
    const how = f.before === null ? '新增一行' : f.after === null ? '删除一行' : '更新一行';
    const detail = s.changes.map(
      (one) => `${c(`${f.table}.${one.column}`)}：${c(one.before)} → ${c(one.after)}。`,
    );
    return `${name}${how}，经${c(f.actor)}的连接。${detail.join('')}`;
  },
  'recording.gap': (f) =>
    `${f.lost === null ? '此处有内容未被录下，数量未知。' : `此处有${f.lost}条消息未被录下。`}看不到应答的call，可能是在这里得到了应答。`,
  'service.started': (f) => `${c(f.actor)}在主机${c(f.host)}上启动。`,
  'service.stopping': (f) =>
    `${c(f.actor)}不再接收新请求，${f.requests === 0 ? '取消还在排队的热迁移' : `先做完手上的${f.requests}个`}${f.timeout_s === null ? '' : `，最多${f.timeout_s}秒`}。`,
  'service.stopped': (f) =>
    ({
      stop: `${c(f.actor)}停止。`,
      kill: `${c(f.actor)}被强行终止。`,
      crash: `${c(f.actor)}崩溃。`,
      timeout: `${c(f.actor)}期限已到，工作没有做完就结束。`,
    })[f.how],
  'command.given': (f) => `命令${c(f.name)}。`,
  'fault.struck': (f) => {
    const { title, tell } = faults.struck(f);
    return `${title}。${tell}`;
  },
  'placement.candidates': (f) =>
    `${c(f.actor)}找到${f.candidates.length}个候选，排除${f.left_out.length}个。`,
  'scheduler.asked': (f) => `${c(f.actor)}要为${f.instance_uuids.length}个实例选主机。`,
  'scheduler.answered': (f) =>
    f.status === null
      ? `连不上${c('placement')}，没有候选。`
      : `${c('placement')}给出${f.providers.length}个候选。`,
  'scheduler.narrowed': (f) =>
    `过滤之前排除${list(f.hosts, SEPARATOR)}：${{ no_service: '没有对应的服务', other_host: '请求指定了别的主机', ignored: '列在ignore_hosts中' }[f.why]}。`,
  'scheduler.filtered': (f) =>
    `${c(f.filter)}：${f.hosts.length}台主机中${f.passed.length}台通过${f.passed.length > 0 ? `（${list(f.passed, SEPARATOR)}）` : ''}。`,
  'scheduler.weighed': (f) =>
    `权重：${f.hosts.map((host, i) => `${c(host.host)} ${host.weight.toFixed(2)}${shares(f.weighers, i)}`).join('，')}。${even(f.hosts) ? '权重相同，顺序不变。' : ''}`,
  'scheduler.claimed': (f) =>
    f.status === 204
      ? `在${c(f.host)}上申领资源成功。`
      : `在${c(f.host)}上申领资源失败：${f.status ?? '没有响应'}。`,
  'scheduler.failed': (f) =>
    `${c('NoValidHost')}：${f.why === 'no_candidates' ? '没有得到Placement的候选' : `剩下的主机不够，只找到${f.found}台`}。`,
  'scheduler.selected': (f) =>
    `${c(f.actor)}选中${c(f.host)}${f.alternates.length > 0 ? `，备选为${list(f.alternates, SEPARATOR)}` : ''}。`,
  'log.written': (f) => `${c(f.actor)}写日志：${logLine(f)}`,
  'thread.failed': (f) => `${c(f.actor)}中${c(f.method)}的线程以${c(f.error)}结束，没有人在等它。`,
  'process.failed': (f) => `${c(f.actor)}的${c(f.process)}失败：${c(f.error)}。`,
};
