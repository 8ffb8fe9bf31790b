/** What the details show of a step while the reader pressed nothing. */
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { Selection } from '../../store/state.ts';

/** The message that names the step, or the row that it changed; null where it is named by neither. */
export function ownOf(step: Step, trace: Trace): Selection | null {
  const main = trace.facts[step.main];
  switch (main?.kind) {
    case 'message.published':
    case 'http.requested':
    case 'http.answered':
      return { kind: 'message', fact: main.index };
    case 'row.changed':
      return { kind: 'row', database: main.database, table: main.table, key: main.key, column: null };
    case 'service.started':
    case 'service.stopping':
    case 'service.stopped':
      return { kind: 'service', actor: main.actor };
    default:
      return null;
  }
}

/** Whether the reader looks at something else than what the step is about. */
export const isAway = (selection: Selection | null, own: Selection | null): boolean =>
  selection !== null && (own === null || JSON.stringify(selection) !== JSON.stringify(own));
