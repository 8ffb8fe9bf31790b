/** The link of the page: read at the opening and on Back, written when things have settled. */
import { CodedError } from '../../core/base/assert.ts';
import { canonicalJson } from '../../core/base/json.ts';
import { lessonPlace } from '../../core/scenarios/lessons.ts';
import type { Scenario } from '../../core/scenarios/scenario.ts';
import { scenarioById } from '../../core/scenarios/scenarios.ts';
import type { Experiment } from '../../core/trace/trace.ts';
import { scenarioOf, stepsAt, traceOf } from '../../store/derived.ts';
import { type Link, parseLink, printLink } from '../../store/link-codec.ts';
import { runPlace } from '../../store/recording.ts';
import type { Simulated } from '../../store/runs.ts';
import type { Notice, State } from '../../store/state.ts';
import type { PageState, PageStore } from '../../store/store.ts';
import { DOCK_PANELS } from './panels.tsx';

/** WebKit allows 100 calls of replaceState in 30 s, and throws after that. */
const LEAST_MS = 350;
/** Characters of a part that is not understood, in the sentence about it. */
const MOST_SAID = 40;

/** What stands behind the page's path: some programs put the keys before the hash, or damage them on their way. */
export async function readLink({ hash, search }: Pick<Location, 'hash' | 'search'>): Promise<Link> {
  const isBefore = hash.length < 2 && /[?&](lang|s|step)=/.test(search);
  const text = isBefore ? search.slice(1) : hash;
  const link = parseLink(text);
  return link.isDamaged ? (await import('../../store/link-mend.ts')).mendLink(text) : link;
}

/**
 * The scenario, with the seed, that a link names, when it is another than what is shown: then it has to be run. A link
 * holds no commands, so this starts nothing that the page does not hold itself.
 */
function otherRun(state: PageState, link: Link): Scenario | null {
  const { scenario, experiment } = runPlace(state).run;
  const named = scenarioById(link.scenario ?? scenario);
  const seed = link.seed ?? 1;
  if (!named || (named.id === scenario && (experiment.seed ?? 1) === seed)) return null;
  return { ...named, experiment: seed === 1 ? named.experiment : { ...named.experiment, seed } };
}

/** As `applyLink`, after the run that the link needs. An experiment that it carries is offered, never run by itself. */
export async function followLink(store: PageStore, link: Link): Promise<void> {
  store.getState().closeRecording();
  const other = otherRun(store.getState(), link);
  if (other) await store.getState().open(other.id, other.experiment);
  if (link.lang !== null) await store.getState().setLang(link.lang);
  applyLink(store, link.run === null ? link : { ...link, step: null });
  if (link.run !== null) store.setState({ notice: await offer(link, link.run) });
  if (link.lesson !== null) {
    const { offerLesson } = await import('../../store/lesson-link.ts');
    store.setState({ notice: await offerLesson(link.lesson) });
  }
  if (link.tap !== null) (await import('../../store/live.ts')).openLive(store, link.tap, window);
}

/** Only a run that is no scenario has to be packed. */
const runCodec = () => import('../../store/run-codec.ts');

async function offer(link: Link, packed: string): Promise<Notice> {
  const { unpackRun } = await runCodec();
  try {
    const experiment = await unpackRun(packed);
    packedRuns.set(experiment, packed);
    return { kind: 'run_offered', experiment, step: link.step };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { kind: 'bad_run', message: error.message };
  }
}

/** The reader agreed: the experiment of the link runs, and the page goes to the link's step. */
export async function runOffered(store: PageStore): Promise<void> {
  const { notice, open } = store.getState();
  if (notice?.kind !== 'run_offered') return;
  await open(runPlace(store.getState()).run.scenario, notice.experiment);
  const { periodic, level } = store.getState();
  const trace = traceOf(store.getState());
  if (!notice.step || trace.experiment === null) return;
  const wanted = notice.step.level;
  if (wanted !== level) store.setState({ level: wanted });
  const count = stepsAt(trace, wanted, periodic).length;
  store.getState().seek(Math.min(Math.max(notice.step.n, 1), count));
}

const packedRuns = new WeakMap<Experiment, string>();

/** Whether the scenario's name and the seed say all of the experiment. */
function isScenario({ scenario, experiment }: Simulated): boolean {
  const named = scenarioById(scenario);
  const bare = ({ seed: _seed, ...rest }: Experiment): string => canonicalJson(rest);
  return named !== null && bare(named.experiment) === bare(experiment);
}

