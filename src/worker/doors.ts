/**
 * The doors to the page's five workers: what may be asked at each, what is told while it is answered, and the answer.
 * Plain data both ways; all of it is asynchronous, and nothing else on the main thread is.
 */
import type { CodedError } from '../core/base/assert.ts';
import type { Overlay } from '../core/compare/overlay.ts';
import type { LayoutId } from '../core/databases/layout-ids.ts';
import type { OneTopic, OneTopicOutcome } from '../core/lab/one-topic.ts';
import type { LabOutcome, LabProgress } from '../core/lab/run.ts';
import type { LabSettings } from '../core/lab/settings.ts';
import type { Stretch } from '../core/lab/stretch.ts';
import type { Sweep, SweepPoint } from '../core/lab/sweep.ts';
import type { GrowingTold, Growth } from '../core/recording/readers/growing.ts';
import type { Opened } from '../core/recording/readers/import.ts';
import type { OperatorReport } from '../core/report/report.ts';
import type { TimeShare, WaterfallRow } from '../core/report/request-time.ts';
import type { RequestSeen } from '../core/report/requests.ts';
import type { ConsoleAnswer, ConsoleRequest } from '../core/sql/console.ts';
import type { Fact } from '../core/trace/fact.ts';
import type { Experiment, Rows, Trace } from '../core/trace/trace.ts';

export type { ConsoleAnswer } from '../core/sql/console.ts';

export interface Conversation<Given, News, Answer> {
  readonly given: Given;
  readonly news: News;
  readonly answer: Answer;
}

export type Door = { readonly [question: string]: Conversation<unknown, unknown, unknown> };

export type SimulateDoor = {
  /** answered when SQLite is loaded */
  readonly warm: Conversation<null, never, null>;
  readonly run: Conversation<Experiment, never, Trace>;
};

/** One question, then the page ends the worker. */
export type ConsoleDoor = {
  /** answered when it is loaded */
  readonly warm: Conversation<null, never, null>;
  readonly run: Conversation<ConsoleRequest, ConsoleAnswer, null>;
  readonly files: Conversation<FilesAsked, never, MadeFile>;
};

export type LabDoor = {
  readonly run: Conversation<LabSettings, LabProgress, LabOutcome>;
  /** each run after the other, told of as it is done */
  readonly sweep: Conversation<Sweep, SweepNews, null>;
  readonly stretch: Conversation<
    { readonly settings: LabSettings; readonly stretch: Stretch },
    LabProgress,
    Trace
  >;
  /** one topic, held against theory: quick, and not to be stopped */
  readonly theory: Conversation<OneTopic, never, TheoryAnswer>;
};

/** One import, or one live stream, then the page ends the worker. */
export type RecordingDoor = {
  readonly open: Conversation<RecordingAsked, RecordingNews, Omit<Opened, 'trace'>>;
  /** opens the stream; what comes of it is told by `next` */
  readonly listen: Conversation<LiveAsked, never, null>;
  /** answered when there is something to tell; the next one is not made before it is asked for */
  readonly next: Conversation<null, never, LiveNews>;
};

export interface LiveAsked {
  /** `ws://127.0.0.1:4173/live` */
  readonly address: string;
  /** opens one connection */
  readonly token: string;
}

/**
 * Of the stream: `connecting` for the first time; `live`; `lost` = it is tried again; `over` = the tap has ended; `refused` = the
 * token is none, or was used.
 */
export type LiveState = 'connecting' | 'live' | 'lost' | 'over' | 'refused';

export interface LiveNews {
  readonly state: LiveState;
  /** null = no further facts */
  readonly growth: Growth | null;
  readonly told: GrowingTold;
}

export interface RecordingAsked {
  readonly files: readonly File[];
  /** what was pasted, in place of files */
  readonly text: string | null;
  /** the reader's own regular expression, for lines that nothing else reads */
  readonly pattern: string | null;
}

/** How far it is; when all is read, the trace without its facts, and these in parts: the page has time between them. */
export type RecordingNews =
  | { readonly kind: 'progress'; readonly progress: RecordingProgress }
  | { readonly kind: 'trace'; readonly trace: Trace }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] };

export interface RecordingProgress {
  readonly bytes: number;
  readonly total: number;
  readonly records: number;
  readonly file: string;
}

/** Everything that an operator asks of the trace `here`, and of both when they are laid over each other. */
export type ReportDoor = {
  /** answered with how many facts of that side have been handed over */
  readonly hand: Conversation<HandedPart, never, number>;
  readonly report: Conversation<null, never, OperatorReport>;
  readonly requests: Conversation<null, never, readonly RequestSeen[]>;
  /** by the id that it goes by; null = there is none of that id */
  readonly request: Conversation<string, never, RequestTime | null>;
  readonly overlay: Conversation<null, never, Overlay>;
};

export type TraceSide = 'here' | 'there';

/** A trace is handed over in parts, so that the page never stands still for it. */
export interface HandedPart {
  readonly side: TraceSide;
  /** null = the facts follow those that were handed over before */
  readonly head: Omit<Trace, 'facts'> | null;
  readonly facts: readonly Fact[];
}

/** Where the time of one request went. */
export interface RequestTime {
  readonly request: RequestSeen;
  readonly rows: readonly WaterfallRow[];
  readonly shares: readonly TimeShare[];
}

export interface FilesAsked {
  readonly layout: LayoutId;
  /** how many cells it has beside cell0; default 1 */
  readonly cells?: number;
  /** names of databases; several come in one archive */
  readonly databases: readonly string[];
  /** in the recorded layout, by `database.table` */
  readonly rows: Rows;
  /** what each file's name begins with */
  readonly prefix: string;
}

export interface MadeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

type SweepNews =
  /** `point` = which run of the sweep it is, from 0 */
  | { readonly kind: 'progress'; readonly point: number; readonly progress: LabProgress }
  | { readonly kind: 'point'; readonly point: SweepPoint };

export interface TheoryAnswer {
  readonly run: OneTopic;
  /** mean wait by theory, microseconds; null where no formula holds */
  readonly theory: number | null;
  readonly outcome: OneTopicOutcome;
}

/** What crosses to a worker. `ask` null: the question of that number shall end where it is, with what it has. */
export type AskedOfWorker =
  | { readonly id: number; readonly ask: string; readonly given: unknown }
  | { readonly id: number; readonly ask: null };

/** What crosses back. */
export type Said =
  | { readonly id: number; readonly news: unknown }
  | { readonly id: number; readonly ok: true; readonly answer: unknown }
  | ({ readonly id: number; readonly ok: false } & Pick<CodedError, 'code' | 'message' | 'detail'>);
