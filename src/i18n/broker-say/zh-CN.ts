/** Chinese: turns of phrase about exchanges, bindings and queues. */
import type { BindingMatch, ExchangeType, Why } from '../../core/amqp/match.ts';
import { type BrokerStory, pairsOf, type SentMessage, sharesOf, tableOf } from '../broker/story.ts';
import { c, duration, list } from '../rich.ts';

const AND = '和';

export const named = (body: string): string => `“${body}”`;

export function ofType(type: ExchangeType | null): string {
  switch (type) {
    case 'direct':
      return '直连交换机：绑定键与路由键完全相等的队列，各得一份。';
    case 'topic':
      return `主题交换机按点号分开的词来比较：${c('*')}恰好代表一个词，${c('#')}代表任意多个词，也可以一个都没有。`;
    case 'fanout':
      return '扇出交换机：绑定到它的每个队列各得一份，从不看路由键。';
    case 'headers':
      return 'headers交换机：拿消息头与每个绑定的要求比较，路由键不起作用。';
    default:
      return '';
  }
}

export function patternWords(pattern: string): string {
  const words = pattern.split('.');
  const one = words.includes('*') ? `${c('*')}恰好是一个词。` : '';
  return words.includes('#') ? `${one}${c('#')}是任意多个词，也可以一个都没有。` : one;
}

export const asked = (s: BrokerStory): string => list(pairsOf(tableOf(s)), '、');

export function queueArguments(s: BrokerStory): string {
  const args = s.queue?.declared?.arguments ?? {};
  const told: { readonly [name: string]: (value: unknown) => string } = {
    'x-dead-letter-exchange': (value) => `它丢弃的消息会重新发布到交换机${c(String(value))}。`,
    'x-max-priority': (value) => `它区分0到${c(String(value))}的优先级，高的先走。`,
    'x-message-ttl': (value) => `消息在里面最多存活${duration(Number(value))}。`,
    'x-max-length': (value) => `它最多容纳${c(String(value))}条消息。`,
  };
  return Object.entries(args)
    .map(([name, value]) => told[name]?.(value) ?? `${c(name)}为${c(String(value))}。`)
    .join('');
}

export function where({ fact, type }: SentMessage): string {
  const exchange = fact.exchange === '' ? '默认交换机' : `交换机${c(fact.exchange)}`;
  const kind = fact.exchange === '' || type === null ? '' : `（${type}）`;
  if (type === 'headers') {
    const headers = pairsOf(fact.properties.headers ?? {});
    return `发到${exchange}${kind}，消息头${headers.length === 0 ? '为空' : list(headers, '、')}。`;
  }
  return `发到${exchange}${kind}，路由键${c(fact.routing_key)}。`;
}

export function routes({ fact, bindings }: SentMessage, count = 1): string {
  if (fact.exchange === '') {
    return fact.queues.length > 0
      ? `它按名字认识每个队列，${list(fact.queues, AND)}${count > 1 ? '每条都' : ''}得到一份。`
      : `没有名为${c(fact.routing_key)}的队列，一份也没有。`;
  }
  if (bindings.length === 0) return '没有队列绑定到它，一份也没有。';
  if (bindings.every((one) => one.why.kind === 'any key')) {
    return `绑定到它的队列各得一份：${list(
      bindings.map((one) => one.binding.destination),
      AND,
    )}。`;
  }
  return bindings.map(told).join('');
}

function told({ binding, matches, why }: BindingMatch): string {
  const { destination, routing_key } = binding;
  const what = binding.destination_type === 'queue' ? '队列' : '交换机';
  const key = why.kind === 'headers' ? '' : c(routing_key);
  return `${what}${c(destination)}${matches ? '得到一份' : '没有得到'}：${key}${reason(why)}。`;
}

function reason(why: Why): string {
  switch (why.kind) {
    case 'any key':
      return '不看路由键';
    case 'equal key':
      return '与路由键相等';
    case 'other key':
      return '不是同一个键';
    case 'words':
      if (why.wildcards.length === 0) return '逐词相同';
      return `匹配，${why.wildcards.map((one) => `${c(one.sign)}代表${one.words.length === 0 ? '零个词' : c(one.words.join('.'))}`).join('，')}`;
    case 'other word':
      return `要求第${why.place}个词是${c(why.asked)}，这里是${c(why.got)}`;
    case 'too few words':
    case 'too many words':
      return `要求${why.asked}个词，路由键有${why.got}个`;
    case 'headers':
      return headers(why);
  }
}

function headers({ how, agree, differ }: Extract<Why, { kind: 'headers' }>): string {
  const others = differ.map((one) =>
    one.got === undefined
      ? `缺少${c(one.name)}`
      : `${c(one.name)}应为${c(String(one.asked))}，实际是${c(String(one.got))}`,
  );
  if (differ.length === 0) return `${list(agree, AND)}相符`;
  if (how === 'any' && agree.length > 0) return `${list(agree, AND)}相符，有一项就够`;
  return `${others.join('，')}${how === 'all' ? '，而它要求全部相符' : ''}`;
}

export function got(s: BrokerStory): string {
  const shares = sharesOf(s);
  const first = s.deliveries[0];
  const waits = waiting(s);
  if (!first) return waits;
  if (s.sent.length === 1) {
    return `${list(
      shares.map(([actor]) => actor),
      AND,
    )}收到了它。${waits}`;
  }
  if (s.deliveries.length === 1) return `${c(first.actor)}收到${named(first.body)}。${waits}`;
  const limit = Math.max(0, ...(s.queue?.consumers.map((one) => one.prefetch) ?? []));
  const why =
    shares.length > 1 && limit > 0 ? `预取数为${c(limit)}，谁先确认，下一条就给谁，所以快的做得多。` : '';
  return `${shares.map(([actor, n]) => `${c(actor)}得到${n}条`).join('，')}。${why}${waits}`;
}

function waiting({ queue, sent }: BrokerStory): string {
  const ready = queue?.ready.length ?? 0;
  if (!queue || ready === 0 || sent.length === 0) return '';
  const why = queue.consumers.length === 0 ? '还没有人消费' : '消费者都在忙';
  return `${c(queue.queue)}里现在有${ready}条，${why}。`;
}

export function confirmed(s: BrokerStory): string {
  const fact = s.sent[0]?.fact;
  if (!fact) return '';
  if (fact.queues.length > 0) {
    if (!fact.mandatory || s.confirmed === null) return '';
    return 'RabbitMQ确认：消息已由它负责。消费者是否处理完，确认并不回答。';
  }
  if (s.returned) return '它带有mandatory标志，RabbitMQ会把它退回。';
  const told = s.confirmed === true ? 'RabbitMQ照样确认，没有人知道它没了。' : '发布者得不到通知。';
  return `它没有mandatory标志，于是被丢弃。${told}`;
}
