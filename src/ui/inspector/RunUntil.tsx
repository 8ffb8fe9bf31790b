/** Runs time on to the next such thing: the cursor goes to its step. Where none comes, it says so. */
import { stepOfFact } from '../../core/story/cursor.ts';
import { nextFact, type Until } from '../../core/story/run-until.ts';
import { factAt, stepsOf, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

interface Props {
  readonly until: Until;
  readonly label: string;
  readonly none: string;
}

export function RunUntil({ until, label, none }: Props) {
  const trace = useStore(traceOf);
  const at = useStore(factAt);
  const steps = useStore(stepsOf);
  const { seek } = useActions();
  const next = nextFact(trace, at, until);
  if (!next) return <span className="text-ui text-ink-2">{none}</span>;
  const n = stepOfFact(steps, next.index);
  return (
    <Button data-until={until.what} data-to-step={n} onClick={() => seek(n)}>
      {label}
    </Button>
  );
}
