import { askedOf } from '../../core/player/slots.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';

/** What was asked for, as a way to the message or the HTTP request. `fact` = its index. */
export function FactLink({ fact, trace }: { fact: number; trace: Trace }) {
  const select = useStore((s) => s.select);
  return (
    <Button look="quiet" className="inspector-link" onClick={() => select({ kind: 'message', fact })}>
      <span>
        <Code>{askedOf(trace, fact)}</Code>
      </span>
    </Button>
  );
}
