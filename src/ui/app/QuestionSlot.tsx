/** The place of the question that stands before the next step; loaded when one is asked. */
import { Suspense } from 'react';
import { useStore } from '../../store/use-store.ts';
import { ErrorBoundary } from '../shared/ErrorBoundary.tsx';
import { lazily } from '../shared/lazily.tsx';

const Question = lazily(['quiz'], async () => (await import('../quiz/QuestionCard.tsx')).QuestionCard);

export function QuestionSlot() {
  const asking = useStore((s) => s.asking);
  return asking ? (
    <ErrorBoundary fallback={(message) => <p role="alert">{message}</p>}>
      <Suspense fallback={<span className="slot-loading" hidden />}>
        <Question />
      </Suspense>
    </ErrorBoundary>
  ) : null;
}
