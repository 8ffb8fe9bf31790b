/** What a scenario is called and asks, by its id, which may be any text: a link's, an old run's. */
import type { Texts } from '../texts.ts';

interface ScenarioText {
  readonly title: string;
  readonly question?: string;
}

const textOf = (id: string, texts: Texts): ScenarioText | undefined => {
  const all: { readonly [id: string]: ScenarioText } = texts.scenarios;
  return Object.hasOwn(all, id) ? all[id] : undefined;
};

/** Its title; the id itself where it has none. */
export const scenarioTitle = (id: string, texts: Texts): string => textOf(id, texts)?.title ?? id;

/** The question that it begins with; null = none. */
export const openingQuestion = (id: string, texts: Texts): string | null =>
  textOf(id, texts)?.question ?? null;
