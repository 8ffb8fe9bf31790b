/** What is shown goes on arriving: how far behind it the cursor is, what has come meanwhile, and whether the connection stands. */
import { useStore as useSlice } from 'zustand';
import { textsOf } from '../../i18n/index.ts';
import { liveShown, toLive } from '../../store/live.ts';
import { recordings } from '../../store/recordings.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

export function LiveNotice({ look }: { look: string }) {
  const t = useStore((s) => textsOf(s.lang).recording);
  const playing = useStore((s) => s.playing);
  const isLive = useStore((s) => s.live);
  const { state, host, behind, fresh, told } = useSlice(liveShown);
  const { closeRecording: close, toClass } = useActions();
  if (state === null) return null;
  const requests = (): void => {
    if (told) recordings.getState().tellLive(told, host);
    toClass('recording');
  };
  return (
    <div className={`${look} min-h-11`} data-notice="aside" data-live={state}>
      {/* what changes each second is not said aloud */}
      <p role="status">{t.live.states[state](host)}</p>
      {isLive ? (
        <p className="tabular-nums" data-live-cursor={playing ? 'follows' : 'held'} data-live-fresh={fresh}>
          {playing ? t.live.behind(behind) : t.live.held(fresh)}
        </p>
      ) : null}
      {told && told.left > 0 ? <p data-live-left="">{t.live.left(told.left)}</p> : null}
      {isLive && (!playing || behind > NEAR_S) ? (
        <Button data-to-live="" onClick={toLive}>
          {t.live.toLive}
        </Button>
      ) : null}
      <Button data-recording-requests="" onClick={requests}>
        {t.requestsOf}
      </Button>
      <Button data-close-trace="" onClick={close}>
        {t.back}
      </Button>
    </div>
  );
}

/** Farther behind than this, seconds, there is a newest to go to. */
const NEAR_S = 5;
