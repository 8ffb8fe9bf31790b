/** The page's story as what pictures are drawn from, and how their files are called. */
import { scenarioTitle, textsOf } from '../../../i18n/index.ts';
import { scenarioOf, stepsOf, traceOf } from '../../../store/derived.ts';
import type { PageState } from '../../../store/store.ts';
import { recordingName } from '../../shared/recording-name.ts';
import { lightInk } from './ink.ts';
import type { PictureOf } from './sheet.ts';

/** What the run is called: a lesson that came as a file has a title of its own. */
export const storyName = (state: PageState): string =>
  recordingName(state) ??
  state.lesson?.title?.[state.lang] ??
  scenarioTitle(scenarioOf(state), textsOf(state.lang));

export const pictureOf = (state: PageState): PictureOf => ({
  story: { trace: traceOf(state), steps: stepsOf(state), periodic: state.periodic },
  name: storyName(state),
  texts: textsOf(state.lang),
  ink: lightInk(document),
});

/** `novascope-boot-step-12.svg`; in the level of messages the numbers are other ones. */
export const pictureFile = (state: PageState, what: string, end: string): string => {
  const level = state.level === 'messages' ? '-messages' : '';
  return `novascope-${scenarioOf(state).replace(/[^a-z0-9-]+/gi, '-')}${level}-${what}.${end}`;
};
