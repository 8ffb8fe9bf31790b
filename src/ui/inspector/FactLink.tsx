import { askedOf } from '../../core/reading/slots.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { useActions } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';

/** What was asked for, as a way to the message or the HTTP request. `fact` = its index. */
export function FactLink({ fact, trace }: { fact: number; trace: Trace }) {
  const { select } = useActions();
  // what could not be published is no message yet: there is nothing to open
  if (trace.facts[fact]?.kind === 'rpc.publish_blocked') return <Code>{askedOf(trace, fact)}</Code>;
  return (
    <Button look="link" className="inspector-link" onClick={() => select({ kind: 'message', fact })}>
      <span>
        <Code>{askedOf(trace, fact)}</Code>
      </span>
    </Button>
  );
}