/** Puts the page where the link says: paused, the nearest valid step, and a notice where it differs from what was asked. */
function applyLink(store: PageStore, link: Link): void {
  const state = store.getState();
  const unread = [...link.unread, ...panelsUnknown(link.panel)].map((part) => part.slice(0, MOST_SAID));
  let notice: Notice | null = unread.length > 0 ? { kind: 'unread_link', parts: unread } : null;
  if (link.badLang !== null) notice = { kind: 'unknown_lang', asked: link.badLang };
  const level = link.step?.level ?? state.level;
  const count = stepsAt(traceOf(state), level, link.periodic).length;
  const asked = link.step?.n ?? (link.badStep === null ? state.step : 1);
  const step = count === 0 ? 0 : Math.min(Math.max(asked, 1), count);
  if (link.badStep !== null || (link.step && step !== asked)) {
    notice = { kind: 'unknown_step', asked: link.badStep ?? String(asked), shown: step };
  }
  if (link.scenario !== null && link.scenario !== scenarioOf(state)) {
    notice = { kind: 'unknown_scenario', asked: link.scenario };
  }
  store.setState({
    level,
    periodic: link.periodic,
    step,
    playing: false,
    notice: notice ?? state.notice,
    ...(link.theme ? { theme: link.theme } : {}),
    ...panelAsked(link.panel),
    ...(link.quiz ? {} : { quiz: false }),
    ...(link.query === null ? {} : { draft: link.query }),
    ...(link.layout === null ? {} : { sqlLayout: link.layout }),
  });
}

/** `tables,sql` = both, the second beside the first. A panel that the page does not have is as good as none named. */
function panelAsked(panel: Link['panel']): Partial<State> {
  if (panel === 'none') return { dock: null, beside: null };
  const [dock, beside = null] = (panel ?? '')
    .split(',')
    .flatMap((name) => DOCK_PANELS.find((id) => id === name) ?? []);
  return dock ? { dock, beside: beside === dock ? null : beside } : {};
}

/** As the link says it. */
function panelsUnknown(panel: Link['panel']): readonly string[] {
  if (panel === null || panel === 'none') return [];
  const known: readonly string[] = DOCK_PANELS;
  return panel.split(',').every((name) => known.includes(name)) ? [] : [`panels=${panel}`];
}

const panelsOpen = ({ dock, beside }: State): string | null =>
  dock !== null && beside !== null ? `${dock},${beside}` : dock;

/** The address of what is shown. */
export function addressOf(state: PageState, other: Link['other']): string {
  const { lang, theme, dock, beside, level, periodic, quiz, draft, sqlLayout } = state;
  const { run, step } = runPlace(state);
  const { scenario, experiment } = run;
  const seed = experiment.seed;
  // what was offered stays in the address until the reader has chosen
  const offered = state.notice?.kind === 'run_offered' ? state.notice : null;
  return printLink({
    lang,
    scenario,
    step: offered?.step ?? { level, n: step },
    theme,
    panel: panelsOpen(state) ?? (lessonPlace(scenario) ? 'none' : null),
    periodic,
    quiz,
    ...(dock === 'sql' || beside === 'sql' ? { query: draft, layout: sqlLayout } : {}),
    run: packedRuns.get(offered?.experiment ?? experiment) ?? null,
    other,
    ...(seed === undefined ? {} : { seed }),
  });
}

/** Writes when paused; another scenario makes an entry in the history, so that Back means the scenario before. */
export function keepLink(store: PageStore, window: Window, opened: Link): void {
  const { history, location } = window;
  let { other } = opened;
  let last = Number.NEGATIVE_INFINITY;
  let timer: number | undefined;
  /** links that are not open yet: until then the address is theirs, and not what still stands on the page */
  let opening = 0;
  const flush = (): void => {
    timer = undefined;
    const state = store.getState();
    const hash = addressOf(state, other);
    if (hash === location.hash || state.playing || opening > 0) return;
    last = window.performance.now();
    history.replaceState({ scenario: runPlace(state).run.scenario }, '', hash);
  };
  const pack = async (experiment: Experiment): Promise<void> => {
    const { packRun } = await runCodec();
    packedRuns.set(experiment, await packRun(experiment));
    settle();
  };
  const settle = (): void => {
    const { run } = runPlace(store.getState());
    if (!packedRuns.has(run.experiment) && !isScenario(run)) {
      void pack(run.experiment);
      return;
    }
    if (timer !== undefined || store.getState().playing) return;
    timer = window.setTimeout(flush, Math.max(0, last + LEAST_MS - window.performance.now()));
  };
  store.subscribe((now, before) => {
    const { scenario } = runPlace(now).run;
    if (opening > 0) return;
    if (scenario !== runPlace(before).run.scenario) {
      history.pushState({ scenario }, '', addressOf(now, other));
      return;
    }
    settle();
  });
  const goTo = async (): Promise<void> => {
    opening += 1;
    try {
      const link = await readLink(location);
      other = link.other;
      await followLink(store, link);
    } finally {
      opening -= 1;
      settle();
    }
  };
  window.addEventListener('popstate', () => void goTo());
  flush();
}
