/** Where the time of a request went, as bars and as tables: to its answer, and to the server's ACTIVE. */
import './waits.css';
import { indexOf } from '../../core/reading/trace-index.ts';
import {
  activeOf,
  becomesActive,
  requestOf,
  type WaitingBar,
  waitingBar,
} from '../../core/reading/waiting-bar.ts';
import type { Step } from '../../core/story/step.ts';
import type { Fact, FactOf } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { operationBegunBy, requestKey } from '../../core/words/requests.ts';
import { duration, textsOf, type WaitTexts } from '../../i18n/index.ts';
import { factAt } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Disclosure } from '../shared/Disclosure.tsx';
import { barLines, milliseconds, percent } from './bar-lines.ts';

interface Props {
  readonly fact: FactOf<'http.requested'>;
  readonly trace: Trace;
  /** which server's ACTIVE, where a request makes several; absent = the first's */
  readonly active?: Fact;
}

/** Of a request to a service of Nova; another's time is its own. */
export function BarView({ fact, trace, active }: Props) {
  const t = useStore((s) => textsOf(s.lang).waits).bar;
  const isNova = trace.topology.services.some((one) => one.actor === fact.to && one.kind === 'nova');
  if (!isNova) return null;
  const answer = indexOf(trace).exchanges.get(fact.exchange_id)?.answered ?? null;
  const isBoot = operationBegunBy(requestKey(fact.method, fact.path, fact.body)) === 'boot';
  return (
    <Disclosure summary={t.title} open>
      {trace.source === 'simulated' ? (
        <>
          <Way name="answer" fact={fact} end={answer} trace={trace} t={t} />
          {isBoot ? (
            <Way name="active" fact={fact} end={active ?? activeOf(trace, fact)} trace={trace} t={t} />
          ) : null}
        </>
      ) : (
        <p className="quiet">{t.unknown}</p>
      )}
    </Disclosure>
  );
}

/** In the step that makes a server ACTIVE: the time of the request that asked for it. */
export function StepBar({ step, trace }: { step: Step; trace: Trace }) {
  const active = trace.facts.slice(step.main, step.last + 1).find(becomesActive);
  const request = active ? requestOf(trace, active) : null;
  if (!active || !request) return null;
  return (
    <div className="step-bar">
      <BarView fact={request} trace={trace} active={active} />
    </div>
  );
}

interface WayProps {
  readonly name: 'answer' | 'active';
  readonly fact: FactOf<'http.requested'>;
  /** null = this run never comes to it */
  readonly end: Fact | null;
  readonly trace: Trace;
  readonly t: WaitTexts['bar'];
}

/** What happens after the cursor is not told yet. */
function Way({ name, fact, end, trace, t }: WayProps) {
  const upTo = useStore(factAt);
  const isLast = upTo >= trace.facts.length - 1;
  const bar = end && end.index <= upTo ? waitingBar(trace, fact, end) : null;
  if (bar) return <Bar name={name} bar={bar} t={t} />;
  return (
    <p className="quiet" data-bar={name}>
      {t[name]}: {isLast ? t.never : t.notYet}
    </p>
  );
}

function Bar({ name, bar, t }: { name: 'answer' | 'active'; bar: WaitingBar; t: WaitTexts['bar'] }) {
  const lines = barLines(bar);
  return (
    <div className="time-bar" data-bar={name}>
      <div className="time-bar-parts" aria-hidden="true">
        {lines.map(({ part, share, time }) =>
          time === 0 ? null : (
            <span key={part} className="time-part" data-part={part} style={{ flexGrow: share }} />
          ),
        )}
      </div>
      <table className="wait-table">
        <caption>
          {t[name]}: {duration(bar.whole / 1000)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t.part}</th>
            <th scope="col" className="wait-number">
              {t.time}
            </th>
            <th scope="col" className="wait-number">
              {t.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ part, time, share, queues }) => (
            <tr key={part} data-bar-part={part} data-us={time}>
              <th scope="row">
                <span className="time-part" data-part={part} aria-hidden="true" />
                {t.parts[part]} <span className="quiet">({t.meanings[part]})</span>
                {queues.map(([queue, us]) => (
                  <span className="field-value" key={queue}>
                    {t.inQueue(queue, us)}
                  </span>
                ))}
              </th>
              <td className="wait-number">{milliseconds(time)}</td>
              <td className="wait-number">{percent(share)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t.whole}</th>
            <td className="wait-number">{milliseconds(bar.whole)}</td>
            <td className="wait-number">{percent(1)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
