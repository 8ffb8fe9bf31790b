/** A service: what it is, what it does now, and what lies in its memory. Drawn from its properties alone. */
import type { ReactNode } from 'react';
import { Breakable } from '../shared/Breakable.tsx';
import { GLYPHS } from '../shared/glyphs.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { ServiceIcon } from '../shared/ServiceIcon.tsx';

import { type CardState, CHIP_ROOM, type Chip, STATE_SIGNS, stateSign } from './card-state.ts';
import type { Preset, ServiceNode } from './geometry.ts';
import type { MapTexts } from './map-texts.ts';
import { shortened } from './short.ts';

export const IDLE: Omit<CardState, 'actor'> = {
  state: 'idle',
  wait: null,
  chips: [],
  http: [],
  sql: 0,
  touched: false,
  ofStep: false,
  free: false,
  disabled: false,
};
/** A name of so many characters stands in one line on a phone. */
const SHORT = 9;
interface Props {
  readonly node: ServiceNode;
  readonly preset: Preset;
  readonly card: CardState;
  readonly texts: MapTexts;
  /** of a client: instead of a state */
  readonly consumes?: ReactNode;
}

export function CardView({ node, preset, card, texts, consumes }: Props) {
  const { place } = node;
  const quiet = card.state === 'idle' && !card.touched;
  return (
    <div
      className="service relative flex h-full flex-col justify-center gap-0.5 rounded-l border border-line-2 bg-paper px-2.5 shadow-1 phone:px-1.5 lesson:px-1.5 tall:px-1.5 data-touched:border-2 data-touched:border-ink data-touched:shadow-2 data-[state=stopped]:border-dashed data-[state=stopped]:bg-canvas data-[state=waiting]:border-2 data-[state=waiting]:border-call hatch bg-no-repeat bg-[length:0_100%] transition-[background-size] duration-160 data-[state=waiting]:bg-[length:100%_100%]"
      data-state={card.state}
      data-touched={card.touched || undefined}
      data-of-step={card.ofStep || undefined}
      data-actor={card.actor}
    >
      <span className="flex items-center gap-1.5 lesson:gap-1 tall:gap-1">
        {preset === 'phone' ? null : (
          <ServiceIcon
            name={place.program}
            size={preset === 'desk' ? 18 : 16}
            isClient={place.kind === 'client'}
          />
        )}
        <span
          className="service-name text-(length:--m-name) leading-[1.15] font-semibold tracking-[-0.02em] lesson:tracking-[-0.042em] tall:tracking-[-0.05em] data-quiet:font-medium data-quiet:text-ink-2"
          data-quiet={quiet || undefined}
          lang="en"
          translate="no"
        >
          {preset === 'phone' && place.kind !== 'client' && card.actor.length > SHORT ? (
            <PhoneName name={card.actor} />
          ) : (
            <Breakable>{card.actor}</Breakable>
          )}
        </span>
      </span>
      {consumes ?? <StateLine card={card} texts={texts} preset={preset} />}
      <Chips chips={card.chips} most={CHIP_ROOM[preset]} texts={texts} />
    </div>
  );
}

function PhoneName({ name }: { name: string }) {
  const rest = name.replace(/^nova-/, '');
  return (
    <>
      {rest === name ? null : (
        <span className="block text-(length:--m-tiny) font-medium text-ink-2">nova-</span>
      )}
      <Breakable>{rest}</Breakable>
    </>
  );
}

function StateLine({ card, texts, preset }: { card: CardState; texts: MapTexts; preset: Preset }) {
  const { state, wait } = card;
  const counters = Math.min(card.http.length, 1) + Math.min(card.sql, 1);
  const isShort = preset === 'phone' || preset === 'tall' || counters > (preset === 'desk' ? 1 : 0);
  return (
    <span
      className="state flex items-center gap-x-1.5 text-(length:--m-small) leading-snug whitespace-nowrap text-ink-3 tabular-nums phone:flex-wrap phone:gap-x-1 phone:projector:zh:tracking-[-0.04em] data-[state=working]:font-medium data-[state=working]:text-ink data-[state=waiting]:text-ink"
      data-state={state}
    >
      {wait ? (
        <span
          className="wait flex items-center gap-1.5 font-semibold"
          title={texts.waits.full(wait)}
          data-mark="waits"
          data-waits-for={wait.callee}
        >
          <Ring share={wait.limit === null ? null : wait.passed / wait.limit} />
          {isShort ? null : <span>{texts.waits.word}</span>}
          <span className="wait-method sr-only" lang="en" translate="no">
            {wait.method}
          </span>
          <span className="state-word font-medium">
            {(isShort ? texts.waits.timerShort : texts.waits.timer)(wait.passed, wait.limit)}
          </span>
        </span>
      ) : card.disabled && state === 'idle' ? null : (
        <>
          <StateIcon state={state} free={card.free} />
          <span className={`state-word ${counters > 0 ? 'phone:sr-only' : ''}`}>
            {card.free && state !== 'stopped' ? texts.free : texts.states[state]}
          </span>
        </>
      )}
      {card.disabled ? (
        <span className="flex items-center gap-1.5" title={texts.groups.disabled}>
          <StateIcon state="disabled" free={false} />
          <span className={state === 'idle' ? '' : 'sr-only'}>{texts.groups.disabled}</span>
        </span>
      ) : null}
      <Counters card={card} texts={texts} />
    </span>
  );
}

