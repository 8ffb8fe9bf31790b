/**
 * Cases: what a broker must do, as data that is played on the broker in memory and on a real RabbitMQ. Names of queues
 * and exchanges are a case's own (`amq.` ones and '' excepted); in options `@name` stands for such a name. A step is done
 * on the channel `a` unless `on` says another one: `b` is of the same connection, `2:a` of another, and one whose name
 * begins with `confirm` has confirms on. A channel that was closed is opened anew by the next step on it. A queue's name
 * `%as.0.properties.replyTo` is what a kept message says there.
 */

type Options = { readonly [name: string]: unknown };

export type CaseStep =
  | readonly ['queue', queue: string, options?: Options]
  | readonly ['exchange', exchange: string, type: string, options?: Options]
  | readonly ['bind' | 'unbind', queue: string, exchange: string, key: string, args?: Options]
  | readonly ['link' | 'unlink', destination: string, source: string, key: string, args?: Options]
  | readonly ['publish', exchange: string, key: string, bodies: string, options?: Options]
  /** what was given with a publication is changed as soon as it is published */
  | readonly [
      'changed',
      queue: string,
      body: string,
      options: () => Options,
      change: (given: Options) => void,
    ]
  /** on a confirm channel: what the broker answers */
  | readonly [
      'confirmed',
      answer: 'ack' | 'nack',
      exchange: string,
      key: string,
      body: string,
      options?: Options,
    ]
  /** what came back to the channel since the last look */
  | readonly ['returned', bodies: string]
  | readonly ['consume', as: string, queue: string, options?: Options]
  | readonly ['cancel', as: string]
  /** new deliveries, in order: `one two*`; `*` = redelivered, `!` = cancelled by the broker */
  | readonly ['seen', as: string, bodies: string]
  /** how many new deliveries each of them has */
  | readonly ['shares', of: readonly string[], counts: readonly number[]]
  /** basic.get, kept under a name; null: nothing ready */
  | readonly ['take', as: string, queue: string, body: string | null, options?: Options]
  /** everything ready in a queue, in order, taken out */
  | readonly ['left', queue: string, bodies: string]
  | readonly ['ready', queue: string, messages: number, consumers?: number]
  | readonly ['ack', as: string, index: number, allUpTo?: boolean]
  | readonly ['nack', as: string, index: number, requeue: boolean, allUpTo?: boolean]
  | readonly ['reject', as: string, index: number, requeue: boolean]
  | readonly ['ackAll' | 'recover']
  | readonly ['nackAll', requeue: boolean]
  | readonly ['prefetch', count: number, global?: boolean]
  | readonly ['purge', queue: string, messages: number]
  | readonly ['deleteQueue', queue: string, messages: number, options?: Options]
  | readonly ['deleteExchange', exchange: string, options?: Options]
  | readonly ['gone', kind: 'queue' | 'exchange', name: string]
  /** a field, property or header of a kept message: `fields.exchange`, `headers.x-death.0.count` */
  | readonly ['shows', as: string, index: number, path: string, value: unknown]
  /** whoever has a kept message changes all that it holds */
  | readonly ['spoil', as: string, index: number]
  | readonly ['close']
  | readonly ['hangUp', connection: string]
  | readonly ['pass', ms: number]
  | readonly ['restart']
  | readonly ['on', channel: string, step: CaseStep]
  /** the call itself throws or rejects with a text that holds `text`, and the channel stays open */
  | readonly ['misused', text: string, step: CaseStep]
  /** the step is refused with this code and a text that holds `text` */
  | readonly ['refused', code: number, text: string, step: CaseStep];

export interface Case {
  readonly id: string;
  readonly law: string;
  /** why no RabbitMQ can give its outcome */
  readonly hereOnly?: string;
  readonly steps: readonly CaseStep[];
}

/** A case over more time than anybody waits for in a test. */
export const isLong = (one: Case): boolean => one.steps.some((step) => waited(step) > 60_000);

function waited(step: CaseStep): number {
  if (step[0] === 'pass') return step[1];
  return step[0] === 'refused' ? waited(step[3]) : step[0] === 'on' ? waited(step[2]) : 0;
}

export const isRestart = (one: Case): boolean => one.steps.some(([verb]) => verb === 'restart');
