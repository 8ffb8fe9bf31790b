/**
 * What the texts of a subject look like in every language. Mostly the English file says it (`Wide<typeof en>`); here stand
 * the tables that must have a text for each key of a closed list, so that a missing sentence does not compile. Functions get
 * what there is to say (a fact or a Story) and return a text in which identifiers stand between ‹ and ›.
 */
import type { SqlVerdict, VERDICTS } from '../core/quiz/goals.ts';
import type { ChoiceWord, OpenReason, WhyOf, WhyParts } from '../core/quiz/posed.ts';
import type { StepKind } from '../core/story/step.ts';
import type {
  CallResolution,
  DropReason,
  FactKind,
  FactOf,
  Group,
  JsonTable,
  RpcType,
} from '../core/trace/fact.ts';
import type {
  ArgumentOf,
  FaultName,
  HandName,
  MenuName,
  Moment,
  RefusalCode,
  StepName,
} from '../core/words/commands.ts';
import type { MethodName } from '../core/words/methods.ts';
import type { Phase } from '../core/words/operations.ts';
import type { Goal, QuestionKind } from '../core/words/quiz.ts';
import type { RequestName } from '../core/words/requests.ts';
import type { BrokerStep } from './broker/step.ts';
import type { BrokerStory } from './broker/story.ts';
import type { Story } from './story.ts';
import type { Astray } from './story-fate.ts';
import type { ColumnChange, TableChange } from './story-rows.ts';

/** A literal's type made wide, so that another language may fill the same shape with other words. */
export type Wide<T> = T extends string
  ? string
  : T extends (...args: never[]) => unknown
    ? T
    : { readonly [K in keyof T]: Wide<T[K]> };

/** A step's headline and its narration. */
export interface Telling {
  readonly title: (s: Story) => string;
  readonly tell: (s: Story) => string;
}
export type Tellings<Key extends string> = { readonly [K in Key]: Telling };

/** Commands that are told as a step by their own name: neither faults nor done to the broker by hand. */
export type ToldTexts = Tellings<Exclude<StepName, FaultName | HandName>>;

/** Every method and request of the tables has its own sentence. */
export type RpcTexts = Tellings<MethodName>;
export type HttpTexts = Tellings<RequestName>;
/** Those of a boot that goes well, and of what services do of themselves: there before the first picture. */
export type BootRpcTexts = Partial<RpcTexts>;
export type BootHttpTexts = Partial<HttpTexts>;

/** What an instance that is saved tells beside a boot's states. */
export interface MoreSaved {
  /** its host is taken away */
  readonly offHost: { readonly title: (s: Story, host: string) => string; readonly tell: string };
  /** it has another host now */
  readonly moved: { readonly title: (s: Story, host: ColumnChange) => string; readonly tell: string };
  /** before all else: why a compute that starts saves it */
  readonly atStart: (s: Story) => string;
  /** what was asked for has failed just before, and is let go; '' = it has not, or none of it is known */
  readonly reverted: (s: Story) => string;
  /** a vm_state that is no end of what was asked for; '' = it is one, or none of it is known */
  readonly amiss: (s: Story) => string;
  /** by vm_state: what is true of the guest then */
  readonly reached: { readonly [vmState: string]: string };
  /** by task_state: what begins with it */
  readonly stages: { readonly [taskState: string]: string };
}
/** What has no sentence of its own, and what is told alike whatever was asked. */
export type GenericTexts = Tellings<
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
  | 'other'
>;

/** How calls end that bring their caller nothing. */
export interface CallTexts extends Tellings<'blocked' | 'timed_out' | 'late_reply'> {
  /** behind the title of the call */
  readonly in_vain: (s: Story) => string;
  /** behind what is told of a cast or a call that nobody has */
  readonly astray: (how: Astray, s: Story) => string;
}

export type FactTexts = { readonly [K in FactKind]: (fact: FactOf<K>, s: Story) => string };

