/** The chain behind a change of a row: SQL statement, service, message, call, request, command. Each link can be opened. */
import type { ReactNode } from 'react';
import { causesOf, type Origin, statementOf } from '../../core/reading/cause.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import type { Fact } from '../../core/trace/fact.ts';
import { methodOf } from '../../core/words/methods.ts';
import { type DataTexts, duration, type Texts } from '../../i18n/index.ts';
import { stepsOf, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { requestOf } from '../shared/origin-text.ts';

/** `change` = index of the `row.changed` fact. */
export function CauseView({ change, t, texts }: { change: number; t: DataTexts; texts: Texts }) {
  const trace = useStore(traceOf);
  const fact = trace.facts[change];
  if (fact?.kind !== 'row.changed') return null;
  const statement = statementOf(trace, fact);
  return (
    <>
      <h4 className="inspector-part text-ui font-semibold">{t.row.cause}</h4>
      <ol
        className="cause flex w-full flex-col gap-1.5 text-ui [&>li]:border-l-2 [&>li]:border-line [&>li]:py-0.5 [&>li]:pl-2.5 [&>li]:wrap-anywhere"
        data-cause=""
      >
        {statement ? (
          <Link fact={statement} kind="work" texts={texts}>
            <span data-link="statement">{t.row.causeStatement}</span>
            <code
              className="cause-sql block max-h-36 overflow-auto rounded-s bg-sunken px-2 py-1 font-mono text-cap"
              lang="en"
            >
              {statement.statement}
            </code>
          </Link>
        ) : null}
        <Link fact={fact} kind="state" texts={texts}>
          <span data-link="service">{t.row.causeService(fact.actor, fact.database)}</span>
        </Link>
        {causesOf(trace, fact).map((origin) => (
          <OriginLink key={nameOf(origin)} origin={origin} t={t} texts={texts} />
        ))}
      </ol>
    </>
  );
}

const nameOf = (origin: Origin): string => (origin.kind === 'own' ? origin.actor : String(origin.fact.index));

function OriginLink({ origin, t, texts }: { origin: Origin; t: DataTexts; texts: Texts }) {
  const { select } = useActions();
  switch (origin.kind) {
    case 'message': {
      const { fact } = origin;
      const isCall = fact.rpc.type === 'call';
      const say = isCall ? t.row.causeCall : t.row.causeCast;
      return (
        <Link fact={fact} kind={isCall ? 'call' : 'cast'} texts={texts}>
          <span data-link={fact.rpc.type}>{say(methodOf(fact.rpc), fact.actor)}</span>
          <Button
            look="link"
            className="inspector-link"
            data-show={fact.index}
            onClick={() => select({ kind: 'message', fact: fact.index })}
          >
            {t.row.show}
          </Button>
        </Link>
      );
    }
    case 'request': {
      const { fact } = origin;
      return (
        <Link fact={fact} kind="http" texts={texts}>
          <span data-link="request">{t.row.causeRequest(requestOf(fact), fact.actor)}</span>
          <Button
            look="link"
            className="inspector-link"
            data-show={fact.index}
            onClick={() => select({ kind: 'message', fact: fact.index })}
          >
            {t.row.show}
          </Button>
        </Link>
      );
    }
    case 'command':
      return (
        <Link fact={origin.fact} kind="work" texts={texts}>
          <span data-link="command">{t.row.causeCommand(origin.fact.name)}</span>
        </Link>
      );
    case 'own':
      return (
        <li>
          <span data-link="own">{t.row.causeOwn(origin.actor)}</span>
        </li>
      );
  }
}

interface LinkProps {
  readonly fact: Fact;
  readonly kind: Parameters<typeof KindGlyph>[0]['kind'];
  readonly texts: Texts;
  readonly children: ReactNode;
}

/** One link of the chain, with when it was and the way to its step. */
function Link({ fact, kind, texts, children }: LinkProps) {
  const steps = useStore(stepsOf);
  const { seek } = useActions();
  const n = stepOfFact(steps, fact.index);
  return (
    <li>
      <KindGlyph kind={kind} size={16} /> {children}{' '}
      <span className="cause-when text-cap whitespace-nowrap text-ink-2">
        {duration(fact.at / 1000)}{' '}
        <Button look="link" className="inspector-link" data-to-step={n} onClick={() => seek(n)}>
          {texts.panels.inspector.toStep(n)}
        </Button>
      </span>
    </li>
  );
}
