/** What a question is once it has been put to a run: its choices, which of them is right, and why each is what it is. Data. */
import type { Actor } from '../trace/fact.ts';
import type { QuestionKind } from '../words/quiz.ts';

/** A choice that is no thing of the cloud. */
const CHOICE_WORDS = [
  ...(['nobody', 'no_queue', 'no_row', 'no_host'] as const),
  ...(['call', 'cast', 'fanout', 'reply'] as const),
  ...(['sender_waits', 'sender_goes_on', 'receiver_waits'] as const),
  ...(['never', 'once', 'twice', 'more_often'] as const),
] as const;
export type ChoiceWord = (typeof CHOICE_WORDS)[number];

/** What a choice names; all but words can be pressed on the page, too. */
export type Thing =
  | { readonly what: 'service'; readonly actor: Actor }
  | { readonly what: 'queue'; readonly vhost: string; readonly queue: string }
  | { readonly what: 'table'; readonly database: string; readonly table: string }
  | { readonly what: 'host'; readonly host: string }
  /** a server's `vm_state`, or `deleted` */
  | { readonly what: 'state'; readonly state: string }
  | { readonly what: 'word'; readonly word: ChoiceWord };

/** Why a choice is right or wrong, by kind; each is a sentence of `i18n/quiz`. */
export const WHYS = {
  'who-gets': [
    ...(['gets', 'asked', 'sender', 'later', 'peer', 'fellow', 'other_vhost', 'other_queue'] as const),
    ...(['nobody', 'somebody', 'not_asked', 'refused', 'refuses'] as const),
  ],
  kind: [
    ...(['is_call', 'is_cast', 'is_fanout', 'is_reply'] as const),
    ...(['no_call', 'no_cast', 'no_fanout', 'no_reply'] as const),
  ],
  waits: ['waits', 'waits_in_vain', 'goes_on', 'does_wait', 'does_not_wait', 'receiver_works'],
  'who-waits': ['waiting', 'does_not_wait', 'sent_cast', 'stopped', 'nobody', 'somebody'],
  'queue-grows': ['routed', 'reply_queue', 'other_queue', 'no_queue', 'some_queue'],
  'row-changes': ['written', 'later', 'before', 'elsewhere', 'no_row', 'some_row'],
  host: [
    ...(['chosen', 'left_out', 'forbidden', 'lacks', 'filtered', 'narrowed'] as const),
    ...(['outweighed', 'unclaimed', 'no_candidate', 'no_host', 'undecided', 'some_host'] as const),
  ],
  times: ['lost', 'one', 'again', 'not_lost', 'not_one', 'not_again'],
  ends: ['ends', 'not_active', 'not_building', 'not_error', 'not_state'],
} as const satisfies { readonly [K in QuestionKind]: readonly string[] };
export type WhyOf<K extends QuestionKind> = (typeof WHYS)[K][number];

/** What a sentence about a choice may name. Texts, as they stand in the run; '' where there is none. */
export interface WhyParts {
  /** what the choice names */
  readonly it: string;
  /** what would have been right */
  readonly right: string;
  /** who sends, or who acts */
  readonly sender: Actor;
  readonly method: string;
  /** a queue, a filter, a state, a resource class: what the reason hangs on */
  readonly by: string;
  readonly key: string;
  /** the step where what the choice names comes in; null = none */
  readonly step: number | null;
  readonly count: number;
}

export interface Choice {
  readonly id: string;
  readonly thing: Thing;
  readonly isRight: boolean;
  readonly why: string;
  readonly parts: WhyParts;
}

/** Why the run gives no answer to a question. */
const OPEN_REASONS = [
  'nothing',
  ...([
    'no_step',
    'no_message',
    'several',
    'no_choice',
    'even',
    'no_server',
    'not_recorded',
    'too_few',
  ] as const),
] as const;
export type OpenReason = (typeof OPEN_REASONS)[number];

interface AtStep {
  readonly kind: QuestionKind;
  /** the step that it stands before; 0 = there is no such step */
  readonly n: number;
}
export interface Posed extends AtStep {
  /** what the question's own sentence names */
  readonly about: WhyParts;
  /** two to four, one of them right, in an order that tells nothing */
  readonly choices: readonly Choice[];
}
export interface OpenQuestion extends AtStep {
  readonly open: OpenReason;
}

export const isOpen = (one: Posed | OpenQuestion): one is OpenQuestion => 'open' in one;

/** The text by which a thing is known among its choices. */
export function nameOf(thing: Thing): string {
  switch (thing.what) {
    case 'service':
      return thing.actor;
    case 'queue':
      return thing.queue;
    case 'table':
      return `${thing.database}.${thing.table}`;
    case 'host':
      return thing.host;
    case 'state':
      return thing.state;
    case 'word':
      return thing.word;
  }
}