export interface Words {
  readonly kinds: { readonly [K in StepKind]: string };
  /** the message words, one true sentence each (what it costs its sender) */
  readonly kindMeaning: { readonly [K in StepKind]: string };
  readonly rpcTypes: { readonly [K in RpcType]: string };
  readonly chapters: { readonly [K in Phase]: string };
  readonly groups: { readonly [K in Group]: string };
  readonly drops: { readonly [K in DropReason]: string };
  readonly resolutions: { readonly [K in CallResolution]: string };
  /** `nova_cell1.instances: 1 updated (host, node)` */
  readonly tableChange: (change: TableChange) => string;
  /** `host: NULL -> cpu1` */
  readonly change: (change: ColumnChange) => string;
  readonly separator: string;
}

interface FaultTelling {
  /** one line: what it does and what it shows */
  readonly what: string;
  /** as a step that was done, with its arguments */
  readonly title: (args: JsonTable) => string;
}

/** What is told of faults in the story: commands that were given, and where they struck. */
export interface FaultTexts {
  readonly commands: { readonly [F in FaultName]: FaultTelling };
  /** why a service stopped, or a connection broke, at a message: what happened, and with what follows from it */
  readonly struck: (fact: FactOf<'fault.struck'>) => { readonly title: string; readonly tell: string };
}

/** What can be done to a running cloud: menus and forms, and why it may make no sense now. */
export interface CommandTexts {
  /** on a button */
  readonly names: { readonly [C in MenuName]: string };
  /** what those do that are no faults; of faults `FaultTelling` says it */
  readonly about: { readonly [C in Exclude<MenuName, FaultName>]: string };
  readonly args: { readonly [A in ArgumentOf<MenuName>]: string };
  readonly choices: { readonly [M in Moment]: string };
  readonly refusals: { readonly [C in RefusalCode]: (subject: string, other: string) => string };
}

interface BrokerTelling {
  readonly title: (s: BrokerStory) => string;
  readonly tell: (s: BrokerStory) => string;
}

/** What happens at the broker by hand; see `broker/story.ts`. */
export interface BrokerTexts {
  readonly steps: { readonly [K in BrokerStep]: BrokerTelling };
  /** of a command (no publication) that RabbitMQ refused */
  readonly refused_command: string;
  /** word for what kind of step it is */
  readonly kinds: { readonly [K in BrokerStep]: string };
}

type WhySay = (p: WhyParts) => string;
type VerdictSay = (it: string) => string;

/** Questions before a step, and exercises: every kind has its question, every choice its reason, every verdict its sentence. */
export interface QuizTexts {
  readonly label: string;
  readonly before: (n: number) => string;
  readonly ask: { readonly [K in QuestionKind]: WhySay };
  /** what a kind asks, without a step: to choose what is asked */
  readonly names: { readonly [K in QuestionKind]: string };
  readonly words: { readonly [W in ChoiceWord]: WhySay };
  /** as a state that a server ends in */
  readonly deleted: string;
  readonly whys: { readonly [K in QuestionKind]: { readonly [W in WhyOf<K>]: WhySay } };
  /** why the run gives no answer */
  readonly open: { readonly [R in OpenReason]: string };
  readonly right: string;
  readonly wrong: string;
  readonly tryOrGo: string;
  readonly goOn: string;
  readonly skip: string;
  readonly keys: string;
  /** as it is read out */
  readonly spoken: (question: string, choices: string) => string;
  readonly choice: (n: number, text: string) => string;
  readonly askHere: string;
  readonly on: string;
  readonly marked: (n: number, of: number) => string;
  readonly goals: {
    readonly [G in Goal]: { readonly [V in (typeof VERDICTS)[G][number]]: VerdictSay };
  } & { readonly sql: { readonly [V in SqlVerdict]: VerdictSay } };
  readonly exercise: string;
  readonly incident: string;
  /** what an incident is modelled on, and what is told once it is cured */
  readonly report: string;
  /** between the report's number and what it says */
  readonly said: string;
  readonly was: string;
  readonly begin: string;
  readonly beginTitle: string;
  readonly check: string;
  readonly hint: (n: number, of: number) => string;
  readonly nextHint: string;
  readonly tries: (n: number) => string;
  /** after three of them */
  readonly way: string;
  readonly done: string;
}
