/** What a run of the three designs says in a sentence, and its servers as marks. */
import type { LabOutcome } from '../../core/lab/run.ts';
import type { LabTexts } from '../../i18n/index.ts';
import { LAB_ORDER } from '../../store/lab.ts';

export type ServerMark = 'active' | 'failed' | 'other';

/** With more requests than these a mark stands for several. */
const MOST_MARKS = 120;

export function markedServers({ arrived, active, failed, refused }: LabOutcome['requests']): {
  readonly marks: readonly ServerMark[];
  /** requests that a mark stands for */
  readonly each: number;
} {
  const each = Math.max(1, Math.ceil(arrived / MOST_MARKS));
  const count = Math.ceil(arrived / each);
  const bad = failed + Object.values(refused).reduce((sum, n) => sum + n, 0);
  const crossed = Math.min(count, Math.ceil(bad / each));
  const full = Math.min(count - crossed, Math.round(active / each));
  const marks = Array.from({ length: count }, (_, i): ServerMark => {
    if (i < full) return 'active';
    return i < full + crossed ? 'failed' : 'other';
  });
  return { marks, each };
}

interface Verdict {
  /** plain and strong words in turn */
  readonly told: readonly string[];
  /** the first strong words tell of servers that failed */
  readonly isBad: boolean;
}

/** null while not all three designs are measured. */
export function verdictOf(outcomes: readonly LabOutcome[], t: LabTexts): Verdict | null {
  const [direct, queue, nova] = LAB_ORDER.map((design) =>
    outcomes.find(({ settings }) => settings.design === design),
  );
  if (!direct || !queue || !nova) return null;
  const away = nova.settings.events.find((event) => event.kind === 'scheduler_away');
  const before = away?.kind === 'scheduler_away' ? t.verdict.away(away.for_ms / 1000) : '';
  const { arrived } = direct.requests;
  const missed = arrived - direct.requests.active;
  const all = [direct, queue, nova].every(({ requests }) => requests.active === requests.arrived);
  const join = ([first = '', ...rest]: readonly string[], isBad = false): Verdict => ({
    told: [before + first, ...rest],
    isBad,
  });
  if (all) return join(t.verdict.all(arrived, nova.answer_us.median, queue.answer_us.median));
  if (direct.requests.active < nova.requests.active) {
    return join(t.verdict.direct(missed, arrived, nova.requests.active), true);
  }
  return join(t.verdict.each(direct.requests.active, queue.requests.active, nova.requests.active, arrived));
}
