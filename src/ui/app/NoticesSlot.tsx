/** Loaded when there is something to say. */
import { Suspense } from 'react';
import { isRecording } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { ErrorBoundary } from '../shared/ErrorBoundary.tsx';
import { lazily } from '../shared/lazily.tsx';

const Notices = lazily(['aside'], async () => (await import('./Notices.tsx')).Notices);

const NewVersion = lazily(['aside'], async () => (await import('./NewVersion.tsx')).NewVersion);

/** Where its sign cannot be had there is no newer version either. */
export function NewVersionSlot() {
  if (!useStore((s) => s.newVersion)) return null;
  return (
    <ErrorBoundary fallback={() => null}>
      <Suspense>
        <NewVersion />
      </Suspense>
    </ErrorBoundary>
  );
}

export function NoticesSlot() {
  const isThere = useStore((s) => s.notice !== null || s.engine.state === 'off' || isRecording(s));
  return (
    <div className="notices">
      {isThere ? (
        <ErrorBoundary fallback={(message) => <p role="alert">{message}</p>}>
          <Suspense fallback={null}>
            <Notices />
          </Suspense>
        </ErrorBoundary>
      ) : null}
    </div>
  );
}
