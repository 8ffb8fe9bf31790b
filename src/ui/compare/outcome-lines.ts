/** The lines of the table of outcomes: one measure of both runs each. */
import type { RunOutcome, ServerOutcome } from '../../core/compare/outcome.ts';
import type { CompareTexts } from '../../i18n/index.ts';
import { duration } from '../../i18n/rich.ts';

interface OutcomeLine {
  readonly id: string;
  readonly what: string;
  readonly here: string;
  readonly there: string;
  readonly difference: string;
}

export function outcomeLines(here: RunOutcome, there: RunOutcome, t: CompareTexts): readonly OutcomeLine[] {
  const o = t.outcome;
  const most = Math.max(here.servers.length, there.servers.length);
  const servers = Array.from({ length: most }, (_, i) => i).flatMap((i) => {
    const [a, b] = [here.servers[i], there.servers[i]];
    const name = a?.name || b?.name || String(i + 1);
    return [
      timeLine(`answered-${i}`, o.answered(name), a, b, 'answered', t),
      timeLine(`active-${i}`, o.active(name), a, b, 'active', t),
    ];
  });
  const counts = (['messages', 'timeouts', 'lost', 'errors'] as const).map((id): OutcomeLine => {
    const by = here[id] - there[id];
    return {
      id,
      what: o[id],
      here: String(here[id]),
      there: String(there[id]),
      difference: by === 0 ? o.same : `${by > 0 ? '+' : '−'}${Math.abs(by)}`,
    };
  });
  const end: OutcomeLine = {
    id: 'end',
    what: o.end,
    here: duration(here.end / 1000),
    there: duration(there.end / 1000),
    difference: shift(here.end - there.end, t),
  };
  return [...servers, ...counts, end];
}

function timeLine(
  id: string,
  what: string,
  a: ServerOutcome | undefined,
  b: ServerOutcome | undefined,
  measure: 'answered' | 'active',
  t: CompareTexts,
): OutcomeLine {
  const told = (one: ServerOutcome | undefined): string => {
    if (!one) return t.outcome.noRequest;
    const time = one[measure];
    return time === null
      ? t.outcome.never(measure === 'active' ? one.state : null)
      : duration(time / 1000) + (measure === 'answered' && one.status !== 202 ? ` (${one.status})` : '');
  };
  const [x, y] = [a?.[measure] ?? null, b?.[measure] ?? null];
  const known = x !== null && y !== null ? shift(x - y, t) : '';
  return { id, what, here: told(a), there: told(b), difference: known };
}

/** Microseconds, with their sign; under a millisecond nobody would call it another time. */
function shift(by: number, t: CompareTexts): string {
  if (Math.abs(by) < 1000) return t.outcome.same;
  const time = duration(Math.abs(by) / 1000);
  return by > 0 ? t.later(time) : t.earlier(time);
}
