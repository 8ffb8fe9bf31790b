/** English: who waits for whom, the workers of a service, where the time of a request went. */
import { seconds } from '../rich.ts';

export const waits = {
  title: 'Waits and workers',
  caption: 'What it waits for',
  nobody: 'It waits for nobody.',
  none: 'waits for nobody',
  waiting: (n: number): string => `waits for ${n}`,
  what: 'request',
  whom: 'asked of',
  place: 'its message now',
  waited: 'waited',
  left: 'time left',
  places: {
    queue: 'in the queue: nobody has taken it',
    'in flight': 'handed out, not yet acknowledged',
    'in memory': 'acknowledged, no thread free for it',
    'at work': 'being worked on',
    answered: 'answered: its reply is on the way',
    gone: 'gone: nobody has it any more',
    unknown: 'unknown: a recording has no acks',
  },
  unpublished: 'not published: the broker cannot be reached',
  noMessage: 'no message: asked by HTTP',
  noLimit: 'as long as it takes',
  leftOf: (left: number, total: number): string => `${seconds(left)} of ${seconds(total)}`,
  silence: (left: number, total: number): string => `${seconds(left)} of ${seconds(total)} of silence`,
  inAll: (left: number, total: number): string => `${seconds(left)} of ${seconds(total)} in all`,
  workers: { rpc: 'Threads of its RPC executor', http: 'Workers for HTTP requests' },
  count: (busy: number, blocked: number, free: number | null): string =>
    `${busy} at work, ${blocked} blocked, ${free === null ? 'any number free' : `${free} free`}`,
  ofAll: (size: number | null): string => (size === null ? '; they are not counted here' : ` of ${size}`),
  busy: 'at work on',
  blocked: 'blocked in',
  until: 'waits for',
  free: 'free',
  lined: (n: number): string =>
    n === 1 ? '1 request waits for a worker' : `${n} requests wait for a worker`,
  inMemory: (n: number): string =>
    n === 1
      ? '1 message acknowledged and taken by no thread: lost if the process dies'
      : `${n} messages acknowledged and taken by no thread: lost if the process dies`,
  bar: {
    title: 'Where the time went',
    answer: 'From the request to its answer',
    active: 'From the request to ACTIVE',
    whole: 'whole',
    part: 'part',
    time: 'time',
    share: 'share',
    parts: {
      queue: 'in a queue',
      network: 'on the network',
      memory: 'in memory',
      work: 'at work',
      others: 'others',
    },
    meanings: {
      queue: 'ready, and no consumer there',
      network: 'between the broker and a consumer',
      memory: 'handed out, and no thread free',
      work: 'in services of Nova',
      others: 'in services that Nova asks by HTTP, their wire included',
    },
    inQueue: (queue: string, us: number): string => `${queue}: ${seconds(us)}`,
    notYet: 'It has not come to this yet.',
    never: 'In this run it never came to this.',
    unknown: 'A recording has no acks: it does not tell where a message waited.',
  },
};
