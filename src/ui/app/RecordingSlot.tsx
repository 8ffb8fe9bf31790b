/** The sheet of a recording: over the page when it is asked for, and when files come in. */
import { useCallback } from 'react';
import { recordings } from '../../store/recordings.ts';
import { useStore } from '../../store/use-store.ts';
import { RecordingDialog } from '../recording/RecordingDialog.tsx';
import { useLifetime } from '../shared/hooks.ts';

/** Each is done once, however often it is drawn. */
const done = new WeakSet<object>();

export function RecordingSlot() {
  const deed = useStore((s) => s.deed);
  const act = useCallback(() => {
    if (deed?.what === 'recording' && !done.has(deed)) {
      done.add(deed);
      recordings.getState().setShown(true);
    }
    return () => undefined;
  }, [deed]);
  useLifetime(act);
  return <RecordingDialog />;
}
