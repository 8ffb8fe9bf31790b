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
      className="fate"
      data-fate={fate.kind}
      data-fate-moved={(fate.kind === 'both' && isNoticeable(fate.later)) || undefined}
    >
      {fateSentence(fate, step, run, t)}
    </p>
  );
}
