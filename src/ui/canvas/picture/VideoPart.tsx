/** A stretch of steps as a video: which, how far it is, and how it ended. */
import { Clapperboard, X } from 'lucide-react';
import { useState } from 'react';
import { duration, textsOf } from '../../../i18n/index.ts';
import { stepsOf } from '../../../store/derived.ts';
import { usePageStore, useStore } from '../../../store/use-store.ts';
import { Button } from '../../shared/Button.tsx';
import { download } from '../../shared/download.ts';
import { Input } from '../../shared/Select.tsx';
import { pictureFile, pictureOf } from './picture-of.ts';

const ICON = { size: '1.15em', strokeWidth: 1.9, 'aria-hidden': true } as const;
/** Longer ones nobody looks at, and a browser keeps them in memory. */
const MOST_STEPS = 30;
/** Steps after the one under the cursor, at first. */
const FIRST = 3;

type VideoState =
  | { readonly is: 'idle' }
  | { readonly is: 'making'; readonly percent: number; readonly stop: AbortController }
  | { readonly is: 'said'; readonly text: string; readonly isBad: boolean };

export function VideoPart() {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).paper);
  const count = useStore((s) => stepsOf(s).length);
  const step = useStore((s) => Math.max(1, s.step));
  const [from, setFrom] = useState(String(step));
  const [to, setTo] = useState(String(Math.min(step + FIRST, count)));
  const [state, setState] = useState<VideoState>({ is: 'idle' });
  const [first, last] = [Number(from), Number(to)];
  const isStretch =
    Number.isInteger(first) && Number.isInteger(last) && 1 <= first && first <= last && last <= count;
  const wrong = !isStretch
    ? t.badStretch(count)
    : last - first + 1 > MOST_STEPS
      ? t.tooLong(last - first + 1, MOST_STEPS)
      : null;
  const make = async (): Promise<void> => {
    const stop = new AbortController();
    setState({ is: 'making', percent: 0, stop });
    const say = (text: string, isBad: boolean): void => setState({ is: 'said', text, isBad });
    try {
      const { makeVideo } = await import('./video.ts');
      const now = page.getState();
      const progress = (share: number): void =>
        setState({ is: 'making', percent: Math.floor(share * 100), stop });
      const video = await makeVideo(pictureOf(now), first, last, { progress, signal: stop.signal });
      if (!video) return say(t.noEncoder, true);
      download(pictureFile(now, `steps-${first}-${last}`, video.end), video.bytes, video.type);
      say(t.made(duration(video.seconds * 1000), Math.ceil(video.bytes.length / 1024)), false);
    } catch (error) {
      if (stop.signal.aborted) say(t.cancelled, false);
      else say(t.videoFailed(error instanceof Error ? error.message : String(error)), true);
    }
  };
  if (count === 0) return null;
  return (
    <section className="grid gap-2" aria-label={t.video}>
      <h3 className="text-ui">{t.video}</h3>
      <div className="flex flex-wrap items-end gap-2">
        <StepField label={t.from} value={from} count={count} name="from" onChange={setFrom} />
        <StepField label={t.to} value={to} count={count} name="to" onChange={setTo} />
        {state.is === 'making' ? (
          <Button data-take="video-cancel" onClick={() => state.stop.abort()}>
            <X {...ICON} />
            {t.cancel}
          </Button>
        ) : (
          <Button data-take="video" disabled={wrong !== null} onClick={() => void make()}>
            <Clapperboard {...ICON} />
            {t.make}
          </Button>
        )}
      </div>
      {state.is === 'making' ? (
        <progress className="w-full" max={100} value={state.percent} aria-label={t.making(state.percent)} />
      ) : null}
      <p className="text-cap text-ink-2" role="status" data-video={state.is}>
        {wrong ??
          (state.is === 'said'
            ? state.text
            : state.is === 'making'
              ? t.making(Math.floor(state.percent / 10) * 10)
              : '')}
      </p>
    </section>
  );
}

interface StepFieldProps {
  readonly label: string;
  readonly value: string;
  readonly count: number;
  readonly name: string;
  readonly onChange: (value: string) => void;
}

const StepField = ({ label, value, count, name, onChange }: StepFieldProps) => (
  <label className="grid gap-1 text-ui">
    {label}
    <Input
      type="number"
      inputMode="numeric"
      min={1}
      max={count}
      value={value}
      data-video-step={name}
      onChange={(event) => onChange(event.target.value)}
    />
  </label>
);
