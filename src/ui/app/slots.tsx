/**
 * The panels, each with its own error boundary; all but the narration, which is there from the start, are loaded on their
 * own. They take no props: they read the store.
 */
import { type ComponentType, lazy, Suspense } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Narration } from '../narration/Narration.tsx';
import { Button } from '../shared/Button.tsx';
import { ErrorBoundary } from '../shared/ErrorBoundary.tsx';
import { useLifetime } from '../shared/hooks.ts';
import { loading } from './loading.ts';

const PANELS = {
  narration: Narration,
  steps: lazy(async () => ({ default: (await import('../steps/StepList.tsx')).StepList })),
  inspector: lazy(async () => ({ default: (await import('../inspector/Inspector.tsx')).Inspector })),
  tables: lazy(async () => ({ default: (await import('../tables/Tables.tsx')).Tables })),
  lesson: lazy(async () => ({ default: (await import('../lesson/Lesson.tsx')).Lesson })),
  sql: lazy(async () => ({ default: (await import('../sql/SqlPanel.tsx')).SqlPanel })),
  compare: lazy(async () => ({ default: (await import('../compare/Compare.tsx')).Compare })),
  experiment: lazy(async () => ({ default: (await import('../experiment/Experiment.tsx')).Experiment })),
  lab: lazy(async () => ({ default: (await import('../lab/Lab.tsx')).Lab })),
  sequence: lazy(async () => ({ default: (await import('../sequence/Sequence.tsx')).Sequence })),
  queues: lazy(async () => ({ default: (await import('../queues/Queues.tsx')).Queues })),
} satisfies { readonly [name: string]: ComponentType };
export type SlotName = keyof typeof PANELS;

export function Slot({ name }: { name: SlotName }) {
  const texts = useStore((s) => textsOf(s.lang).page).panels;
  const Content = PANELS[name];
  return (
    <ErrorBoundary
      fallback={(message, retry) => (
        <div className="slot-failed" role="alert">
          <p>{texts.failed(message)}</p>
          <Button onClick={retry}>{texts.retry}</Button>
        </div>
      )}
    >
      <Suspense fallback={<Loading text={texts.loading} />}>
        <Content />
      </Suspense>
    </ErrorBoundary>
  );
}

/** The page is not idle while this stands anywhere. */
function Loading({ text }: { text: string }) {
  useLifetime(loading.begin);
  return <p className="slot-loading">{text}</p>;
}
