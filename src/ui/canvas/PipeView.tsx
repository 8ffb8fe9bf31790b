/** A queue as a pipe that lies on its side: its mouth is at its consumer, and what lies in it can be seen. From its properties alone. */
import { KindGlyph } from '../shared/KindGlyph.tsx';
import type { PipeNode, Preset } from './geometry.ts';
import type { MapTexts } from './map-texts.ts';
import type { Letter, PipeState } from './pipe-state.ts';
import { shortened } from './short.ts';

export const EMPTY: Props['state'] = {
  ready: [],
  unacked: [],
  shut: false,
  expected: false,
  lit: null,
};

/** What a character of a queue's name takes, px. */
const CHARACTER: { readonly [P in Preset]: number } = { desk: 7.7, lesson: 10.6, tall: 7.4, phone: 7.4 };
/** A pipe's two ends. */
const ENDS = 28;
/** More than these are three, pushed together, and a number. */
const MOST_LETTERS = 3;

export function pipeName(pipe: PipeNode, texts: MapTexts, isBrief = false): string {
  if (pipe.queues.length > 1) return texts.ownQueues(pipe.queues.length);
  return pipe.queues[0] ?? (isBrief ? texts.reply : texts.replyQueue);
}

/** Characters of its queue's name that a pipe has room for; with letters in it, fewer. */
export function roomForName(
  { width, tag }: PipeNode,
  preset: Preset,
  { ready, unacked, expected }: Props['state'],
): number {
  const n = ready.length;
  // of a letter behind the first 5 px are seen
  const seen = n && 21 + 5 * Math.min(n, MOST_LETTERS) + (n > MOST_LETTERS ? 15 : 0);
  const letters = seen + (unacked?.length ? 25 : 0);
  const room = width - ENDS - (letters || (expected ? 26 : 0));
  return Math.floor(room / CHARACTER[preset] - (letters && tag ? tag.length * 0.8 : 0));
}

interface Props {
  readonly pipe: PipeNode;
  readonly preset: Preset;
  readonly state: Omit<PipeState, 'queues'>;
  readonly texts: MapTexts;
  /** the queue is not declared (yet) */
  readonly absent: boolean;
}

export function PipeView({ pipe, preset, state, texts, absent }: Props) {
  const { ready, unacked, expected } = state;
  const held = unacked ?? [];
  const kind = state.lit ?? (expected ? 'reply' : (ready[0] ?? held[0])?.kind);
  const dashed = absent || (expected && state.lit === null);
  const most = roomForName(pipe, preset, state);
  const isNamed = pipe.queues.length === 1;
  return (
    <div
      className={`pipe-node relative flex h-full items-center gap-[4px] px-[14px] data-[mouth=left]:flex-row-reverse lesson:data-[mouth=left]:pr-[6px] ${kind ? `kind-${kind}` : ''}`}
      data-mouth={pipe.mouth}
      data-lit={state.lit ? '' : undefined}
      data-shut={state.shut || undefined}
    >
      <Tube mouth={pipe.mouth} lit={kind !== undefined} dashed={dashed} shut={state.shut} />
      <span
        className="queue-name relative text-(length:--m-tube) leading-none tracking-tight whitespace-nowrap text-ink-2 data-ahead:text-ink-3 data-kind:font-semibold data-kind:text-(--kind)"
        data-kind={kind ? '' : undefined}
        data-ahead={absent || undefined}
        lang={isNamed ? 'en' : undefined}
        translate={isNamed ? 'no' : undefined}
      >
        {/* on a phone one vhost is in view, and named */}
        {pipe.tag === null ? null : (
          <span className="queue-tag mr-[4px] tracking-[-0.03em] font-normal text-ink-2 phone:hidden">
            {pipe.tag}
          </span>
        )}
        <span className={isNamed ? 'font-mono' : ''}>
          {isNamed
            ? shortened(pipeName(pipe, texts), Math.max(most, 5))
            : // words are narrower than a queue's name, and are not cut
              pipeName(pipe, texts, preset === 'phone' || texts.replyQueue.length > most * 1.25)}
        </span>
      </span>
      <span
        className={`relative flex items-center ${pipe.mouth === 'left' ? 'mr-auto flex-row-reverse' : 'ml-auto'}`}
      >
        <Letters letters={ready} />
        {held.length > 0 ? <Held letters={held} /> : null}
        {expected && ready.length + held.length === 0 && state.lit === null ? <Awaited /> : null}
      </span>
    </div>
  );
}

/** The body with its shading; the mouth is dark where the queue is open, a lid where nobody takes from it. */
export function Tube({
  mouth,
  lit,
  dashed,
  shut,
}: {
  mouth: 'left' | 'right';
  lit: boolean;
  dashed: boolean;
  shut: boolean;
}) {
  return (
    <span
      className="pipe absolute inset-0 rounded-[6px/50%] border border-line-2 data-dashed:border-dashed data-lit:border-2 data-lit:border-(--kind-fill) data-lit:[--color-ink:var(--kind-fill)] data-lit:[--color-sunken:var(--kind-tint)]"
      data-lit={lit || undefined}
      data-dashed={dashed || undefined}
    >
      <span
        className="absolute -inset-y-px w-[13px] rounded-[50%] border border-line-2 bg-[color-mix(in_oklab,var(--color-ink)_26%,var(--color-paper))] data-dashed:border-dashed data-lit:-inset-y-0.5 data-lit:border-2 data-lit:border-(--kind-fill) data-[mouth=left]:-left-px data-[mouth=right]:-right-px data-shut:border-ink data-shut:bg-ink"
        data-mark={shut ? 'shut' : 'pipe'}
        data-mouth={mouth}
        data-lit={lit || undefined}
        data-dashed={dashed || undefined}
        data-shut={shut || undefined}
      />
    </span>
  );
}

export function Letters({ letters }: { letters: readonly Letter[] }) {
  const shown = letters.slice(0, MOST_LETTERS);
  return (
    <>
      {shown.map(({ fact, kind }) => (
        <span key={fact} className="flex not-first:-ml-[17px]" data-mark="ready">
          <KindGlyph kind={kind} size={22} />
        </span>
      ))}
      {letters.length > MOST_LETTERS ? (
        <b className="mx-0.5 text-(length:--m-tiny) font-semibold tabular-nums text-ink">{letters.length}</b>
      ) : null}
    </>
  );
}

/** Handed out and not acknowledged: still the broker's, at the mouth. */
export function Held({ letters }: { letters: readonly Letter[] }) {
  const [first] = letters;
  return first ? (
    <span
      className="flex items-center rounded-s border-[1.5px] border-dashed border-(--kind) px-px"
      data-mark="unacked"
    >
      <KindGlyph kind={first.kind} size={20} />
      {letters.length > 1 ? (
        <b className="text-(length:--m-tiny) font-semibold tabular-nums text-ink">{letters.length}</b>
      ) : null}
    </span>
  ) : null;
}

/** The answer that is waited for. */
export const Awaited = () => (
  <svg
    width="24"
    height="18"
    viewBox="0 0 24 18"
    aria-hidden="true"
    className="text-(--kind)"
    data-mark="expected"
  >
    <rect
      x="1.2"
      y="1.2"
      width="21.6"
      height="15.6"
      rx="3"
      fill="var(--color-paper)"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeDasharray="3.2 2.4"
    />
  </svg>
);
