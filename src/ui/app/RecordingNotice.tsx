/** What is shown has no experiment: its name, where it is from, and the way back. */
import { useStore as useSlice } from 'zustand';
import { textsOf } from '../../i18n/index.ts';
import { liveShown } from '../../store/live.ts';
import { shownRun } from '../../store/runs.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { recordingName } from '../shared/recording-name.ts';
import { LiveNotice } from './LiveNotice.tsx';

export function RecordingNotice({ look }: { look: string }) {
  const texts = useStore((s) => textsOf(s.lang));
  const name = useStore(recordingName);
  const isStretch = useStore((s) => shownRun(s).stretch !== null);
  const { closeRecording: close, toClass } = useActions();
  const isLive = useSlice(liveShown, (s) => s.state !== null);
  if (isLive) return <LiveNotice look={look} />;
  if (name === null) return null;
  const t = texts.recording;
  return (
    <p className={`${look} min-h-11`} role="status" data-notice="aside">
      {isStretch ? t.shownStretch(name) : t.shown(name)}
      {isStretch ? null : (
        <Button data-recording-requests="" onClick={() => toClass('recording')}>
          {t.requestsOf}
        </Button>
      )}
      <Button data-close-trace="" onClick={close}>
        {t.back}
      </Button>
    </p>
  );
}
