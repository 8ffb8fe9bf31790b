/** Every mark of the map with what it means: loaded with the list of keys. Samples are drawn by the map's own parts. */
import { Database } from 'lucide-react';
import type { ReactNode } from 'react';
import { type AsideTexts, textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { ChoiceSign } from '../shared/ChoiceSign.tsx';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { Ring, StateIcon } from './CardView.tsx';
import { DatabaseSign } from './Connections.tsx';
import { GroupIcon } from './GroupIcon.tsx';
import { Awaited, Held, Letters, Tube } from './PipeView.tsx';

type Sign = keyof AsideTexts['signs'];

const call = [{ fact: 0, kind: 'call' as const, method: '' }];
const chip = (
  <span
    className="kind-cast rounded-s border border-(--kind) bg-(--kind-tint) px-1 font-mono text-cap text-(--kind)"
    lang="en"
  >
    boot
  </span>
);

const SAMPLES: { readonly [S in Sign]: ReactNode } = {
  idle: <StateIcon state="idle" free={false} />,
  working: <StateIcon state="working" free={false} />,
  free: <StateIcon state="working" free />,
  waits: (
    <span className="hatch rounded-s border-2 border-call p-0.5">
      <Ring share={0.3} />
    </span>
  ),
  stopped: <StateIcon state="stopped" free={false} />,
  disabled: <GroupIcon group="disabled" />,
  in_work: chip,
  fold: <b className="rounded-s border border-line-2 bg-paper px-1 text-cap font-semibold">×12</b>,
  http: <KindGlyph kind="http" size={17} />,
  sql: <KindGlyph kind="sql" size={17} />,
  cell: (
    <span
      className="h-5 w-9 rounded-s border-[1.5px] border-dotted border-line-2 bg-ink/5"
      aria-hidden="true"
    />
  ),
  publishes: <Path d="M2 9 H28" end={<circle cx="31" cy="9" r="3" className="fill-paper" />} />,
  consumes: <Path d="M2 9 H34" end={<path d="M28 4.5 L34 9 L28 13.5" />} />,
  pipe: <Pipe />,
  shut: <Pipe shut />,
  ready: <Letters letters={call} />,
  unacked: (
    <span className="kind-call">
      <Held letters={call} />
    </span>
  ),
  expected: (
    <span className="kind-reply">
      <Awaited />
    </span>
  ),
  key: (
    <span className="kind-call rounded-s bg-(--kind-tint) px-1 font-mono text-cap text-(--kind)" lang="en">
      key
    </span>
  ),
  thin: <Path d="M2 9 H34" end={<path d="M28 5 L34 9 L28 13" />} />,
  connection: <DatabaseSign connected />,
  no_connection: <DatabaseSign connected={false} />,
  own_database: <Database size={14} strokeWidth={1.9} className="text-ink-3" aria-hidden="true" />,
  rows: <b className="rounded-full border border-mark-line bg-mark px-1.5 text-cap font-semibold">2</b>,
  host_chosen: <ChoiceSign sign="host_chosen" place={null} />,
  host_alternate: <ChoiceSign sign="host_alternate" place={1} />,
  host_left_out: <ChoiceSign sign="host_left_out" place={null} />,
  lost: <KindGlyph kind="error" size={18} />,
};

function Path({ d, end }: { d: string; end: ReactNode }) {
  return (
    <svg
      width="38"
      height="18"
      viewBox="0 0 38 18"
      className="fill-none stroke-line-2 stroke-[1.5]"
      aria-hidden="true"
    >
      <path d={d} />
      {end}
    </svg>
  );
}

function Pipe({ shut = false }: { shut?: boolean }) {
  return (
    <span className="relative block h-5 w-11">
      <Tube mouth="right" lit={false} dashed={false} shut={shut} />
    </span>
  );
}

const SIGNS = Object.keys(SAMPLES) as Sign[];

export function Signs() {
  const { signs, signsTitle } = useStore((s) => textsOf(s.lang).aside);
  return (
    <section>
      <h3 className="mb-2 text-ui">{signsTitle}</h3>
      <ul className="signs grid gap-1.5 text-ui sm:grid-cols-2">
        {SIGNS.map((sign) => (
          <li
            key={sign}
            className="grid grid-cols-[3.25rem_minmax(0,1fr)] items-center gap-2"
            data-sign-of={sign}
          >
            <span className="flex justify-center">{SAMPLES[sign]}</span>
            <span className="text-ink-2">{signs[sign]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