function Counters({ card, texts }: { card: CardState; texts: MapTexts }) {
  return (
    <span className="ml-auto flex gap-2 font-normal text-ink-2">
      {card.http.length > 0 ? (
        <span
          className="flex items-center gap-1"
          title={card.http.map(texts.http).join(', ')}
          data-mark="http"
        >
          <KindGlyph kind="http" size={15} />
          {card.http.length}
        </span>
      ) : null}
      {card.sql > 0 ? (
        <span className="flex items-center gap-1" title={texts.sql(card.sql)} data-mark="sql">
          <KindGlyph kind="sql" size={15} />
          {card.sql}
        </span>
      ) : null}
    </span>
  );
}

export function StateIcon({ state, free }: { state: CardState['state'] | 'disabled'; free: boolean }) {
  const sign = stateSign(state, free);
  return (
    <svg
      width="15"
      height="15"
      viewBox="0 0 24 24"
      className="shrink-0 fill-none stroke-current stroke-[2.4] data-[mark=stopped]:text-error"
      data-mark={sign}
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d={STATE_SIGNS[sign]} />
    </svg>
  );
}

/** How much of its time a waiting caller has used; red when it is nearly over. null = it waits without an end. */
export function Ring({ share }: { share: number | null }) {
  const size = 18;
  const width = 2.6;
  const r = (size - width) / 2;
  const round = 2 * Math.PI * r;
  const used = Math.min(share ?? 0, 1);
  return (
    <svg
      width={size}
      height={size}
      className="shrink-0 text-call data-late:text-error"
      data-late={used >= 0.8 || undefined}
      aria-hidden="true"
    >
      <circle
        cx={size / 2}
        cy={size / 2}
        r={r}
        fill="var(--color-paper)"
        stroke="currentColor"
        strokeOpacity="0.28"
        strokeWidth={width}
      />
      <circle
        cx={size / 2}
        cy={size / 2}
        r={r}
        fill="none"
        stroke="currentColor"
        strokeWidth={width}
        strokeLinecap="round"
        className="transition-[stroke-dasharray] duration-500 ease-linear"
        strokeDasharray={`${round * Math.max(used, 0.03)} ${round}`}
        transform={`rotate(-90 ${size / 2} ${size / 2})`}
      />
      <path
        d={`M${size / 2} ${size * 0.3} V${size / 2} L${size * 0.64} ${size * 0.6}`}
        fill="none"
        stroke="currentColor"
        strokeWidth={width * 0.6}
        strokeLinecap="round"
      />
    </svg>
  );
}

/** Messages in a worker's memory; filled while it is this step's own. */
function Chips({ chips, most, texts }: { chips: readonly Chip[]; most: number; texts: MapTexts }) {
  const shown = chips.findLast((chip) => chip.fresh) ?? chips.at(-1);
  if (!shown) return null;
  const more = chips.length - 1;
  return (
    <span className="mt-0.5 flex items-center gap-1.5">
      <span
        className={`kind-${shown.kind} flex h-[26px] items-center gap-1.5 rounded-s border border-(--kind) bg-(--kind-tint) pr-2 pl-1 text-(--kind) data-fresh:bg-(--kind) data-fresh:text-on-kind phone:pr-1`}
        data-mark="in_work"
        data-fresh={shown.fresh || undefined}
        title={texts.inMemory(shown.method)}
      >
        <span className="phone:hidden">
          {shown.fresh ? <Printed kind={shown.kind} /> : <KindGlyph kind={shown.kind} size={17} />}
        </span>
        <span
          className="font-mono text-(length:--m-tiny) leading-none tracking-tight whitespace-nowrap"
          lang="en"
          translate="no"
        >
          {shortened(shown.method, most - (more > 0 ? 3 : 0))}
        </span>
      </span>
      {more > 0 ? (
        <b className="text-(length:--m-tiny) font-semibold tabular-nums text-ink-2">+{more}</b>
      ) : null}
    </span>
  );
}

/** On a filled chip only what is printed on the letter. */
function Printed({ kind }: { kind: Chip['kind'] }) {
  const printed = GLYPHS[kind].filter((part) => part.stroke === 'on');
  const parts = printed.length > 0 ? printed : GLYPHS[kind];
  return (
    <svg width="17" height="17" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true">
      {parts.map((part) => (
        <path key={part.d} d={part.d} strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
      ))}
    </svg>
  );
}
