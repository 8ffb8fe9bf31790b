/** How the model routes: lists that are searched from end to end, a topic matcher by recursion, nothing remembered. */
import type { JsonTable } from '../trace/fact.ts';

export interface ModelBinding {
  readonly source: string;
  readonly kind: 'queue' | 'exchange';
  readonly destination: string;
  readonly key: string;
  readonly args: JsonTable;
}

export interface ModelExchange {
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly args: JsonTable;
}

const builtIn = (name: string, type: string): ModelExchange => ({
  name,
  type,
  durable: true,
  autoDelete: false,
  internal: name === 'amq.rabbitmq.trace',
  args: {},
});

/** What a vhost has from the start. */
export const BUILT_IN: readonly ModelExchange[] = [
  builtIn('', 'direct'),
  builtIn('amq.direct', 'direct'),
  builtIn('amq.fanout', 'fanout'),
  builtIn('amq.headers', 'headers'),
  builtIn('amq.match', 'headers'),
  builtIn('amq.rabbitmq.trace', 'topic'),
  builtIn('amq.topic', 'topic'),
];

const words = (text: string): string[] => (text === '' ? [] : text.split('.'));

/** `*` stands for one word, `#` for any number of them. */
export function topicMatches(pattern: readonly string[], key: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return key.length === 0;
  if (first === '#') {
    return topicMatches(rest, key) || (key.length > 0 && topicMatches(pattern, key.slice(1)));
  }
  return key.length > 0 && (first === '*' || first === key[0]) && topicMatches(rest, key.slice(1));
}

/** Only scalars are compared here, so `===` is equality with type. */
function headersMatch(args: JsonTable, headers: JsonTable): boolean {
  const wanted = Object.entries(args).filter(([name]) => !name.startsWith('x-'));
  const hit = ([name, value]: readonly [string, unknown]): boolean => headers[name] === value;
  return args['x-match'] === 'any' ? wanted.some(hit) : wanted.every(hit);
}

function bindingMatches(type: string, binding: ModelBinding, key: string, headers: JsonTable): boolean {
  if (type === 'fanout') return true;
  if (type === 'direct') return binding.key === key;
  if (type === 'topic') return topicMatches(words(binding.key), words(key));
  return headersMatch(binding.args, headers);
}

/** Names of the queues that get a copy: each once, in no particular order. */
export function queuesReached(
  world: {
    readonly exchanges: readonly ModelExchange[];
    readonly bindings: readonly ModelBinding[];
    readonly queueNames: readonly string[];
  },
  from: string,
  key: string,
  headers: JsonTable,
): string[] {
  const reached: string[] = [];
  const visited: string[] = [];
  const visit = (name: string): void => {
    const exchange = world.exchanges.find((each) => each.name === name);
    if (!exchange || visited.includes(name)) return;
    visited.push(name);
    const hits = world.bindings.filter(
      (binding) => binding.source === name && bindingMatches(exchange.type, binding, key, headers),
    );
    const byName = name === '' && world.queueNames.includes(key);
    if (byName) reached.push(key);
    for (const hit of hits) if (hit.kind === 'queue') reached.push(hit.destination);
    for (const hit of hits) if (hit.kind === 'exchange') visit(hit.destination);
    const alternate = exchange.args['alternate-exchange'];
    if (hits.length === 0 && !byName && typeof alternate === 'string') visit(alternate);
  };
  visit(from);
  return reached.filter((name, at) => reached.indexOf(name) === at);
}
