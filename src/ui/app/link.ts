/** The link of the page: read at the opening and on Back, written when things have settled. */
import { SCENARIOS, type Scenario } from '../../core/scenarios/scenarios.ts';
import { stepsAt } from '../../store/derived.ts';
import type { Notice } from '../../store/state.ts';
import type { PageState, PageStore } from '../../store/store.ts';
import { type Link, parseLink, printLink } from './link-codec.ts';

/** WebKit allows 100 calls of replaceState in 30 s, and throws after that. */
const LEAST_MS = 350;

export const readLink = parseLink;

/**
 * The scenario, with the seed, that a link names, when it is another than what is shown: then it has to be run. A link
 * holds no commands, so this starts nothing that the page does not hold itself.
 */
function otherRun({ scenario, experiment }: PageState, link: Link): Scenario | null {
  const named = SCENARIOS.find(({ id }) => id === (link.scenario ?? scenario));
  const seed = link.seed ?? 1;
  if (!named || (named.id === scenario && (experiment.seed ?? 1) === seed)) return null;
  return { ...named, experiment: seed === 1 ? named.experiment : { ...named.experiment, seed } };
}

/** As `applyLink`, after the run that the link needs. */
export async function followLink(store: PageStore, link: Link): Promise<void> {
  const other = otherRun(store.getState(), link);
  if (other) await store.getState().open(other.id, other.experiment);
  applyLink(store, link);
}

/** Puts the page where the link says: paused, the nearest valid step, and a notice where it differs from what was asked. */
function applyLink(store: PageStore, link: Link): void {
  const state = store.getState();
  let notice: Notice | null = null;
  if (link.badLang !== null) notice = { kind: 'unknown_lang', asked: link.badLang };
  const level = link.step?.level ?? state.level;
  const count = stepsAt(state.trace, level, link.periodic).length;
  const asked = link.step?.n ?? (link.badStep === null ? state.step : 1);
  const step = count === 0 ? 0 : Math.min(Math.max(asked, 1), count);
  if (link.badStep !== null || (link.step && step !== asked)) {
    notice = { kind: 'unknown_step', asked: link.badStep ?? String(asked), shown: step };
  }
  if (link.scenario !== null && link.scenario !== state.scenario) {
    notice = { kind: 'unknown_scenario', asked: link.scenario };
  }
  store.setState({
    level,
    periodic: link.periodic,
    step,
    playing: false,
    notice: notice ?? state.notice,
    ...(link.lang ? { lang: link.lang } : {}),
    ...(link.theme ? { theme: link.theme } : {}),
    ...(link.panel ? { dock: link.panel } : {}),
  });
}

function write(state: PageState, other: Link['other']): string {
  const { lang, scenario, theme, dock, level, periodic, step, experiment } = state;
  const seed = experiment.seed;
  return printLink({
    lang,
    scenario,
    step: { level, n: step },
    theme,
    panel: dock,
    periodic,
    other,
    ...(seed === undefined ? {} : { seed }),
  });
}

/** Writes when paused; another scenario makes an entry in the history, so that Back means the scenario before. */
export function keepLink(store: PageStore, window: Window): void {
  const { history, location } = window;
  let { other } = parseLink(location.hash);
  let last = Number.NEGATIVE_INFINITY;
  let timer: number | undefined;
  const flush = (): void => {
    timer = undefined;
    const state = store.getState();
    const hash = write(state, other);
    if (hash === location.hash || state.playing) return;
    last = window.performance.now();
    history.replaceState({ scenario: state.scenario }, '', hash);
  };
  const settle = (): void => {
    if (timer !== undefined || store.getState().playing) return;
    timer = window.setTimeout(flush, Math.max(0, last + LEAST_MS - window.performance.now()));
  };
  store.subscribe((now, before) => {
    if (now.scenario !== before.scenario) {
      history.pushState({ scenario: now.scenario }, '', write(now, other));
      return;
    }
    settle();
  });
  window.addEventListener('popstate', () => {
    const link = parseLink(location.hash);
    other = link.other;
    void followLink(store, link);
  });
  flush();
}
