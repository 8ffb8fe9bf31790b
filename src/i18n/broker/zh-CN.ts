/** Chinese: what happens at the broker by hand, and what RabbitMQ makes of it. */

import {
  asked,
  confirmed,
  got,
  named,
  ofType,
  patternWords,
  queueArguments,
  routes,
  where,
} from '../broker-say/zh-CN.ts';
import { c, duration, list } from '../rich.ts';
import type { BrokerTexts } from '../shape.ts';
import { words } from '../words/zh-CN.ts';
import { argOf as arg, type BrokerStory, calledOf, isPublish, tableOf } from './story.ts';

const body = (s: BrokerStory): string => {
  if (!s.message) return '消息';
  const called = named(calledOf(s.message));
  return s.message.rpc.type === 'reply' ? `对${called}的应答` : called;
};

/** 应答队列的名字没有人读得懂。 */
const queueOf = (s: BrokerStory): string => {
  const queue = s.dropped?.queue ?? '';
  return queue.startsWith('reply_') ? '应答队列' : c(queue);
};
const queueName = (s: BrokerStory): string => c(arg(s, 'queue'));

function bindTell(s: BrokerStory): string {
  const queue = c(arg(s, 'destination'));
  const source = c(arg(s, 'source'));
  const key = arg(s, 'routing_key');
  switch (s.type) {
    case 'fanout':
      return `从现在起，发到${source}的每条消息都复制给${queue}。${key === '' ? '不需要键。' : `键${c(key)}会记下来，但扇出交换机从不看它。`}`;
    case 'topic':
      return `发到${source}的消息，路由键符合模式${c(key)}的，复制给${queue}。${patternWords(key)}`;
    case 'headers':
      return `${source}拿消息头与${asked(s)}比较，${tableOf(s)['x-match'] === 'any' ? '有一项相符就够' : '必须全部相符'}。路由键不起作用。`;
    default:
      return `发到${source}的消息，路由键与${c(key)}一字不差的，复制给${queue}。`;
  }
}

function consumeTell(s: BrokerStory): string {
  const prefetch = Number(s.args.prefetch ?? 0);
  const limit =
    prefetch === 0
      ? '它没有设预取数，待投递的消息会一次全部推给它。'
      : `预取数${c(prefetch)}：它手里未确认的消息最多${prefetch}条，确认之后才推下一条。`;
  const answers: { readonly [answer: string]: string } = {
    requeue_once: '第一次见到的消息，它会放回去。',
    requeue: '收到的消息，它都会放回去。',
    reject: '收到的消息，它都会拒绝。',
    nothing: '它从不确认。',
  };
  return `从现在起，RabbitMQ把队列${queueName(s)}里的消息推给客户端${c(s.actor)}，不必它来取。${limit}${answers[arg(s, 'answer')] ?? ''}${order(s)}`;
}

function order(s: BrokerStory): string {
  const waiting = s.before?.ready.length ?? 0;
  const [first, second] = s.deliveries;
  if (waiting === 0 || !first) return '';
  const bodies = s.deliveries.map((one) => named(one.body)).join('，然后是');
  const overtook =
    second && first.priority !== null && second.priority !== null && first.priority > second.priority;
  return `有${waiting}条在等：先是${bodies}。${overtook ? `优先级${c(first.priority)}排在${c(second.priority)}之前，虽然它发布得晚。` : ''}`;
}

function publishTell(s: BrokerStory): string {
  const first = s.sent[0];
  if (!first) {
    return s.refused
      ? `它指定的交换机${c(arg(s, 'exchange'))}不存在，RabbitMQ拒绝接收。`
      : '没有产生任何结果。';
  }
  return `${where(first)}${routes(first, s.sent.length)}${life(s)}${got(s)}${confirmed(s)}`;
}

function life(s: BrokerStory): string {
  const properties = s.sent[0]?.fact.properties;
  const ahead = s.before?.ready.length ?? 0;
  const isPriority = s.before?.declared?.arguments['x-max-priority'] !== undefined;
  const parts: string[] = [];
  if (properties?.priority !== undefined && isPriority) {
    parts.push(`优先级${c(properties.priority)}：排在所有更低的消息之前。`);
  }
  if (properties?.expiration !== undefined) {
    parts.push(`它最多存活${duration(Number(properties.expiration))}（expiration）。`);
    if (ahead > 0) parts.push(`它前面还有${ahead}条，而RabbitMQ只看队首。`);
  }
  return parts.join('');
}

