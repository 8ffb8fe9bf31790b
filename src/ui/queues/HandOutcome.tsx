/** What came of the order that was given last: the broker's first answers, or its refusal in RabbitMQ's own words. */
import { METHODS } from '../../core/amqp/errors.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import type { FactOf } from '../../core/trace/fact.ts';
import type { Texts } from '../../i18n/index.ts';
import { richFact } from '../../i18n/tell-fact.ts';
import { stepsOf, traceOf } from '../../store/derived.ts';
import type { CommandAsked } from '../../store/state.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { showWhole } from '../shared/keep-in-view.ts';
import { RichText } from '../shared/RichText.tsx';
import { outcomeOf } from './outcome.ts';

export function HandOutcome({ asked, texts }: { asked: CommandAsked; texts: Texts }) {
  const t = texts.queues.hand;
  const trace = useStore(traceOf);
  const { seek } = useActions();
  const outcome = outcomeOf(trace, asked);
  const n = useStore((s) => stepOfFact(stepsOf(s), outcome?.index ?? -1));
  if (!outcome) return null;
  const { refused, done } = outcome;
  return (
    <div
      className="grid gap-1 rounded-m border border-line bg-paper px-3 py-2 shadow-1"
      role="status"
      ref={showWhole}
      data-outcome={refused ? 'refused' : 'done'}
    >
      <p>
        <Button look="link" data-step={n} onClick={() => seek(n)}>
          {t.done(n)}
        </Button>
      </p>
      {refused ? <Refusal refused={refused} texts={texts} /> : null}
      {refused || done.length > 0 ? null : <p>{t.nothing}</p>}
      <ul className="queues-events grid gap-1">
        {done.map((fact) => (
          <li key={fact.index} className="flex flex-wrap items-center gap-x-2" data-event={fact.kind}>
            <RichText parts={richFact(texts, fact, trace)} />
            {fact.kind === 'message.published' && !isReturned(fact) ? (
              <Taken queues={fact.queues} texts={texts} />
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A mandatory message that no queue takes is not dropped: its return is told on a line of its own. */
const isReturned = (fact: FactOf<'message.published'>): boolean => fact.mandatory && fact.queues.length === 0;

/** Which queues a publication was put into. */
function Taken({ queues, texts }: { queues: readonly string[]; texts: Texts }) {
  return (
    <span>
      {texts.queues.preview.goes(queues.length)}{' '}
      {queues.map((queue) => (
        <Code key={queue}>{queue}</Code>
      ))}
    </span>
  );
}

function Refusal({ refused, texts }: { refused: FactOf<'amqp.refused'>; texts: Texts }) {
  const t = texts.queues.hand;
  const { reply_code, reply_text, class_id, method_id, scope } = refused;
  const ids = [class_id, method_id];
  const name = Object.entries(METHODS).find(([, known]) => known.every((id, i) => id === ids[i]))?.[0];
  return (
    <dl className="rounded-m bg-error-tint px-3 py-2">
      <dt className="font-semibold text-error">{t.refused}</dt>
      <dd>
        <strong>{t.reply}</strong> <Code>{`${reply_code} ${reply_text}`}</Code>
      </dd>
      <dd>
        <strong>{t.method}</strong> <Code>{`${class_id}, ${method_id}${name ? ` (${name})` : ''}`}</Code>
      </dd>
      <dd>
        <strong>{t.scope}</strong> {t.scopes[scope]}
      </dd>
    </dl>
  );
}
