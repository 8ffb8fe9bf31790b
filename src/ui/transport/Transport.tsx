/** Play, step, speed and the scrubber: always in view. */
import './transport.css';
import { textsOf } from '../../i18n/index.ts';
import { stepsOf } from '../../store/derived.ts';
import { SPEEDS, type Speed } from '../../store/state.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Legend } from './Legend.tsx';
import { Scrubber } from './Scrubber.tsx';

const ICONS = {
  first: 'M4 3 V13 M13 3 L6 8 L13 13 Z',
  previous: 'M11 3 L4 8 L11 13 Z',
  play: 'M4 2 L14 8 L4 14 Z',
  pause: 'M4 3 H7 V13 H4 Z M9.5 3 H12.5 V13 H9.5 Z',
  next: 'M5 3 L12 8 L5 13 Z',
  last: 'M12 3 V13 M3 3 L10 8 L3 13 Z',
} as const;

function Icon({ name }: { name: keyof typeof ICONS }) {
  return (
    <svg width="18" height="18" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={ICONS[name]}
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function Transport({ layout }: { layout: string }) {
  const isPhone = layout === 'phone';
  return (
    <div className="transport">
      <Buttons isPhone={isPhone} />
      {isPhone ? null : <SpeedSelect />}
      <Scrubber layout={layout} />
      {layout === 'lesson' || layout === 'desk' ? <Legend /> : null}
    </div>
  );
}

function Buttons({ isPhone }: { isPhone: boolean }) {
  const texts = useStore((s) => textsOf(s.lang).page).transport;
  const step = useStore((s) => s.step);
  const count = useStore((s) => stepsOf(s).length);
  const playing = useStore((s) => s.playing);
  const seek = useStore((s) => s.seek);
  const play = useStore((s) => s.play);
  const pause = useStore((s) => s.pause);
  const atStart = step <= 1;
  const playText = playing ? texts.pause : atStart ? texts.playFromStart : texts.play;
  return (
    <div className="transport-buttons">
      {isPhone ? null : (
        <Button icon look="quiet" aria-label={texts.first} disabled={atStart} onClick={() => seek(1)}>
          <Icon name="first" />
        </Button>
      )}
      <Button icon aria-label={texts.previous} disabled={atStart} onClick={() => seek(step - 1)}>
        <Icon name="previous" />
      </Button>
      <Button
        look="filled"
        icon={isPhone}
        className="transport-play"
        aria-label={playText}
        onClick={playing ? pause : play}
      >
        <Icon name={playing ? 'pause' : 'play'} />
        {isPhone ? null : <span>{playText}</span>}
      </Button>
      <Button icon aria-label={texts.next} disabled={step >= count} onClick={() => seek(step + 1)}>
        <Icon name="next" />
      </Button>
      {isPhone ? null : (
        <Button
          icon
          look="quiet"
          aria-label={texts.last}
          disabled={step >= count}
          onClick={() => seek(count)}
        >
          <Icon name="last" />
        </Button>
      )}
    </div>
  );
}

function SpeedSelect() {
  const texts = useStore((s) => textsOf(s.lang).page).transport;
  const speed = useStore((s) => s.speed);
  const setSpeed = useStore((s) => s.setSpeed);
  return (
    <select
      className="select"
      aria-label={texts.speed}
      value={speed}
      onChange={(event) => setSpeed(Number(event.target.value) as Speed)}
    >
      {SPEEDS.map((one) => (
        <option key={one} value={one}>
          {texts.times(one)}
        </option>
      ))}
    </select>
  );
}
