/** Loaded when two runs are compared. A quiet line on the map: whether the run that is compared with has this step too, and when. */
import { isNoticeable } from '../../core/compare/run-diff.ts';
import { textsOf } from '../../i18n/index.ts';
import { fateOf } from '../../store/compared.ts';
import { stepOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { fateSentence, otherName } from '../shared/fate-text.ts';

export function FateMark() {
  const t = useStore((s) => textsOf(s.lang).compare);
  const run = useStore(otherName);
  const fate = useStore(fateOf);
  const step = useStore(stepOf);
  if (!fate || !step || run === null) return null;
  return (
    <p
      className="fate pointer-events-none absolute top-1.5 right-2 z-4 max-w-[min(50%,34rem)] rounded-m border border-dashed border-line-2 bg-paper px-2 py-0.5 text-cap text-ink-2 tall:top-auto tall:right-auto tall:bottom-1 tall:left-1 tall:max-w-[calc(100%-12rem)] phone:top-auto phone:right-auto phone:bottom-1 phone:left-1 phone:max-w-[calc(100%-9rem)]"
      data-fate={fate.kind}
      data-fate-moved={(fate.kind === 'both' && isNoticeable(fate.later)) || undefined}
    >
      {fateSentence(fate, step, run, t)}
    </p>
  );
}
