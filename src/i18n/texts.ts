/**
 * The one shape that every language fills. A missing sentence does not compile. Functions get what there is to say
 * (a fact or a Story) and return a text in which identifiers stand between ‹ and ›.
 */
import type { ChapterId, StepKind } from '../core/story/step.ts';
import type { CallResolution, DropReason, FactKind, FactOf, Group, RpcType } from '../core/trace/fact.ts';
import type { BrokerTexts } from './broker/texts.ts';
import type { FaultTexts } from './faults/texts.ts';
import type { HttpKey, RpcKey } from './keys.ts';
import type { Lang } from './lang.ts';
import type { page } from './page/en.ts';
import type { PanelTexts } from './panels/texts.ts';
import type { queues } from './queues/en.ts';
import type { Story } from './story.ts';
import type { Change, TableChange } from './story-rows.ts';

/** A literal's type made wide, so that another language may fill the same shape with other words. */
export type Wide<T> = T extends string
  ? string
  : T extends (...args: never[]) => unknown
    ? T
    : { readonly [K in keyof T]: Wide<T[K]> };

/** The texts of the page's frame; their shape is the English file. */
export type PageTexts = Wide<typeof page>;

/** The texts of the broker's panel beyond its tables; their shape is the English file. */
export type QueuesTexts = Wide<typeof queues>;

/** A step's headline and its narration. */
export interface Telling {
  readonly title: (s: Story) => string;
  readonly tell: (s: Story) => string;
}

export interface Words {
  readonly kinds: { readonly [K in StepKind]: string };
  /** the message words, one true sentence each (what it costs its sender) */
  readonly kindMeaning: { readonly [K in StepKind]: string };
  readonly rpcTypes: { readonly [K in RpcType]: string };
  readonly chapters: { readonly [K in ChapterId]: string };
  readonly groups: { readonly [K in Group]: string };
  readonly drops: { readonly [K in DropReason]: string };
  readonly resolutions: { readonly [K in CallResolution]: string };
  /** `nova_cell1.instances: 1 updated (host, node)` */
  readonly tableChange: (change: TableChange) => string;
  /** `host: NULL -> cpu1` */
  readonly change: (change: Change) => string;
  readonly separator: string;
}

export type FactTexts = { readonly [K in FactKind]: (fact: FactOf<K>, s: Story) => string };

export interface Texts {
  readonly lang: Lang;
  readonly words: Words;
  /** requests, casts and fanouts that have their own sentence */
  readonly rpc: { readonly [K in RpcKey]: Telling };
  readonly http: { readonly [K in HttpKey]: Telling };
  /** what has no sentence of its own, and what is told alike whatever was asked */
  readonly generic: {
    readonly [K in
      | 'call'
      | 'cast'
      | 'fanout'
      | 'notification'
      | 'reply'
      | 'http'
      | 'answer'
      | 'direct'
      | 'direct_answer'
      | 'direct_refused'
      | 'other']: Telling;
  };
  /** the reply of the scheduler names a host, and so differs from other replies */
  readonly chosen: Telling;
  readonly state: { readonly [K in 'build_request' | 'created' | 'changed' | 'deleted']: Telling };
  /** a trace in which nothing has a step of its own */
  readonly start: Telling;
  readonly work: Telling;
  readonly service: { readonly started: Telling; readonly stopped: Telling };
  /** a publication that is held up, a call whose caller waits no longer, and the reply that comes after that */
  readonly call: { readonly blocked: Telling; readonly timed_out: Telling; readonly late_reply: Telling };
  readonly command: Telling;
  /** a service was told to read a table itself */
  readonly readRows: Telling;
  readonly facts: FactTexts;
  readonly faults: FaultTexts;
  readonly panels: PanelTexts;
  readonly page: PageTexts;
  readonly broker: BrokerTexts;
  readonly queues: QueuesTexts;
}