function droppedTell(s: BrokerStory): string {
  const next =
    s.deadLetterExchange === null
      ? '这个队列没有设死信交换机，消息就此消失。'
      : `这个队列的死信交换机是${c(s.deadLetterExchange)}，接下来发布到那里。`;
  if (s.dropped?.reason === 'rejected') {
    return `${c(s.holder ?? s.actor)}拒绝了它，又不要求放回，这一份离开${c(s.dropped.queue)}。${next}`;
  }
  if (s.dropped?.reason === 'expired') return `${expired(s)}${next}${got(s)}`;
  const why = s.dropped ? `：${words.drops[s.dropped.reason]}` : '';
  return `RabbitMQ丢弃${queueOf(s)}中的这一份${why}。${next}`;
}

function expired(s: BrokerStory): string {
  const ttl = s.ttl ?? 0;
  const lived = s.lived ?? 0;
  if (lived <= ttl + 1) return `它的存活时间${duration(ttl)}到了，又正在队首，立刻被丢弃。`;
  return `它的存活时间是${duration(ttl)}，却在队列里待了${duration(lived)}：前面还有别的消息，而RabbitMQ只看队首。现在轮到它到队首，才被丢弃。`;
}

/** 持有者什么也没说：它已不在，或者它的信道已关闭。 */
const isByItself = ({ back }: BrokerStory): boolean =>
  back === 'connection_closed' || back === 'channel_closed';

function againTell(s: BrokerStory): string {
  const again = s.deliveries.find((one) => one.message === s.message?.message);
  const how = again
    ? `随即再次投递给${c(again.actor)}，带有${c('redelivered')}标志：有人收到过它，也许已经开始处理。${again.acked ? '这一次得到确认，离开队列。' : ''}`
    : '它在那里等着，标明曾经投递过。';
  return `${isByItself(s) ? `${s.back === 'channel_closed' ? '信道' : '连接'}关闭时它还没有得到确认，于是RabbitMQ把它收回` : `这是要求放回的${c(s.back ?? '')}`}：这一份回到${c(s.queue?.queue ?? '')}中原来的位置，不是排到队尾。${how}${twice(s)}`;
}

const twice = ({ discards: who }: BrokerStory): string =>
  who === null
    ? ''
    : `它再次送到时，${c(who)}认得它的${c('_unique_id')}：确认这一份，随即丢弃，不会做第二遍。`;

function deadTell(s: BrokerStory): string {
  const first = s.sent[0];
  const deaths = s.deaths.map((one) => `在${c(one.queue)}里${c(one.reason)}，${one.count}次`);
  const header = deaths.length === 0 ? '' : `消息头${c('x-death')}写明经过：${deaths.join('；')}。`;
  return `RabbitMQ自己把这条死信重新发布，消息体不变。${header}${first ? where(first) + routes(first) : ''}${got(s)}`;
}

function refusedTell(s: BrokerStory): string {
  const f = s.refused;
  if (!f) return '';
  const scope =
    f.scope === 'channel' ? 'RabbitMQ关闭这个信道，要继续就得另开一个。' : 'RabbitMQ关闭整个连接。';
  const nothing = isPublish(f) ? '什么都没有发布出去，既没有确认，也没有退回。' : '';
  return `${c(f.reply_text)}。${scope}${nothing}`;
}

export { brokerStoryOf } from './story.ts';

