/** One server on its way through the databases: moment by moment, in how many tables of each its uuid stands. */
import { useMemo, useState } from 'react';
import { indexOf } from '../../core/reading/trace-index.ts';
import { momentsOf, type Track, type TrackMoment } from '../../core/show/tracks.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { DatabasesLessonTexts } from '../../i18n/index.ts';
import { stepsOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';

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
  if (servers.length === 0) return <p className="quiet">{t.noMoment}</p>;
  return (
    <>
      <h4 className="lesson-part">{t.server}</h4>
      <p className="quiet">{t.serverNote}</p>
      <label className="lesson-server">
        {t.whichServer}{' '}
        <select
          className="select"
          value={uuid}
          data-field="server"
          onChange={({ target }) => setPicked(target.value)}
        >
          {servers.map((one) => (
            <option key={one} value={one}>
              {indexOf(trace).names.get(one)}
            </option>
          ))}
        </select>
      </label>
      <div className="rows-scroll lesson-way">
        <table className="rows" data-way={uuid}>
          <thead>
            <tr>
              <td />
              {databases.map((name) => (
                <th key={name} scope="col">
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

interface RowProps {
  readonly n: number;
  readonly isNow: boolean;
  readonly tracks: readonly Track[];
  readonly databases: readonly string[];
  readonly t: DatabasesLessonTexts;
}

function MomentRow({ n, isNow, tracks, databases, t }: RowProps) {
  const seek = useStore((s) => s.seek);
  return (
    <tr aria-current={isNow ? 'step' : undefined}>
      <th scope="row">
        <Button look="quiet" className="lesson-moment" data-to-step={n} onClick={() => seek(n)}>
          {t.moment(n)}
        </Button>
      </th>
      {databases.map((name) => {
        const count = tracks.filter((track) => track.database === name).length;
        return (
          <td key={name} data-numeric="" data-tables-in={name}>
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
      {databases.length === 0 ? <p className="quiet">{t.nowhere}</p> : null}
      <ul>
        {databases.map((name) => (
          <li key={name}>
            <Code>{name}</Code>:{' '}
            <span className="lesson-tables" lang="en">
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
