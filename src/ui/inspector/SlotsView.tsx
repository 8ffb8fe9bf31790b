/** The workers of a service as small squares, and the same in words: what each works on, who is blocked, who is free. */

import { POOL, type Seat, type Slots, slotsOf } from '../../core/reading/slots.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { World } from '../../core/trace/world.ts';
import { textsOf, type WaitTexts } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Unknown } from '../shared/Unknown.tsx';
import { FactLink } from './FactLink.tsx';

/** Squares drawn at most: of more workers, words alone tell. */
const MOST_SQUARES = 2 * POOL;
/** Workers that are told one by one. */
const MOST_SEATS = 12;

const SLOT =
  'slot inline-block size-3.5 rounded-[3px] border-[1.5px] border-line-2 align-[-2px] data-[slot=blocked]:border-call data-[slot=blocked]:hatch data-[slot=busy]:border-ink data-[slot=busy]:bg-ink';

interface Props {
  readonly actor: string;
  readonly trace: Trace;
  readonly world: World;
  readonly t: WaitTexts;
}

export function SlotsView({ actor, trace, world, t }: Props) {
  const texts = useStore((s) => textsOf(s.lang));
  const slots = slotsOf(trace, world, actor);
  if (!slots) {
    const seen = (world.services.get(actor)?.working ?? []).flatMap(
      (id) => indexOf(trace).messages.get(id)?.published ?? [],
    );
    return (
      <>
        {seen.map(({ index }) => (
          <p key={index}>
            {t.busy} <FactLink fact={index} trace={trace} />
          </p>
        ))}
        <p className="text-ink-2">
          {t.workers.rpc}: <Unknown texts={texts} />
        </p>
      </>
    );
  }
  const told = slots.seats.slice(0, MOST_SEATS);
  return (
    <section
      className="slots flex flex-col gap-1.5 text-ui"
      aria-label={t.workers[slots.of]}
      data-slots={slots.size ?? 'any'}
    >
      <h4 className="inspector-part font-semibold">{t.workers[slots.of]}</h4>
      <Squares slots={slots} />
      <p data-busy={slots.busy} data-blocked={slots.blocked} data-free={slots.free ?? 'any'}>
        {t.count(slots.busy, slots.blocked, slots.free)}
        {t.ofAll(slots.size)}
      </p>
      {told.length > 0 ? (
        <ul className="flex flex-col gap-1 wrap-anywhere">
          {told.map((seat) => (
            <li key={seat.fact}>
              <SeatLine seat={seat} trace={trace} t={t} />
            </li>
          ))}
        </ul>
      ) : null}
      {slots.seats.length > MOST_SEATS ? <p className="text-ink-2">…</p> : null}
      {slots.lined.length > 0 ? <p>{t.lined(slots.lined.length)}</p> : null}
      {slots.inMemory.length > 0 ? <p>{t.inMemory(slots.inMemory.length)}</p> : null}
    </section>
  );
}

function SeatLine({ seat, trace, t }: { seat: Seat; trace: Trace; t: WaitTexts }) {
  const isBlocked = seat.waitsFor.length > 0;
  return (
    <>
      <span className={SLOT} data-slot={isBlocked ? 'blocked' : 'busy'} aria-hidden="true" />{' '}
      {isBlocked ? t.blocked : t.busy} <FactLink fact={seat.fact} trace={trace} />
      {seat.waitsFor.map((fact) => (
        <span key={fact}>
          {' '}
          → {t.until} <FactLink fact={fact} trace={trace} />
        </span>
      ))}
    </>
  );
}

/** Hidden from a screen reader: the sentence below says the same. */
function Squares({ slots }: { slots: Slots }) {
  const kinds = [
    ...Array.from({ length: slots.busy }, () => 'busy'),
    ...Array.from({ length: slots.blocked }, () => 'blocked'),
    ...Array.from({ length: slots.free ?? 0 }, () => 'free'),
  ];
  if (kinds.length === 0 || kinds.length > MOST_SQUARES) return null;
  return (
    <span className="slots-squares grid grid-cols-[repeat(16,14px)] gap-[3px]" aria-hidden="true">
      {kinds.map((kind, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a square is its place
        <span key={place} className={SLOT} data-slot={kind} />
      ))}
    </span>
  );
}
