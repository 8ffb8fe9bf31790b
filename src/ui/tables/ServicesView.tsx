/** The map of services and databases: who holds a connection to what, and that a compute holds none. */
import { RECORDED_CONNECTIONS } from '../../core/databases/connections.ts';
import { layoutOfTrace } from '../../core/databases/layouts.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import './schema.css';
import { isRecording } from '../../store/derived.ts';

export function ServicesView({ trace, t, texts }: { trace: Trace; t: DataTexts; texts: Texts }) {
  const { services, databases } = trace.topology;
  const isRecorded = layoutOfTrace(trace) === 'recorded';
  const compute = services.find((place) => place.program === 'nova-compute');
  return (
    <div className="services-map">
      <p className="quiet">{t.services.intro}</p>
      <div className="rows-scroll">
        <table className="rows services-table" data-services="">
          <thead>
            <tr>
              <th scope="col">{t.services.service}</th>
              {databases.map((database) => (
                <th key={database} scope="col" lang="en">
                  <code>{database}</code>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {services
              .filter((place) => place.kind !== 'client')
              .map((place) => (
                <tr key={place.actor} data-actor={place.actor}>
                  <th scope="row">
                    <Code>{place.actor}</Code>
                  </th>
                  {place.databases.length === 0 ? (
                    <td colSpan={databases.length} className="services-none">
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
          <p>{t.services.computeNote}</p>
          <TryIt actor={compute.actor} t={t} texts={texts} />
        </>
      ) : null}
    </div>
  );
}

function Connection({ has, count, t }: { has: boolean; count: number | null; t: DataTexts }) {
  const told = !has ? t.services.hasNot : count === null ? t.services.has : t.services.connections(count);
  return (
    <td className="services-cell" data-has={has || undefined}>
      <span aria-hidden="true">{has ? (count ?? '●') : '·'}</span>
      <span className="visually-hidden">{told}</span>
    </td>
  );
}

/** A command of the experiment: it really is tried, and the answer is the run's. */
function TryIt({ actor, t, texts }: { actor: string; t: DataTexts; texts: Texts }) {
  const issue = useStore((s) => s.issue);
  const isOff = useStore((s) => s.engine.state === 'off');
  const isReadOnly = useStore(isRecording);
  const running = useStore((s) => s.running);
  const order = {
    name: 'read_rows',
    args: { service: actor, database: 'nova_cell1', table: 'instances' },
  };
  return (
    <p>
      <Button
        disabled={isOff || running || isReadOnly}
        title={isReadOnly ? texts.page.notice.no_experiment : undefined}
        data-command="read_rows"
        onClick={() => void issue(order)}
      >
        {running ? texts.page.top.running : t.services.tryIt(actor)}
      </Button>
    </p>
  );
}
