/** What one fact says, whatever step it stands in: for lists of facts, which are loaded later than the steps. */
import type { Fact } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';
import { plain, type Rich, rich } from './rich.ts';
import { type Story, storyAt } from './story.ts';
import { isActorOf, withMessage } from './tell.ts';
import type { Texts } from './texts.ts';

/** `marked` keeps ‹identifiers›; see `rich` and `plain`. */
function markedFact(texts: Texts, fact: Fact, trace: Trace): string {
  const story = storyAt(fact, trace, null);
  const text = texts.facts[fact.kind] as (fact: Fact, story: Story) => string;
  return text(fact, withMessage(story, fact, trace));
}

export function factSentence(texts: Texts, fact: Fact, trace: Trace): string {
  return plain(markedFact(texts, fact, trace));
}

export function richFact(texts: Texts, fact: Fact, trace: Trace): Rich {
  return rich(markedFact(texts, fact, trace), isActorOf(trace));
}
