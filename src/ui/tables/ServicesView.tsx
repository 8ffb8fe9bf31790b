/** The map of services and databases: who holds a connection to what, and that a compute holds none. */
import { RECORDED_CONNECTIONS } from '../../core/databases/connections.ts';
import { layoutOfTrace } from '../../core/databases/layouts.ts';
import type { ServicePlace, Trace } from '../../core/trace/trace.ts';
import { CELL0, cellsIn, hasRecordedCells } from '../../core/words/cells.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { isRecording } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { GRID, GRID_BOX, GRID_CELL, GRID_HEAD } from '../shared/grid-look.ts';

export function ServicesView({ trace, t, texts }: { trace: Trace; t: DataTexts; texts: Texts }) {
  const { services, databases } = trace.topology;
  const isRecorded =
    layoutOfTrace(trace) === 'recorded' && hasRecordedCells(trace.experiment?.deployment?.cells);
  const compute = services.find((place) => place.program === 'nova-compute');
  return (
    <div className="flex min-h-0 flex-1 flex-col items-start gap-3 overflow-auto px-4 pt-1 pb-4 text-ui">
      <p className="max-w-[62rem] text-ink-2">{t.services.intro}</p>
      <div className={`${GRID_BOX} shrink-0`}>
        <table className={GRID} data-services="">
          <thead>
            <tr>
              <th scope="col" className={`${GRID_HEAD} font-sans`}>
                {t.services.service}
              </th>
              {databases.map((database) => (
                <th key={database} scope="col" className={GRID_HEAD} lang="en">
                  {database}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {services
              .filter((place) => place.kind !== 'client')
              .map((place) => (
                <tr key={place.actor} data-actor={place.actor}>
                  <th scope="row" className={`${GRID_CELL} font-sans font-semibold`} lang="en">
                    {place.actor}
                  </th>
                  {place.databases.length === 0 ? (
                    <td
                      colSpan={databases.length}
                      className={`${GRID_CELL} text-center font-sans text-ink-2`}
                    >
                      {t.services.none}
                    </td>
                  ) : (
                    databases.map((database) => (
                      <Connection
                        key={database}
                        has={place.databases.includes(database)}
                        count={isRecorded ? (RECORDED_CONNECTIONS[place.actor]?.[database] ?? null) : null}
                        t={t}
                      />
                    ))
                  )}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      {compute ? (
        <>
          <p className="max-w-[62rem]">{t.services.computeNote}</p>
          <TryIt trace={trace} compute={compute} t={t} texts={texts} />
        </>
      ) : null}
    </div>
  );
}

function Connection({ has, count, t }: { has: boolean; count: number | null; t: DataTexts }) {
  const told = !has ? t.services.hasNot : count === null ? t.services.has : t.services.connections(count);
  return (
    <td className={`${GRID_CELL} text-center text-ink-3 data-has:text-ink`} data-has={has || undefined}>
      <span aria-hidden="true">{has ? (count ?? '●') : '·'}</span>
      <span className="sr-only">{told}</span>
    </td>
  );
}

interface Computes {
  readonly trace: Trace;
  readonly compute: ServicePlace;
  readonly t: DataTexts;
  readonly texts: Texts;
}

/** A command of the experiment: it really is tried, and the answer is the run's. */
function TryIt({ trace, compute, t, texts }: Computes) {
  const { actor, vhosts } = compute;
  const own = cellsIn(trace.topology).find(({ vhost }) => vhost === vhosts[0]);
  const database = own?.database ?? CELL0.database;
  const { issue } = useActions();
  const isOff = useStore((s) => s.engine.state === 'off');
  const isReadOnly = useStore(isRecording);
  const running = useStore((s) => s.running);
  const order = {
    name: 'read_rows',
    args: { service: actor, database, table: 'instances' },
  };
  return (
    <p>
      <Button
        disabled={isOff || running || isReadOnly}
        title={isReadOnly ? texts.page.notice.no_experiment : undefined}
        data-command="read_rows"
        onClick={() => void issue(order)}
      >
        {running ? texts.page.top.running : t.services.tryIt(actor, `${database}.instances`)}
      </Button>
    </p>
  );
}
