/** What stands in the class's window, in words and places: what is said to the presenter's. */
import { scenarioTitle, stepTitle, textsOf } from '../../i18n/index.ts';
import { plain } from '../../i18n/rich.ts';
import { narration } from '../../i18n/tell.ts';
import { scenarioOf, stepsOf, traceOf } from '../../store/derived.ts';
import { lessonsOf } from '../../store/lessons.ts';
import type { PageState, PageStore } from '../../store/store.ts';
import { recordingName } from '../shared/recording-name.ts';
import { windowOf } from '../shared/step-window.ts';
import type { Messages, Now, Pointable, ToldStep } from './messages.ts';

/** A step in words; null = there is none. */
export function told(state: PageState, n: number): ToldStep | null {
  const step = stepsOf(state)[n - 1];
  if (!step) return null;
  const texts = textsOf(state.lang);
  const trace = traceOf(state);
  const say = narration(texts, step, trace)
    .map((part) => ('text' in part ? part.text : 'code' in part ? part.code : part.actor))
    .join('');
  return { n, title: stepTitle(texts, step, trace), say };
}

type FromStore = Omit<Now, 'blank' | 'pointer' | 'spot' | 'link' | 'since'>;

export function nowOf(page: PageStore): FromStore {
  const state = page.getState();
  const { lang, theme, step, playing } = state;
  const { lesson, at } = lessonsOf(page).getState();
  const chapter = lesson?.chapters[at];
  return {
    lang,
    theme,
    scenario:
      state.lesson?.title?.[lang] ?? recordingName(state) ?? scenarioTitle(scenarioOf(state), textsOf(lang)),
    chapter: chapter ? chapter.title[lang] : '',
    notes: chapter ? chapter.notes.map((note) => plain(note[lang])) : [],
    step: told(state, step),
    next: told(state, step + 1),
    count: stepsOf(state).length,
    playing,
  };
}

export function stepNames(state: PageState): Messages['steps'] {
  const texts = textsOf(state.lang);
  const trace = traceOf(state);
  const { steps } = windowOf(stepsOf(state), state.step);
  return { steps: steps.map((step) => ({ n: step.n, title: stepTitle(texts, step, trace) })) };
}

/** What can be pointed at: the cards of the map and what else lies on it, and the regions around it. */
const THINGS = '.react-flow__node:not(.react-flow__node-machine, .react-flow__node-cell), [data-landmark]';
const REGIONS_TOLD = ['narration', 'timeline', 'details'];

const idOf = (element: HTMLElement): string => element.dataset.landmark ?? element.dataset.id ?? '';

/** As the map writes it; of a region its name. */
const labelOf = (element: HTMLElement): string =>
  element.dataset.landmark === undefined
    ? (element.querySelector<HTMLElement>('[data-actor]')?.dataset.actor ??
      element.innerText.trim().split('\n')[0] ??
      '')
    : (element.ariaLabel ?? '');

export function thingOf(page: Document, id: string): HTMLElement | null {
  return [...page.querySelectorAll<HTMLElement>(THINGS)].find((one) => idOf(one) === id) ?? null;
}

export function boxesOf({ document, innerWidth, innerHeight }: Window): Messages['boxes'] {
  const boxes = [...document.querySelectorAll<HTMLElement>(THINGS)].flatMap((element): Pointable[] => {
    const { landmark } = element.dataset;
    if (landmark !== undefined && !REGIONS_TOLD.includes(landmark)) return [];
    const { left, top, width, height } = element.getBoundingClientRect();
    const isSeen =
      left < innerWidth && top < innerHeight && left + width > 0 && top + height > 0 && width * height > 0;
    if (!isSeen || !element.checkVisibility({ visibilityProperty: true })) return [];
    const place = {
      x: left / innerWidth,
      y: top / innerHeight,
      w: width / innerWidth,
      h: height / innerHeight,
    };
    return Object.values(place).some((one) => one < -1 || one > 2)
      ? []
      : [{ id: idOf(element), label: labelOf(element), ...place }];
  });
  return { ratio: innerWidth / innerHeight, boxes: boxes.slice(0, 1000) };
}
