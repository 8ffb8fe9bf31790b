/** The place of a panel: with an error boundary of its own, and what is said while it is loaded. */
import { type ComponentType, Suspense } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { ErrorBoundary } from '../shared/ErrorBoundary.tsx';
import { useLifetime } from '../shared/hooks.ts';
import { askAgain } from '../shared/lazily.tsx';
import { loading } from '../shared/loading.ts';

/** `of` takes no props: it reads the store. */
export function Slot({ of: Content }: { of: ComponentType }) {
  const texts = useStore((s) => textsOf(s.lang).page).panels;
  return (
    <ErrorBoundary
      fallback={(message, retry) => (
        <div className="slot-failed flex flex-col items-start gap-2 p-4 text-ui text-ink-2" role="alert">
          <p>{texts.failed(message)}</p>
          <Button
            onClick={() => {
              askAgain();
              retry();
            }}
          >
            {texts.retry}
          </Button>
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
  return <p className="slot-loading p-4 text-ui text-ink-2">{text}</p>;
}
