/** What the page remembers. Never stored here: world, nodes, rows, sentences, show time; they are derived. */
import type { LayoutId } from '../core/databases/layout-ids.ts';
import type { InLanguages } from '../core/lessons/lesson.ts';
import type { StepAddress } from '../core/story/cursor.ts';
import type { RefusedCommand } from '../core/story/sense.ts';
import type { Level } from '../core/story/step.ts';
import type { Cell, JsonTable } from '../core/trace/fact.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import type { PanelName } from '../core/words/quiz.ts';
import type { Lang } from '../i18n/lang.ts';
import type { StretchOpened } from './lab.ts';
import type { Runs } from './runs.ts';

export const THEMES = ['auto', 'light', 'dark', 'projector'] as const;
export type Theme = (typeof THEMES)[number];

export const SPEEDS = [0.5, 0.75, 1, 1.5, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

/** Of the page's letters, in hundredths of what browser and theme have. */
export const TEXT_SCALES = [100, 125, 150, 200] as const;
export type TextScale = (typeof TEXT_SCALES)[number];

/** What the reader pressed last; the inspector shows it. */
export type Selection =
  /** `fact` = index of the publication or of the HTTP request */
  | { readonly kind: 'message'; readonly fact: number }
  | { readonly kind: 'service'; readonly actor: string }
  /** `column` = one cell of it; null = the row as a whole */
  | {
      readonly kind: 'row';
      readonly database: string;
      readonly table: string;
      readonly key: readonly Cell[];
      readonly column: string | null;
    }
  | { readonly kind: 'queue'; readonly vhost: string; readonly queue: string }
  /** the broker as a whole: opens exchanges -> bindings -> queues */
  | { readonly kind: 'broker' }
  | { readonly kind: 'database'; readonly database: string };

/** Panels that share one place: the bottom dock on wide screens, the tabs below the picture on tall ones. */
export type DockPanel = PanelName;

/** `starting` until the worker said it is there; `off` = new runs are impossible, `reason` says why. */
type Engine =
  | { readonly state: 'starting' }
  | { readonly state: 'ready' }
  | { readonly state: 'off'; readonly reason: string };

/** What is asked for a class: the presenter's window, what stands over the page for it, the step handed on, a question, a voice. */
export type ClassDeed =
  | ('window' | 'again' | 'blank' | 'follow' | 'share' | 'print' | 'question' | 'read')
  /** a recording of a real cloud is to be opened, or its requests looked at */
  | 'recording';

/** What stands between the reader and the next step, where something is asked; there once a lesson or a question is. */
interface StepGate {
  /** Whether a question stands before step `next`: then it is not taken. */
  readonly holds: (next: number) => boolean;
  /** Whether what was pressed on the page answers the question that stands. */
  readonly takes: (selection: Selection | null) => boolean;
}

/** What the page knows of the lesson that is open. */
interface OpenLesson {
  /** of one that came from a file: its title */
  readonly title: InLanguages | null;
  /** experiments that it shows: each is one press away */
  readonly experiments: readonly Experiment[];
  /** steps of the shown run that a question stands before */
  readonly marked: readonly number[];
}

export type Hint = 'node' | 'rows' | 'search';

/** A sentence by key (`ui.notice.*`); shown until dismissed or replaced. */
export type Notice =
  | { readonly kind: 'unknown_scenario'; readonly asked: string }
  | { readonly kind: 'unknown_step'; readonly asked: string; readonly shown: number }
  | { readonly kind: 'unknown_lang'; readonly asked: string }
  /** parts of a link that nobody understands: the rest of it is shown */
  | { readonly kind: 'unread_link'; readonly parts: readonly string[] }
  /** its texts could not be loaded: the page stays in the language that it has */
  | { readonly kind: 'lang_failed'; readonly lang: Lang; readonly message: string }
  | { readonly kind: 'run_failed'; readonly message: string }
  | { readonly kind: 'trace_error'; readonly message: string }
  | { readonly kind: 'forked'; readonly command: string; readonly step: number }
  /** the same at the end of a run: it goes on, nothing forks */
  | { readonly kind: 'ordered'; readonly command: string; readonly step: number }
  /** the cloud is not in a state for this command: nothing was added */
  | { readonly kind: 'refused'; readonly message: string; readonly refused: RefusedCommand | null }
  | { readonly kind: 'too_many_runs' }
  /** a trace without an experiment is shown: it takes no commands, and can be neither forked nor compared */
  | { readonly kind: 'no_experiment' }
  /** a link carries an experiment: it is shown, and runs only when the reader agrees */
  | { readonly kind: 'run_offered'; readonly experiment: Experiment; readonly step: StepAddress | null }
  | { readonly kind: 'bad_run'; readonly message: string }
  /** a live stream that has told nothing as yet */
  | { readonly kind: 'live'; readonly state: 'connecting' | 'live' | 'lost' | 'over' | 'refused' }
  /** a link carries a lesson: it opens only when the reader agrees */
  | { readonly kind: 'lesson_offered'; readonly title: InLanguages; readonly text: string }
  /** a file or a link that is no lesson: nothing has changed */
  | { readonly kind: 'bad_lesson'; readonly message: string }
  /** for a first visit */
  | { readonly kind: 'hint'; readonly which: Hint }
  /** a newer version of the page can be loaded: asked, never done by itself */
  | { readonly kind: 'new_version' };

/** Where the reader was when a recording was opened: its closing leads there. */
interface Left extends Pick<State, 'selection' | 'dock' | 'beside' | 'dockLarge' | 'notice'> {
  /** id of the run that was shown */
  readonly run: string;
  /** fact under its cursor */
  readonly fact: number;
}

/** What is shown is `shownRun`: its scenario, experiment, trace and bookmarks are read there, see `derived.ts`. */
export interface State extends Runs {
  /** id of the run that the shown one is compared with; see `otherOf` */
  readonly compared: string | null;
  /** null = no recording is shown */
  readonly left: Left | null;
  readonly level: Level;
  /** whether the steps of periodic work are shown */
  readonly periodic: boolean;
  /** the cursor: 1-based step; 0 only where there is no step at all */
  readonly step: number;
  readonly playing: boolean;
  /** what is shown goes on arriving: its own time moves the cursor, not the time to read (`live.ts`) */
  readonly live: boolean;
  readonly speed: Speed;
  readonly lang: Lang;
  /** a language that was asked for and whose texts are still on their way; null = none */
  readonly nextLang: Lang | null;
  readonly theme: Theme;
  readonly textScale: TextScale;
  readonly selection: Selection | null;
  /** open dock panel; null = shut */
  readonly dock: DockPanel | null;
  /** the panel beside it, where the window has room for two; null = none */
  readonly beside: DockPanel | null;
  /** whether the dock covers the picture */
  readonly dockLarge: boolean;
  /** height of the open dock on wide screens, CSS pixels */
  readonly dockHeight: number;
  /** width of the story's column, CSS pixels; null = as the layout has it */
  readonly sideWidth: number | null;
  /** what stands in the SQL editor; it is never run by itself */
  readonly draft: string;
  /** the layout that SQL is asked in; null = the deployment's */
  readonly sqlLayout: LayoutId | null;
  /** whether the search stands over the page */
  readonly searching: boolean;
  /** whether the keys and signs stand over the page */
  readonly helping: boolean;
  /** what was asked for last; null = nothing yet. An object of its own each time it is asked */
  readonly deed: { readonly what: ClassDeed } | null;
  /** whether the list of steps stands at the left on wide screens */
  readonly stepsOpen: boolean;
  readonly engine: Engine;
  /** whether a newer version of the page lies ready on this device */
  readonly newVersion: boolean;
  /** a run was asked for and has not come back */
  readonly running: boolean;
  readonly notice: Notice | null;
  /** null = none, or it is still on its way */
  readonly lesson: OpenLesson | null;
  readonly asker: StepGate | null;
  /** a question stands on the page */
  readonly asking: boolean;
  /** whether questions stand before the steps that a lesson marks */
  readonly quiz: boolean;
  /** a first visit is told what can be done, until it is told no more */
  readonly hints: boolean;
  /** single-key shortcuts; arrows, Home, End and Page keys always work */
  readonly singleKeys: boolean;
}

/** A command without its time: that is the cursor's. */
export interface CommandAsked {
  readonly name: string;
  readonly args?: JsonTable;
}

export interface Actions {
  /** The one door to the cursor. Clamped to the steps; by the reader it leaves playback paused. */
  seek(step: number, by?: 'reader' | 'player'): void;
  /**
   * Appends a command at the cursor and runs the experiment again. In the past it forks: a new run, equal up to the cursor;
   * at the end the run goes on. A command that makes no sense then says so and adds nothing.
   */
  issue(command: CommandAsked): Promise<void>;
  /** Runs another experiment from its beginning. */
  open(scenario: string, experiment: Experiment): Promise<void>;
  /** Runs the same commands on another deployment (its keys are laid over the present ones), as a run of its own. */
  vary(deployment: JsonTable): Promise<void>;
  /** Shows another run at the same moment of virtual time. */
  showRun(id: string): void;
  renameRun(id: string, name: string): void;
  deleteRun(id: string): void;
  /** Compares the shown run with another one, and opens the panel that tells; null = no more. */
  compareWith(run: string | null): void;
  /**
   * Shows a trace without an experiment as a run of its own, at once if its texts are there; the run that is left stays as it is. It
   * is a stretch of the lab, or a recording, called `name`.
   */
  showRecording(trace: Trace, stretch: StretchOpened | null, name?: string): Promise<void>;
  /** Deletes the recording that is shown, and goes back to the run that was left, where it was left. */
  closeRecording(): void;
  play(): void;
  pause(): void;
  select(selection: Selection | null): void;
  setLevel(level: Level): void;
  setPeriodic(periodic: boolean): void;
  setSpeed(speed: Speed): void;
  /** Shows the page in another language as soon as its texts are there; what was asked for last holds. */
  setLang(lang: Lang): Promise<void>;
  setTheme(theme: Theme): void;
  setTextScale(textScale: TextScale): void;
  setDock(dock: DockPanel | null): void;
  setBeside(beside: DockPanel | null): void;
  setDockHeight(height: number): void;
  setSideWidth(width: number | null): void;
  setDockLarge(large: boolean): void;
  setDraft(draft: string): void;
  setSqlLayout(layout: LayoutId | null): void;
  setStepsOpen(open: boolean): void;
  setSearching(searching: boolean): void;
  setHelping(helping: boolean): void;
  toClass(what: ClassDeed): void;
  /** Sets a bookmark on the step under the cursor, or takes it off. */
  toggleBookmark(): void;
  setEngine(engine: Engine): void;
  setNotice(notice: Notice | null): void;
  setSingleKeys(on: boolean): void;
  setQuiz(on: boolean): void;
  setHints(on: boolean): void;
}
