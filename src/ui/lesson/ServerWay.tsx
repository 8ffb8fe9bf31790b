/** One server on its way through the databases: moment by moment, in how many tables of each its uuid stands. */
import { useMemo, useState } from 'react';
import { indexOf } from '../../core/reading/trace-index.ts';
import { momentsOf, type Track, type TrackMoment } from '../../core/show/tracks.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { DatabasesLessonTexts } from '../../i18n/index.ts';
import { stepsOf, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { GRID, GRID_BOX, GRID_HEAD } from '../shared/grid-look.ts';
import { Select } from '../shared/Select.tsx';

/** Uuids of the servers that were made in the run, in order. */
function serversOf(trace: Trace): readonly string[] {
  const seeded = new Set(
    Object.values(trace.seed).flatMap((rows) =>
      rows.flatMap((row) => (typeof row.uuid === 'string' ? [row.uuid] : [])),
    ),
  );
  return [...indexOf(trace).names.keys()].filter((uuid) => !seeded.has(uuid));
}

/** What stands at the end of each step in which it changed. */
function byStep(
  moments: readonly TrackMoment[],
  steps: readonly Step[],
): ReadonlyMap<number, readonly Track[]> {
  return new Map(moments.map(({ fact, tracks }) => [stepOfFact(steps, fact), tracks]));
}

export function ServerWay({ t }: { t: DatabasesLessonTexts }) {
  const trace = useStore(traceOf);
  const steps = useStore(stepsOf);
  const current = useStore((s) => s.step);
  const servers = useMemo(() => serversOf(trace), [trace]);
  const [picked, setPicked] = useState<string | null>(null);
  const uuid = servers.find((one) => one === picked) ?? servers[0] ?? '';
  const moments = useMemo(() => byStep(momentsOf(trace, uuid), steps), [trace, uuid, steps]);
  const databases = trace.topology.databases.filter((name) =>
    [...moments.values()].some((tracks) => tracks.some((track) => track.database === name)),
  );
  const now = [...moments.keys()].findLast((n) => n <= current);
  if (servers.length === 0) return <p className="text-ui text-ink-2">{t.noMoment}</p>;
  return (
    <>
      <h4 className="lesson-part pt-3 text-body font-semibold">{t.server}</h4>
      <p className="text-ui text-ink-2">{t.serverNote}</p>
      <label className="lesson-server text-ui">
        {t.whichServer}{' '}
        <Select value={uuid} data-field="server" onChange={({ target }) => setPicked(target.value)}>
          {servers.map((one) => (
            <option key={one} value={one}>
              {indexOf(trace).names.get(one)}
            </option>
          ))}
        </Select>
      </label>
      <div className={`lesson-way ${GRID_BOX} flex-none`}>
        <table className={`rows ${GRID}`} data-way={uuid}>
          <thead>
            <tr>
              <td className={GRID_HEAD} />
              {databases.map((name) => (
                <th key={name} scope="col" className={GRID_HEAD}>
                  <Code>{name}</Code>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...moments].map(([n, tracks]) => (
              <MomentRow key={n} n={n} isNow={n === now} tracks={tracks} databases={databases} t={t} />
            ))}
          </tbody>
        </table>
      </div>
      <Now step={current} tracks={now === undefined ? [] : (moments.get(now) ?? [])} t={t} />
    </>
  );
}

const CELL = 'border-b border-line px-3 py-1 text-left whitespace-nowrap';

interface RowProps {
  readonly n: number;
  readonly isNow: boolean;
  readonly tracks: readonly Track[];
  readonly databases: readonly string[];
  readonly t: DatabasesLessonTexts;
}

function MomentRow({ n, isNow, tracks, databases, t }: RowProps) {
  const { seek } = useActions();
  return (
    <tr className="aria-[current]:bg-sunken" aria-current={isNow ? 'step' : undefined}>
      <th scope="row" className={CELL}>
        <Button look="link" className="lesson-moment font-sans" data-to-step={n} onClick={() => seek(n)}>
          {t.moment(n)}
        </Button>
      </th>
      {databases.map((name) => {
        const count = tracks.filter((track) => track.database === name).length;
        return (
          <td key={name} className={`${CELL} text-center`} data-numeric="" data-tables-in={name}>
            {count === 0 ? '–' : count}
          </td>
        );
      })}
    </tr>
  );
}

function Now({ step, tracks, t }: { step: number; tracks: readonly Track[]; t: DatabasesLessonTexts }) {
  const databases = [...new Set(tracks.map((track) => track.database))];
  return (
    <div data-now={step}>
      <p>{t.tablesAt(step)}</p>
      {databases.length === 0 ? <p className="text-ui text-ink-2">{t.nowhere}</p> : null}
      <ul>
        {databases.map((name) => (
          <li key={name}>
            <Code>{name}</Code>:{' '}
            <span className="lesson-tables inline-flex flex-wrap gap-x-3 align-top text-ui" lang="en">
              {tracks
                .filter((track) => track.database === name)
                .map(({ table, rows }) => (
                  <code key={table}>{rows > 1 ? `${table} ×${rows}` : table}</code>
                ))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
