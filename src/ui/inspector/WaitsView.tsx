/** What a service waits for at the cursor, call by call, and what each of its workers does. */
import { type CallWait, callsOf, requestsOf } from '../../core/reading/waits.ts';
import { BROKER } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { World } from '../../core/trace/world.ts';
import { textsOf, type WaitTexts } from '../../i18n/index.ts';
import { seconds } from '../../i18n/rich.ts';
import { worldOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Code } from '../shared/Code.tsx';
import { NARROW, TABLE } from '../shared/table-look.ts';
import { FactLink } from './FactLink.tsx';
import { Part } from './Part.tsx';
import { SlotsView } from './SlotsView.tsx';

export function WaitsView({ actor, trace }: { actor: string; trace: Trace }) {
  const t = useStore((s) => textsOf(s.lang).waits);
  const world = useStore(worldOf);
  const calls = callsOf(trace, world, actor);
  const requests = requestsOf(world, actor);
  const blocked = world.services.get(actor)?.blocked ?? [];
  const count = calls.length + requests.length + blocked.length;
  return (
    <Part name={t.title} aside={count === 0 ? t.none : t.waiting(count)}>
      {count === 0 ? (
        <p className="text-ui text-ink-2" data-waits={0}>
          {t.nobody}
        </p>
      ) : (
        <div className="@container">
          <table className={`wait-table ${TABLE} ${NARROW}`} data-waits={count}>
            <caption>{t.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{t.what}</th>
                <th scope="col">{t.place}</th>
                <th scope="col">{t.waited}</th>
                <th scope="col">{t.left}</th>
              </tr>
            </thead>
            <tbody>
              {calls.map((call) => (
                <CallRow key={call.wait.msg_id} call={call} trace={trace} t={t} />
              ))}
              {[
                ...blocked.map(({ index, since }) => ({ index, since, whom: BROKER, place: t.unpublished })),
                ...requests.map(({ index, since, to }) => ({ index, since, whom: to, place: t.noMessage })),
              ].map(({ index, ...row }) => (
                <OtherRow key={index} fact={index} {...row} world={world} trace={trace} t={t} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <SlotsView actor={actor} trace={trace} world={world} t={t} />
    </Part>
  );
}

function CallRow({ call, trace, t }: { call: CallWait; trace: Trace; t: WaitTexts }) {
  const { whole, monitor } = call;
  return (
    <tr data-place={call.place}>
      <th scope="row">
        <FactLink fact={call.published.index} trace={trace} />
        <Whom name={call.callee} t={t} />
      </th>
      <td data-label={t.place}>{t.places[call.place]}</td>
      <td data-label={t.waited}>{seconds(call.waited)}</td>
      <td data-label={t.left}>
        {monitor ? <span className="field-value block">{t.silence(monitor.left, monitor.total)}</span> : null}
        {whole ? (
          <span className="field-value block">{(monitor ? t.inAll : t.leftOf)(whole.left, whole.total)}</span>
        ) : null}
        {monitor || whole ? null : t.noLimit}
      </td>
    </tr>
  );
}

function Whom({ name, t }: { name: string; t: WaitTexts }) {
  return (
    <span className="field-value block">
      {t.whom} <Code>{name}</Code>
    </span>
  );
}

interface OtherRowProps {
  /** index of the request, or of the publication that is held up */
  readonly fact: number;
  readonly whom: string;
  /** where it is, in words */
  readonly place: string;
  readonly since: number;
  readonly world: World;
  readonly trace: Trace;
  readonly t: WaitTexts;
}

/** What has no timer: it waits for as long as it takes. */
function OtherRow({ fact, whom, place, since, world, trace, t }: OtherRowProps) {
  return (
    <tr>
      <th scope="row">
        <FactLink fact={fact} trace={trace} />
        <Whom name={whom} t={t} />
      </th>
      <td data-label={t.place}>{place}</td>
      <td data-label={t.waited}>{seconds(world.at - since)}</td>
      <td data-label={t.left}>{t.noLimit}</td>
    </tr>
  );
}
