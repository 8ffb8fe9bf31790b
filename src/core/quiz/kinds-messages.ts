/** Questions about messages: who gets it, what it is, who waits for it, where it lies, how often it is handed out. */
import { directMethod } from '../trace/direct.ts';
import type { Actor, FactOf, Published } from '../trace/fact.ts';
import type { QueueState } from '../trace/world.ts';
import { choice, distinct, type KindAnswer, type QuizMoment, turnOf } from './moment.ts';
import type { Choice, ChoiceWord, Thing, WhyParts } from './posed.ts';

/** Wrong choices beside the right one. */
const WRONG = 3;

const service = (actor: Actor): Thing => ({ what: 'service', actor });
const word = (one: ChoiceWord): Thing => ({ what: 'word', word: one });

const receivers = ({ index }: QuizMoment, sent: Published): readonly Actor[] =>
  distinct((index.messages.get(sent.message)?.delivered ?? []).map(({ actor }) => actor));

/** Services that one might think of: those of the same program, those whose turn comes, the sender, then the others. */
function othersThan(moment: QuizMoment, taken: readonly Actor[]): readonly Actor[] {
  const { trace, list, step, index } = moment;
  const places = trace.topology.services;
  const program = (actor: Actor): string => places.find((one) => one.actor === actor)?.program ?? '';
  const alike = places.filter((one) => taken.some((actor) => program(actor) === one.program));
  const later = list.slice(step.n, step.n + 8).flatMap(({ to, from }) => [...to, from]);
  const present = index.worlds.at(step.before).present;
  const all = [...alike.map(({ actor }) => actor).slice(0, 2), ...later, step.from, ...present];
  return distinct(all).filter(
    (actor) => index.actors.has(actor) && present.has(actor) && !taken.includes(actor),
  );
}

/** As the topology has them: the order tells nothing. */
function inOrder({ trace }: QuizMoment, choices: readonly Choice[]): readonly Choice[] {
  const place = ({ thing }: Choice): number =>
    thing.what === 'service'
      ? trace.topology.services.findIndex(({ actor }) => actor === thing.actor)
      : Number.POSITIVE_INFINITY;
  return choices.toSorted((a, b) => place(a) - place(b));
}

export function whoGets(moment: QuizMoment): KindAnswer {
  const { main, sent, trace } = moment;
  if (main.kind === 'http.requested') return whoIsAsked(moment, main);
  if (!sent) return 'no_message';
  const got = receivers(moment, sent);
  const [first] = got;
  if (got.length > 1) return 'several';
  const queue = sent.queues[0] ?? '';
  const parts = { by: queue, key: sent.routing_key, right: first ?? '' };
  const nobody = choice(moment, word('nobody'), first === undefined, first ? 'somebody' : 'nobody', parts);
  const likely = trace.topology.services.filter(({ kind }) => kind !== 'peer').map(({ actor }) => actor);
  const wrong = othersThan(moment, got)
    .toSorted((a, b) => Number(likely.includes(b)) - Number(likely.includes(a)))
    .slice(0, first ? WRONG - 1 : WRONG)
    .map((actor) => wrongReceiver(moment, actor, parts));
  const right = first ? [choice(moment, service(first), true, 'gets', parts)] : [];
  return inOrder(moment, [...right, ...wrong, nobody]);
}

/** A request over HTTP goes past every queue, to whom it names; where nobody takes it there, to nobody. */
function whoIsAsked(moment: QuizMoment, { exchange_id, to }: FactOf<'http.requested'>): KindAnswer {
  const end = moment.index.exchanges.get(exchange_id)?.refused;
  // a connection that breaks later had been taken
  const isRefused = end != null && end.reason !== 'connection_reset';
  const parts = { by: to, right: isRefused ? '' : to };
  const wrong = othersThan(moment, [to])
    .slice(0, isRefused ? WRONG - 1 : WRONG)
    .map((actor) => {
      const why = actor === moment.step.from ? 'sender' : 'not_asked';
      return choice(moment, service(actor), false, why, parts);
    });
  const asked = choice(moment, service(to), !isRefused, isRefused ? 'refuses' : 'asked', parts);
  const nobody = isRefused ? [choice(moment, word('nobody'), true, 'refused', parts)] : [];
  return inOrder(moment, [asked, ...wrong, ...nobody]);
}

