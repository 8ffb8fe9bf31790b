import { indexOf } from '../../core/reading/trace-index.ts';
import type { StepKind } from '../../core/story/step.ts';
import type { MessageId } from '../../core/trace/fact.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { kindOf } from '../shared/kind-of.ts';

/** Messages, and as which kind each is drawn. */
export function useKinds(ids: readonly MessageId[]): readonly (readonly [MessageId, StepKind])[] {
  const trace = useStore(traceOf);
  return ids.flatMap((id) => {
    const published = indexOf(trace).messages.get(id)?.published;
    return published ? [[id, kindOf(published)] as const] : [];
  });
}
