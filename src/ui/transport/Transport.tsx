/**
 * When: play, step, speed, and the timeline. Every control keeps its place and its width in every state and language, so
 * that a finger that presses twice presses the same one twice.
 */
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { textsOf } from '../../i18n/index.ts';
import { stepsOf, traceOf } from '../../store/derived.ts';
import { SPEEDS, type Speed } from '../../store/state.ts';
import type { PageState } from '../../store/store.ts';
import { useActions, usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Timeline } from './Timeline.tsx';

export function Transport({ layout }: { layout: string }) {
  const isPhone = layout === 'phone';
  return (
    <div className="transport flex min-h-[76px] flex-wrap items-center gap-x-4 gap-y-2 bg-paper px-4 py-1.5 lesson:min-h-[84px] tall:min-h-[88px] phone:min-h-[88px] phone:gap-x-3 phone:px-3">
      <div className="flex items-center gap-1.5">
        <Buttons isPhone={isPhone} />
        {isPhone ? null : <SpeedSelect />}
      </div>
      <Timeline />
      <Count />
    </div>
  );
}

const SIDE = 'min-h-10 min-w-10 phone:size-[48px]';

function Buttons({ isPhone }: { isPhone: boolean }) {
  const texts = useStore((s) => textsOf(s.lang).page).transport;
  const store = usePageStore();
  const atStart = useStore((s) => s.step <= 1);
  const atEnd = useStore((s) => s.step >= stepsOf(s).length);
  const seek = (to: (state: PageState) => number): void => store.getState().seek(to(store.getState()));
  return (
    <>
      {isPhone ? null : (
        <Button icon look="quiet" aria-label={texts.first} disabled={atStart} onClick={() => seek(() => 1)}>
          <ChevronFirst size="1.25em" aria-hidden="true" />
        </Button>
      )}
      <Button
        icon
        className={SIDE}
        aria-label={texts.previous}
        disabled={atStart}
        onClick={() => seek((s) => s.step - 1)}
      >
        <ChevronLeft size="1.25em" aria-hidden="true" />
      </Button>
      <PlayButton isPhone={isPhone} atEnd={atEnd} />
      <Button
        icon
        className={SIDE}
        aria-label={texts.next}
        disabled={atEnd}
        onClick={() => seek((s) => s.step + 1)}
      >
        <ChevronRight size="1.25em" aria-hidden="true" />
      </Button>
      {isPhone ? null : (
        <Button
          icon
          look="quiet"
          aria-label={texts.last}
          disabled={atEnd}
          onClick={() => seek((s) => stepsOf(s).length)}
        >
          <ChevronLast size="1.25em" aria-hidden="true" />
        </Button>
      )}
    </>
  );
}

/** As wide as its longest word in any language. */
function PlayButton({ isPhone, atEnd }: { isPhone: boolean; atEnd: boolean }) {
  const texts = useStore((s) => textsOf(s.lang).page).transport;
  const playing = useStore((s) => s.playing);
  const live = useStore((s) => s.live);
  const { play, pause } = useActions();
  const Icon = playing ? Pause : Play;
  const word = playing ? texts.pause : texts.play;
  return (
    <Button
      look="filled"
      icon
      className={isPhone ? SIDE : 'transport-play min-h-10 w-26 font-semibold'}
      aria-label={atEnd && !playing && !live ? texts.playFromStart : word}
      data-play=""
      onClick={playing ? pause : play}
    >
      <Icon size="1.15em" fill="currentColor" aria-hidden="true" />
      {isPhone ? null : <span>{word}</span>}
    </Button>
  );
}

function SpeedSelect() {
  const texts = useStore((s) => textsOf(s.lang).page).transport;
  const speed = useStore((s) => s.speed);
  const { setSpeed } = useActions();
  return (
    <select
      className="h-9 w-15 flex-none cursor-pointer appearance-none rounded-m bg-transparent text-center text-ui font-medium text-ink-2 tabular-nums hover:bg-sunken hover:text-ink touch:h-11"
      aria-label={texts.speed}
      title={texts.speed}
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

/** Room for its widest word, so that the timeline beside it keeps its place in each language. */
const WIDEST_COUNT = '4.25rem';

/** Where the cursor stands, and whether what is shown was computed or recorded: never left to be guessed. */
function Count() {
  const texts = useStore((s) => textsOf(s.lang).page);
  const step = useStore((s) => s.step);
  const count = useStore((s) => stepsOf(s).length);
  const source = useStore((s) => traceOf(s).source);
  return (
    <p
      className="flex flex-none flex-col items-end whitespace-nowrap"
      style={{ minWidth: WIDEST_COUNT }}
      title={texts.about}
    >
      <span
        className="scrubber-count flex items-baseline justify-end gap-1 text-ui text-ink-2 tabular-nums"
        style={{ minWidth: `${2 * String(count).length + 2}ch` }}
      >
        <b className="text-body font-semibold text-ink">{step}</b>
        <span>{`/ ${count}`}</span>
      </span>
      <span className="text-cap text-ink-3" data-source={source}>
        {texts.sources[source]}
      </span>
    </p>
  );
}
