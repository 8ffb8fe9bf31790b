/** How a recording is called in the language that the page has then: a stretch of the lab by its design and its seconds. */
import { type Texts, textsOf } from '../../i18n/index.ts';
import type { StretchOpened } from '../../store/lab.ts';
import { shownRun } from '../../store/runs.ts';
import type { PageState } from '../../store/store.ts';

export function stretchName({ design, stretch, facts, isCut }: StretchOpened, texts: Texts): string {
  const t = texts.lab;
  const name = t.stretch.name(t.designs[design], stretch.from_ms / 1000, stretch.to_ms / 1000);
  return isCut ? t.stretch.cutName(name, facts) : name;
}

/** The name of the recording that is shown; null = a run is shown. */
export function recordingName(state: PageState): string | null {
  const { experiment, stretch, name } = shownRun(state);
  if (stretch) return stretchName(stretch, textsOf(state.lang));
  return experiment ? null : name;
}
