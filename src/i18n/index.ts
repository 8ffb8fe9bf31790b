/** The languages of the page: `textsOf(lang)` and what makes sentences of facts. */

export type { BrokerStory } from './broker/story.ts';
export type { Lang } from './lang.ts';
export { LANGS, LANGUAGES } from './lang.ts';
export { forgetFailures, hasTexts, loadPack, loadTexts, type Pack, textsOf } from './packs.ts';
export { duration, rich, seconds } from './rich.ts';
export { openingQuestion, scenarioTitle } from './scenarios/of.ts';
export {
  brokerStory,
  isActorOf,
  narration,
  packsToTell,
  readingSeconds,
  richTitle,
  stepTitle,
} from './tell.ts';
export type * from './texts.ts';
