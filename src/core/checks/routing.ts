/** M2: a message has a copy in exactly the queues that its bindings name, recomputed here with a matcher of its own. */
import type { Binding, Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import type { Violation } from './violation.ts';

interface Bindings {
  readonly exchanges: Map<string, FactOf<'exchange.declared'>>;
  readonly queues: Set<string>;
  bindings: readonly Binding[];
}

export function checkRouting(trace: Trace): readonly Violation[] {
  const found: Violation[] = [];
  const known: Bindings = { exchanges: new Map(), queues: new Set(), bindings: [] };
  for (const fact of trace.facts) {
    if (fact.kind !== 'message.published') {
      learn(known, fact);
      continue;
    }
    const expected = [...routed(known, fact)].sort();
    const actual = [...fact.queues].sort();
    if (expected.join('\n') === actual.join('\n')) continue;
    const where = `${fact.vhost} exchange "${fact.exchange}" key "${fact.routing_key}"`;
    found.push({
      id: 'M2',
      fact: fact.index,
      sentence: `message ${fact.message} (${where}) went to [${actual}], its bindings name [${expected}]`,
    });
  }
  return found;
}

function learn(known: Bindings, fact: Fact): void {
  if (fact.kind === 'exchange.declared') known.exchanges.set(`${fact.vhost} ${fact.exchange}`, fact);
  else if (fact.kind === 'queue.declared') known.queues.add(`${fact.vhost} ${fact.queue}`);
  else if (fact.kind === 'binding.added')
    known.bindings = [...known.bindings.filter((b) => !equal(b, fact)), fact];
  else if (fact.kind === 'binding.removed') known.bindings = known.bindings.filter((b) => !equal(b, fact));
  else if (fact.kind === 'queue.deleted') {
    known.queues.delete(`${fact.vhost} ${fact.queue}`);
    known.bindings = known.bindings.filter(
      (b) => b.vhost !== fact.vhost || b.destination_type !== 'queue' || b.destination !== fact.queue,
    );
  } else if (fact.kind === 'exchange.deleted') {
    known.exchanges.delete(`${fact.vhost} ${fact.exchange}`);
    known.bindings = known.bindings.filter(
      (b) =>
        b.vhost !== fact.vhost ||
        (b.source !== fact.exchange &&
          (b.destination_type !== 'exchange' || b.destination !== fact.exchange)),
    );
  }
}

function equal(a: Binding, b: Binding): boolean {
  return (
    a.vhost === b.vhost &&
    a.source === b.source &&
    a.destination === b.destination &&
    a.destination_type === b.destination_type &&
    a.routing_key === b.routing_key &&
    JSON.stringify(a.arguments) === JSON.stringify(b.arguments)
  );
}

function routed(known: Bindings, fact: FactOf<'message.published'>): ReadonlySet<string> {
  const queues = new Set<string>();
  for (const key of keysOf(fact)) for (const queue of routedBy(known, fact, key)) queues.add(queue);
  return queues;
}

/** The routing key, and those of the headers CC and BCC. */
function keysOf(fact: FactOf<'message.published'>): readonly string[] {
  const more = [fact.properties.headers?.CC, fact.properties.headers?.BCC];
  const texts = more.flatMap((each) => (Array.isArray(each) ? each : []));
  return [fact.routing_key, ...texts.filter((each) => typeof each === 'string')];
}

function routedBy(known: Bindings, fact: FactOf<'message.published'>, key: string): ReadonlySet<string> {
  if (fact.exchange === '') return new Set(known.queues.has(`${fact.vhost} ${key}`) ? [key] : []);
  const queues = new Set<string>();
  const seen = new Set<string>([fact.exchange]);
  for (const exchange of seen) {
    const before = queues.size;
    for (const binding of known.bindings) {
      if (binding.vhost !== fact.vhost || binding.source !== exchange) continue;
      if (!takes(typeOf(known, fact.vhost, exchange), binding, key, fact)) continue;
      if (binding.destination_type === 'queue') queues.add(binding.destination);
      else seen.add(binding.destination);
    }
    const alternate = known.exchanges.get(`${fact.vhost} ${exchange}`)?.arguments['alternate-exchange'];
    if (queues.size === before && typeof alternate === 'string') seen.add(alternate);
  }
  return queues;
}

/** The broker's own exchanges exist without a declaration. */
function typeOf(known: Bindings, vhost: string, exchange: string): string {
  const own = exchange === 'amq.match' ? 'headers' : exchange.replace(/^amq\./, '');
  return known.exchanges.get(`${vhost} ${exchange}`)?.type ?? own;
}

function takes(type: string, binding: Binding, key: string, fact: FactOf<'message.published'>): boolean {
  if (type === 'fanout') return true;
  if (type === 'direct') return binding.routing_key === key;
  if (type === 'topic') return topicMatches(binding.routing_key, key);
  const wanted = Object.entries(binding.arguments).filter(([name]) => !name.startsWith('x-'));
  const headers = fact.properties.headers ?? {};
  const agrees = wanted.map(
    ([name, value]) => name in headers && (value === null || headers[name] === value),
  );
  return String(binding.arguments['x-match'] ?? 'all').startsWith('any')
    ? agrees.some((yes) => yes)
    : agrees.every((yes) => yes);
}

/** Words between dots; `*` is one word, `#` any number of words, none too. By the table of prefixes, word by word. */
export function topicMatches(pattern: string, key: string): boolean {
  const words = key === '' ? [] : key.split('.');
  let reached = [true, ...words.map(() => false)];
  for (const part of pattern === '' ? [] : pattern.split('.')) {
    const next = reached.map(() => false);
    for (const [i] of reached.entries()) {
      if (part === '#') next[i] = reached[i] === true || (i > 0 && next[i - 1] === true);
      else next[i] = i > 0 && reached[i - 1] === true && (part === '*' || part === words[i - 1]);
    }
    reached = next;
  }
  return reached[words.length] === true;
}
