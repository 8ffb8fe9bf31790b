/** What a service waits for at the cursor, call by call, and what each of its workers does. */
import './waits.css';
import { type CallWait, callsOf, requestsOf } from '../../core/player/waits.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { HttpState, World } from '../../core/trace/world.ts';
import { seconds } from '../../i18n/rich.ts';
import { type WaitTexts, waitTextsOf } from '../../i18n/wait-texts.ts';
import { worldOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Code } from '../shared/Code.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { FactLink } from './FactLink.tsx';
import { SlotsView } from './SlotsView.tsx';

export function WaitsView({ actor, trace }: { actor: string; trace: Trace }) {
  const t = useStore((s) => waitTextsOf(s.lang));
  const world = useStore(worldOf);
  const calls = callsOf(trace, world, actor);
  const requests = requestsOf(world, actor);
  return (
    <Disclosure summary={t.title} open>
      {calls.length + requests.length === 0 ? (
        <p className="quiet" data-waits={0}>
          {t.nobody}
        </p>
      ) : (
        <table className="wait-table" data-waits={calls.length + requests.length}>
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
            {requests.map((request) => (
              <RequestRow key={request.exchange_id} request={request} world={world} trace={trace} t={t} />
            ))}
          </tbody>
        </table>
      )}
      <SlotsView actor={actor} trace={trace} world={world} t={t} />
    </Disclosure>
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
      <td>{t.places[call.place]}</td>
      <td>{seconds(call.waited)}</td>
      <td>
        {monitor ? <span className="field-value">{t.silence(monitor.left, monitor.total)}</span> : null}
        {whole ? (
          <span className="field-value">{(monitor ? t.inAll : t.leftOf)(whole.left, whole.total)}</span>
        ) : null}
        {monitor || whole ? null : t.noLimit}
      </td>
    </tr>
  );
}

function Whom({ name, t }: { name: string; t: WaitTexts }) {
  return (
    <span className="field-value">
      {t.whom} <Code>{name}</Code>
    </span>
  );
}

interface RequestRowProps {
  readonly request: HttpState;
  readonly world: World;
  readonly trace: Trace;
  readonly t: WaitTexts;
}

function RequestRow({ request, world, trace, t }: RequestRowProps) {
  return (
    <tr data-place="http">
      <th scope="row">
        <FactLink fact={request.index} trace={trace} />
        <Whom name={request.to} t={t} />
      </th>
      <td>{t.noMessage}</td>
      <td>{seconds(world.at - request.since)}</td>
      <td>{t.noLimit}</td>
    </tr>
  );
}
