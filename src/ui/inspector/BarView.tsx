/** Where the time of a request went, as bars and as tables: to its answer, and to the server's ACTIVE. */
import { indexOf } from '../../core/reading/trace-index.ts';
import {
  activeOf,
  becomesActive,
  requestOf,
  type WaitingBar,
  type WaitingPart,
  waitingBar,
} from '../../core/reading/waiting-bar.ts';
import type { Step } from '../../core/story/step.ts';
import type { Fact, FactOf } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { operationBegunBy, requestKey } from '../../core/words/requests.ts';
import { duration, textsOf, type WaitTexts } from '../../i18n/index.ts';
import { factAt } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { TABLE } from '../shared/table-look.ts';
import { barLines, milliseconds, percent } from './bar-lines.ts';
import { Part } from './Part.tsx';

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
    <Part name={t.title}>
      {trace.source === 'simulated' ? (
        <>
          <Way name="answer" fact={fact} end={answer} trace={trace} t={t} />
          {isBoot ? (
            <Way name="active" fact={fact} end={active ?? activeOf(trace, fact)} trace={trace} t={t} />
          ) : null}
        </>
      ) : (
        <p className="text-ui text-ink-2">{t.unknown}</p>
      )}
    </Part>
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

/** Each part has a pattern besides its grey: a bar is read without colours. No hatch: that is for waiting, and the queue has it. */
const PATTERNS: { readonly [P in WaitingPart]: string } = {
  queue: 'hatch',
  network:
    'bg-[radial-gradient(circle_at_4px_4px,var(--color-ink)_0_1.6px,var(--color-paper)_2px)] bg-size-[8px_8px]',
  memory: 'bg-[repeating-linear-gradient(0deg,var(--color-line-2)_0_3px,var(--color-paper)_3px_6px)]',
  work: 'bg-ink',
  others: 'bg-[repeating-linear-gradient(90deg,var(--color-http)_0_2px,var(--color-paper)_2px_5px)]',
};

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
    <p className="text-ui text-ink-2" data-bar={name}>
      {t[name]}: {isLast ? t.never : t.notYet}
    </p>
  );
}

function Bar({ name, bar, t }: { name: 'answer' | 'active'; bar: WaitingBar; t: WaitTexts['bar'] }) {
  const lines = barLines(bar);
  return (
    <div className="time-bar flex flex-col gap-1" data-bar={name}>
      <div
        className="time-bar-parts flex h-7 overflow-hidden rounded-s border-[1.5px] border-line-2"
        aria-hidden="true"
      >
        {lines.map(({ part, share, time }) =>
          time === 0 ? null : (
            <span
              key={part}
              className={`time-part min-w-0.5 border-paper not-first:border-l-2 ${PATTERNS[part]}`}
              data-part={part}
              style={{ flexGrow: share }}
            />
          ),
        )}
      </div>
      <table className={`wait-table ${TABLE}`}>
        <caption>
          {t[name]}: {duration(bar.whole / 1000)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t.part}</th>
            <th scope="col" className="text-right! whitespace-nowrap">
              {t.time}
            </th>
            <th scope="col" className="text-right! whitespace-nowrap">
              {t.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ part, time, share, queues }) => (
            <tr key={part} data-bar-part={part} data-us={time}>
              <th scope="row">
                <span
                  className={`time-part mr-2 inline-block h-3.5 w-5 border-[1.5px] border-line-2 align-[-2px] ${PATTERNS[part]}`}
                  data-part={part}
                  aria-hidden="true"
                />
                {t.parts[part]} <span className="text-ink-2">({t.meanings[part]})</span>
                {queues.map(([queue, us]) => (
                  <span className="field-value block" key={queue}>
                    {t.inQueue(queue, us)}
                  </span>
                ))}
              </th>
              <td className="text-right! whitespace-nowrap">{milliseconds(time)}</td>
              <td className="text-right! whitespace-nowrap">{percent(share)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t.whole}</th>
            <td className="text-right! whitespace-nowrap">{milliseconds(bar.whole)}</td>
            <td className="text-right! whitespace-nowrap">{percent(1)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
