/** English: turns of phrase about exchanges, bindings and queues. Each but the first begins with a space. */
import type { BindingMatch, ExchangeType, Why } from '../../core/amqp/match.ts';
import { type BrokerStory, pairsOf, type SentMessage, sharesOf, tableOf } from '../broker/story.ts';
import { c, duration, list } from '../rich.ts';
import { times } from '../say/en.ts';

const AND = ' and ';

export const named = (body: string): string => `“${body}”`;

export function ofType(type: ExchangeType | null): string {
  switch (type) {
    case 'direct':
      return 'A direct exchange gives a copy to each queue whose binding key equals the routing key.';
    case 'topic':
      return `A topic exchange compares words between dots: ${c('*')} stands for exactly one, ${c('#')} for any number, none too.`;
    case 'fanout':
      return 'A fanout exchange gives a copy to every queue bound to it and never looks at the routing key.';
    case 'headers':
      return "A headers exchange compares the message's headers with what each binding asks for; the routing key does not count.";
    default:
      return '';
  }
}

export function patternWords(pattern: string): string {
  const words = pattern.split('.');
  const one = words.includes('*') ? ` ${c('*')} is exactly one word.` : '';
  return words.includes('#') ? `${one} ${c('#')} is any number of words, none too.` : one;
}

/** What a headers binding asks for. */
export const asked = (s: BrokerStory): string => list(pairsOf(tableOf(s)), ', ');

export function queueArguments(s: BrokerStory): string {
  const args = s.queue?.declared?.arguments ?? {};
  const told: { readonly [name: string]: (value: unknown) => string } = {
    'x-dead-letter-exchange': (value) =>
      ` What it drops is published again, to exchange ${c(String(value))}.`,
    'x-max-priority': (value) =>
      ` It knows priorities from 0 to ${c(String(value))}: a higher one overtakes.`,
    'x-message-ttl': (value) => ` A message lives ${duration(Number(value))} in it at most.`,
    'x-max-length': (value) => ` It holds at most ${c(String(value))} messages.`,
  };
  return Object.entries(args)
    .map(([name, value]) => told[name]?.(value) ?? ` ${c(name)} is ${c(String(value))}.`)
    .join('');
}

/** `To exchange nova (topic), routing key compute.cpu1.` */
export function where({ fact, type }: SentMessage): string {
  const exchange = fact.exchange === '' ? 'the default exchange' : `exchange ${c(fact.exchange)}`;
  const kind = fact.exchange === '' || type === null ? '' : ` (${type})`;
  if (type === 'headers') {
    const headers = pairsOf(fact.properties.headers ?? {});
    return `To ${exchange}${kind}, headers ${headers.length === 0 ? 'none' : list(headers, ', ')}.`;
  }
  return `To ${exchange}${kind}, routing key ${c(fact.routing_key)}.`;
}

/** Which bindings matched, and why the others did not. */
export function routes({ fact, bindings }: SentMessage, count = 1): string {
  if (fact.exchange === '') {
    return fact.queues.length > 0
      ? ` It knows every queue by its name: ${list(fact.queues, AND)} gets a copy${count > 1 ? ' of each' : ''}.`
      : ` No queue is called ${c(fact.routing_key)}: no copy is made.`;
  }
  if (bindings.length === 0) return ' Nothing is bound to it: no copy is made.';
  if (bindings.every((one) => one.why.kind === 'any key')) {
    return ` A copy for each queue bound to it: ${list(
      bindings.map((one) => one.binding.destination),
      AND,
    )}.`;
  }
  return bindings.map(told).join('');
}

function told({ binding, matches, why }: BindingMatch): string {
  const { destination, destination_type: what, routing_key } = binding;
  const key = why.kind === 'headers' ? '' : ` ${c(routing_key)}`;
  return matches
    ? ` A copy for ${what} ${c(destination)}:${key}${reason(why)}.`
    : ` None for ${what} ${c(destination)}:${key}${reason(why)}.`;
}

function reason(why: Why): string {
  switch (why.kind) {
    case 'any key':
      return ' any key will do';
    case 'equal key':
      return ' is the same key';
    case 'other key':
      return ' is another key';
    case 'words':
      if (why.wildcards.length === 0) return ' is the same, word for word';
      return ` fits, ${why.wildcards.map((one) => `${c(one.sign)} stands for ${one.words.length === 0 ? 'no word' : c(one.words.join('.'))}`).join(AND)}`;
    case 'other word':
      return ` asks for ${c(why.asked)} as word ${why.place}, here it is ${c(why.got)}`;
    case 'too few words':
    case 'too many words':
      return ` asks for ${times(why.asked, 'word', 'words')}, the key has ${why.got}`;
    case 'headers':
      return headers(why);
  }
}

function headers({ how, agree, differ }: Extract<Why, { kind: 'headers' }>): string {
  const others = differ.map((one) =>
    one.got === undefined
      ? `${c(one.name)} is missing`
      : `${c(one.name)} should be ${c(String(one.asked))} and is ${c(String(one.got))}`,
  );
  if (differ.length === 0) return ` ${list(agree, AND)} ${agree.length === 1 ? 'agrees' : 'agree'}`;
  if (how === 'any' && agree.length > 0) return ` ${list(agree, AND)} agrees, and any one is enough`;
  return ` ${others.join(AND)}${how === 'all' ? ', and all must agree' : ''}`;
}

/** Who got what, and what still waits. */
export function got(s: BrokerStory): string {
  const shares = sharesOf(s);
  const first = s.deliveries[0];
  const waits = waiting(s);
  if (!first) return waits;
  if (s.sent.length === 1)
    return ` ${list(
      shares.map(([actor]) => actor),
      AND,
    )} got it.${waits}`;
  if (s.deliveries.length === 1) return ` ${c(first.actor)} gets ${named(first.body)}.${waits}`;
  const limit = Math.max(0, ...(s.queue?.consumers.map((one) => one.prefetch) ?? []));
  const why =
    shares.length > 1 && limit > 0
      ? ` With prefetch ${c(limit)} the next one goes to whoever has acknowledged: the quick worker gets more.`
      : '';
  return ` ${shares.map(([actor, n]) => `${c(actor)} got ${n}`).join(', ')}.${why}${waits}`;
}

function waiting({ queue, sent }: BrokerStory): string {
  const ready = queue?.ready.length ?? 0;
  if (!queue || ready === 0 || sent.length === 0) return '';
  const why = queue.consumers.length === 0 ? 'nobody consumes it yet' : 'its consumers are busy';
  return ` ${c(queue.queue)} holds ${times(ready, 'message', 'messages')} now: ${why}.`;
}

/** What the publisher hears, where that is the point: of a mandatory message, and of one that went nowhere. */
export function confirmed(s: BrokerStory): string {
  const fact = s.sent[0]?.fact;
  if (!fact) return '';
  if (fact.queues.length > 0) {
    if (!fact.mandatory || s.confirmed === null) return '';
    return ' RabbitMQ confirms it: it has taken charge of the message. Whether a consumer is done with it, a confirm does not say.';
  }
  if (s.returned) return ' It was mandatory, so RabbitMQ will send it back.';
  const told =
    s.confirmed === true
      ? ' RabbitMQ confirms it all the same: nobody learns that it is gone.'
      : ' The publisher is not told.';
  return ` It was not mandatory, so it is dropped.${told}`;
}
