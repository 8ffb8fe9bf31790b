/** The languages of the page: `textsOf(lang)` and what makes sentences of facts. */
import { en } from './all/en.ts';
import { zhCN } from './all/zh-CN.ts';
import type { Lang } from './lang.ts';
import type { Texts } from './texts.ts';

export type { BrokerStory } from './broker/story.ts';
export { isLesson } from './broker/texts.ts';
export type { Lang } from './lang.ts';
export { LANGS } from './lang.ts';
export type { Part, Rich } from './rich.ts';
export { duration, plain, rich, shorten } from './rich.ts';
export {
  brokerStory,
  factSentence,
  isActorOf,
  narration,
  readingSeconds,
  richFact,
  richTitle,
  stepTitle,
} from './tell.ts';
export type { PageTexts, Texts } from './texts.ts';

const ALL: { readonly [L in Lang]: Texts } = { en, 'zh-CN': zhCN };

export function textsOf(lang: Lang): Texts {
  return ALL[lang];
}
