/** The way from an entry of the report to the step that its fact belongs to. */
import { stepOfFact } from '../../core/story/cursor.ts';
import { textsOf } from '../../i18n/index.ts';
import { stepsOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

interface Props {
  readonly fact: number;
  /** what the entry is about, for those who do not see its line */
  readonly what: string;
}

export function StepLink({ fact, what }: Props) {
  const t = useStore((s) => textsOf(s.lang).report);
  const n = useStore((s) => stepOfFact(stepsOf(s), fact));
  const { seek } = useActions();
  return (
    <Button look="link" aria-label={t.goTo(n, what)} data-report-step={n} onClick={() => seek(n)}>
      {t.step(n)}
    </Button>
  );
}
