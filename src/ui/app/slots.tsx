/** The panels, each loaded on its own and each with its own error boundary. They take no props: they read the store. */
import { type ComponentType, lazy, Suspense } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { ErrorBoundary } from '../shared/ErrorBoundary.tsx';

const PANELS = {
  narration: lazy(async () => ({ default: (await import('../narration/Narration.tsx')).Narration })),
  steps: lazy(async () => ({ default: (await import('../steps/StepList.tsx')).StepList })),
  inspector: lazy(async () => ({ default: (await import('../inspector/Inspector.tsx')).Inspector })),
  tables: lazy(async () => ({ default: (await import('../tables/Tables.tsx')).Tables })),
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
      <Suspense fallback={<p className="slot-loading">{texts.loading}</p>}>
        <Content />
      </Suspense>
    </ErrorBoundary>
  );
}
