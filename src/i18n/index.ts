/** The languages of the page: `textsOf(lang)` and what makes sentences of facts. */
import * as commandsEn from './commands/en.ts';
import * as commandsZh from './commands/zh-CN.ts';
import * as compareEn from './compare/en.ts';
import * as compareZh from './compare/zh-CN.ts';
import * as dataEn from './data/en.ts';
import * as dataZh from './data/zh-CN.ts';
import * as databasesLessonEn from './databases-lesson/en.ts';
import * as databasesLessonZh from './databases-lesson/zh-CN.ts';
import * as experimentEn from './experiment/en.ts';
import * as experimentZh from './experiment/zh-CN.ts';
import * as labEn from './lab/en.ts';
import * as labZh from './lab/zh-CN.ts';
import type { Lang } from './lang.ts';
import * as lessonsEn from './lessons/en.ts';
import * as lessonsZh from './lessons/zh-CN.ts';
import * as panelsEn from './panels/en.ts';
import * as panelsZh from './panels/zh-CN.ts';
import * as queuesEn from './queues/en.ts';
import * as queuesZh from './queues/zh-CN.ts';
import * as sequenceEn from './sequence/en.ts';
import * as sequenceZh from './sequence/zh-CN.ts';
import * as startEn from './start/en.ts';
import * as startZh from './start/zh-CN.ts';
import type { Texts } from './texts.ts';
import * as waitsEn from './waits/en.ts';
import * as waitsZh from './waits/zh-CN.ts';

export type { BrokerStory } from './broker/story.ts';
export type { Lang } from './lang.ts';
export { LANGS } from './lang.ts';
export type { Part, Rich } from './rich.ts';
export { duration, plain, rich, shorten } from './rich.ts';
export { openingQuestion, scenarioTitle } from './scenarios/of.ts';
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
export type * from './texts.ts';

const ALL: { readonly [L in Lang]: Texts } = {
  en: {
    lang: 'en',
    ...commandsEn,
    ...compareEn,
    ...dataEn,
    ...databasesLessonEn,
    ...experimentEn,
    ...labEn,
    ...lessonsEn,
    ...panelsEn,
    ...queuesEn,
    ...sequenceEn,
    ...startEn,
    ...waitsEn,
  },
  'zh-CN': {
    lang: 'zh-CN',
    ...commandsZh,
    ...compareZh,
    ...dataZh,
    ...databasesLessonZh,
    ...experimentZh,
    ...labZh,
    ...lessonsZh,
    ...panelsZh,
    ...queuesZh,
    ...sequenceZh,
    ...startZh,
    ...waitsZh,
  },
};

export function textsOf(lang: Lang): Texts {
  return ALL[lang];
}