function wrongReceiver(moment: QuizMoment, actor: Actor, parts: Partial<WhyParts>): Choice {
  const { step, trace, index, sent } = moment;
  const own = (why: string, more: Partial<WhyParts> = {}): Choice =>
    choice(moment, service(actor), false, why, { ...parts, ...more });
  if (actor === step.from) return own('sender');
  const place = trace.topology.services.find((one) => one.actor === actor);
  if (place?.vhosts.length === 0) return own('peer');
  const later = turnOf(moment, actor);
  if (later !== null) return own('later', { step: later });
  const reads = index.of('consumer.added').filter(({ user }) => user === actor);
  const here = reads.filter(({ vhost }) => vhost === sent?.vhost);
  if (here.some(({ queue }) => sent?.queues.includes(queue))) return own('fellow');
  // a queue has its name in its vhost only: the conductors of two vhosts read one `conductor` each
  const namesake = reads.find(({ queue }) => sent?.queues.includes(queue));
  if (namesake) return own('other_vhost', { by: namesake.queue });
  return own('other_queue', { by: here.find(({ queue }) => isTopic(queue))?.queue ?? '' });
}

const isTopic = (queue: string): boolean => !/^reply_|_fanout_/.test(queue);

const RPC_WORDS = ['call', 'cast', 'fanout', 'reply'] as const;

export function kindOfMessage(moment: QuizMoment): KindAnswer {
  const { sent } = moment;
  const type = RPC_WORDS.find((one) => one === sent?.rpc.type);
  if (!type) return 'no_message';
  return RPC_WORDS.map((one) =>
    choice(moment, word(one), one === type, one === type ? `is_${one}` : `no_${one}`, { right: type }),
  );
}

export function whetherItWaits(moment: QuizMoment): KindAnswer {
  const { sent, main, index, step } = moment;
  const isDirect = main.kind === 'http.requested' && directMethod(main.path) !== null;
  if (!sent && !isDirect) return 'no_message';
  if (sent?.rpc.type === 'other' || sent?.rpc.type === 'notification') return 'no_message';
  const waits = isDirect || sent?.rpc.type === 'call';
  const ended = sent?.rpc.msg_id === undefined ? null : index.calls.get(sent.rpc.msg_id)?.resolved;
  const isInVain = ended ? ended.resolution === 'MessagingTimeout' : false;
  const until = ended && moment.list.find(({ n, last }) => n >= step.n && last >= ended.index);
  const parts = { it: step.to[0] ?? '', step: until?.n ?? null, right: '' };
  const own = (one: ChoiceWord, isRight: boolean, why: string): Choice =>
    choice(moment, word(one), isRight, why, parts);
  return [
    own('sender_waits', waits, waits ? (isInVain ? 'waits_in_vain' : 'waits') : 'does_not_wait'),
    own('sender_goes_on', !waits, waits ? 'does_wait' : 'goes_on'),
    own('receiver_waits', false, 'receiver_works'),
  ];
}

