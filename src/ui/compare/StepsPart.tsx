/** How many steps differ, and the way to the first; each of them is marked in the list of steps. */
import { isNoticeable, type RunDiff } from '../../core/compare/run-diff.ts';
import { textsOf } from '../../i18n/index.ts';
import { runDiffOf } from '../../store/compared.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

/** Number of the first step that is not the same there, or behind which something stands there alone; null = none. */
export function firstDifference({ fates, there }: RunDiff): number | null {
  const own = fates.findIndex((fate) => fate.kind === 'here' || isNoticeable(fate.later)) + 1;
  const places = [...(own > 0 ? [own] : []), ...[...there.keys()].map((n) => Math.max(n, 1))];
  return places.length > 0 ? Math.min(...places) : null;
}

export function StepsPart() {
  const t = useStore((s) => textsOf(s.lang).compare);
  const diff = useStore(runDiffOf);
  const { seek } = useActions();
  if (!diff) return null;
  const { here, there, moved } = diff.counts;
  const first = firstDifference(diff);
  return (
    <section aria-labelledby="compare-steps">
      <h4 id="compare-steps" className="pb-1 text-ui font-semibold">
        {t.steps.title}
      </h4>
      <p className="pb-1.5 text-ui" data-step-counts={`${here} ${there} ${moved}`}>
        {t.steps.counts(here, there, moved)}
      </p>
      {first === null ? null : (
        <Button data-first-difference={first} onClick={() => seek(first)}>
          {t.steps.first(first)}
        </Button>
      )}
    </section>
  );
}