export const broker: BrokerTexts = {
  kinds: {
    declare_exchange: 'exchange.declare',
    delete_exchange: 'exchange.delete',
    declare_queue: 'queue.declare',
    delete_queue: 'queue.delete',
    bind: 'queue.bind',
    unbind: 'queue.unbind',
    purge: 'queue.purge',
    publish: 'basic.publish',
    consume: 'basic.consume',
    pause_consumers: '手动操作',
    resume_consumers: '手动操作',
    restart_broker: '手动操作',
    requeued: '放回',
    returned: 'basic.return',
    refused: '拒绝',
    dropped: '丢弃',
    dead_letter: '死信',
  },
  refused_command: 'RabbitMQ拒绝这个操作，什么都没有改变。',
  steps: {
    declare_exchange: {
      title: (s) => `声明交换机${c(arg(s, 'exchange'))}：${s.type ?? ''}`,
      tell: (s) =>
        `${s.known ? '它本来就在，保持不变。' : ''}${ofType(s.type)}${s.bound.length === 0 ? '现在还没有任何绑定，发给它的消息会被丢弃。' : ''}`,
    },
    delete_exchange: {
      title: (s) => `删除交换机${c(arg(s, 'exchange'))}`,
      tell: (s) => `它的${s.bound.length}个绑定一起消失，队列还在。`,
    },
    declare_queue: {
      title: (s) => `声明队列${queueName(s)}`,
      tell: (s) =>
        `${s.known ? '它本来就在，保持不变。' : '队列是空的，经默认交换机立刻可以到达，路由键就是它的名字。'}${queueArguments(s)}`,
    },
    delete_queue: {
      title: (s) => `删除队列${queueName(s)}`,
      tell: (s) => `里面的${s.before?.ready.length ?? 0}条消息和它的绑定都消失了。`,
    },
    bind: {
      title: (s) => {
        const what = `把队列${c(arg(s, 'destination'))}绑定到${c(arg(s, 'source'))}`;
        if (s.type === 'headers') return `${what}：${asked(s)}`;
        return arg(s, 'routing_key') === '' ? what : `${what}，键为${c(arg(s, 'routing_key'))}`;
      },
      tell: bindTell,
    },
    unbind: {
      title: (s) => `解除${c(arg(s, 'destination'))}与${c(arg(s, 'source'))}的绑定`,
      tell: (s) => `${c(arg(s, 'source'))}不再经这个绑定给它消息，队列里已有的还在。`,
    },
    purge: {
      title: (s) => `清空队列${queueName(s)}`,
      tell: (s) => `待投递的${s.before?.ready.length ?? 0}条被丢弃。消费者手里未确认的还在。`,
    },
    publish: {
      title: (s) =>
        `${c(s.actor)}发布${s.sent.length > 1 ? `${s.sent.length}条消息` : named(arg(s, 'body'))}`,
      tell: publishTell,
    },
    consume: {
      title: (s) => `客户端${c(s.actor)}消费队列${queueName(s)}`,
      tell: consumeTell,
    },
    pause_consumers: {
      title: (s) => `让${queueName(s)}的消费者暂停`,
      tell: () => '它们不再取消息，队列会积压。AMQP没有这样的操作，这是为了便于观察。',
    },
    resume_consumers: {
      title: (s) => `让${queueName(s)}的消费者继续`,
      tell: (s) => `等待的消息发出去了。${got(s)}`,
    },
    restart_broker: {
      title: () => '重启RabbitMQ',
      tell: () => '持久队列和持久交换机会恢复，连同其中存盘的消息。其余的都没了，连接也断了。',
    },
    requeued: {
      title: (s) =>
        isByItself(s)
          ? `RabbitMQ从${c(s.holder ?? s.actor)}收回${body(s)}`
          : `${c(s.holder ?? s.actor)}把${body(s)}放回队列`,
      tell: againTell,
    },
    returned: {
      title: (s) => `RabbitMQ把${body(s)}退回发布者`,
      tell: (s) =>
        `${c('basic.return')} ${list([s.returned?.reply_code ?? '', s.returned?.reply_text ?? ''], ' ')}：它带有mandatory标志，而没有队列接收。${s.confirmed === true ? '随后还有确认，而且是ack：确认表示RabbitMQ对它已经处理完毕，退回表示没有人收到。' : ''}`,
    },
    refused: {
      title: (s) => `RabbitMQ拒绝${c(s.actor)}：${c(s.refused?.reply_code ?? '')}`,
      tell: refusedTell,
    },
    dropped: {
      title: (s) => {
        const queue = queueOf(s);
        if (s.dropped?.reason === 'expired') return `${body(s)}在${queue}里过期`;
        if (s.dropped?.reason === 'rejected') return `${c(s.holder ?? s.actor)}拒绝${body(s)}`;
        return `RabbitMQ丢弃${queue}里的${body(s)}`;
      },
      tell: droppedTell,
    },
    dead_letter: {
      title: (s) => `RabbitMQ把${body(s)}送往${c(s.sent[0]?.fact.exchange ?? '')}`,
      tell: deadTell,
    },
  },
};