/** Who has a call open when the step's message has been sent. */
export function whoWaits(moment: QuizMoment): KindAnswer {
  const { index, main, step, trace } = moment;
  if (trace.source !== 'simulated') return 'not_recorded';
  const world = index.worlds.at(main.index);
  const waiting = [...world.services.values()].filter(
    ({ actor, waits, asking }) => (waits.length > 0 || asking.length > 0) && index.actors.has(actor),
  );
  const story = waiting.filter(({ waits }) => {
    const call = index.messages.get(waits.at(-1)?.message ?? -1)?.published;
    return !call || index.isStory(call);
  });
  // who does what it does each minute waits, too: an answer only where nobody else does, and wrong at no time
  const asked = story.length > 0 ? story : waiting;
  if (asked.length > 1) return 'several';
  const [one] = asked;
  const waits = new Set(waiting.map(({ actor }) => actor));
  const right = one?.actor ?? '';
  const nobody = choice(moment, word('nobody'), !one, one ? 'somebody' : 'nobody', { right });
  const wrong = distinct([...step.to, step.from, ...othersThan(moment, one ? [right] : [])])
    .filter((actor) => !waits.has(actor) && index.actors.has(actor))
    .filter((actor) => trace.topology.services.find((place) => place.actor === actor)?.kind === 'nova')
    .slice(0, one ? WRONG - 1 : WRONG)
    .map((actor) => {
      const isStopped = world.services.get(actor)?.running === false;
      const isCaster =
        actor === step.from && (moment.sent?.rpc.type === 'cast' || moment.sent?.rpc.type === 'fanout');
      const why = isStopped ? 'stopped' : isCaster ? 'sent_cast' : 'does_not_wait';
      return choice(moment, service(actor), false, why, { right });
    });
  const method = one?.waits.at(-1)?.detail ?? one?.waits.at(-1)?.method;
  const parts = { right, ...(method ? { method } : {}) };
  return inOrder(moment, [
    ...(one ? [choice(moment, service(right), true, 'waiting', parts)] : []),
    ...wrong,
    nobody,
  ]);
}

export function queueGrows(moment: QuizMoment): KindAnswer {
  const { sent, index, step } = moment;
  if (!sent) return 'no_message';
  if (sent.queues.length > 1) return 'several';
  const [grown] = sent.queues;
  const queues = index.worlds.at(step.before).vhosts.get(sent.vhost)?.queues ?? new Map<string, QueueState>();
  const parts = { right: grown ?? '', key: sent.routing_key };
  const others = [...queues.values()].filter(({ queue }) => queue !== grown && !queue.includes('_fanout_'));
  const likely = others
    .map((state) => ({ state, rank: rankOf(state, sent, grown ?? '') }))
    .toSorted((a, b) => a.rank - b.rank || (a.state.queue < b.state.queue ? -1 : 1))
    .slice(0, grown === undefined ? WRONG : WRONG - 1);
  const own = (queue: string): Thing => ({ what: 'queue', vhost: sent.vhost, queue });
  const choices = likely.map(({ state: { queue, consumers } }) =>
    choice(moment, own(queue), false, queue.startsWith('reply_') ? 'reply_queue' : 'other_queue', {
      ...parts,
      by: consumers[0]?.user ?? '',
    }),
  );
  if (grown !== undefined) choices.push(choice(moment, own(grown), true, 'routed', parts));
  const none = choice(
    moment,
    word('no_queue'),
    grown === undefined,
    grown ? 'some_queue' : 'no_queue',
    parts,
  );
  return [...choices.toSorted((a, b) => (a.id < b.id ? -1 : 1)), none];
}

/** What is nearest to the right queue is asked first: its topic, the sender's own, the sender's answers. */
function rankOf({ queue, consumers }: QueueState, sent: Published, grown: string): number {
  const topic = (name: string): string => name.split('.')[0] ?? name;
  const isSenders = consumers.some(({ user }) => user === sent.actor);
  if (queue.startsWith('reply_')) return isSenders ? 1 : 6;
  if (topic(queue) === topic(grown)) return queue === topic(grown) ? 0 : 2;
  if (isSenders) return queue === topic(queue) ? 1 : 4;
  return queue === topic(queue) ? 3 : 5;
}

const TIMES = ['never', 'once', 'twice', 'more_often'] as const;
const RIGHT_TIMES = ['lost', 'one', 'again', 'again'] as const;
const WRONG_TIMES = ['not_lost', 'not_one', 'not_again', 'not_again'] as const;

export function howOften(moment: QuizMoment): KindAnswer {
  const { sent, index } = moment;
  if (!sent) return 'no_message';
  if (sent.queues.length > 1) return 'several';
  const count = index.messages.get(sent.message)?.delivered.length ?? 0;
  const right = Math.min(count, TIMES.length - 1);
  return TIMES.slice(0, Math.max(3, right + 1)).map((one, i) =>
    choice(moment, word(one), i === right, (i === right ? RIGHT_TIMES[i] : WRONG_TIMES[i]) ?? 'one', {
      count,
      by: sent.queues[0] ?? '',
    }),
  );
}
