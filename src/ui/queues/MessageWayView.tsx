/** "Where did this message go?": the pressed message, or one of this step's, from its publication to its last copy's end. */
import { useId, useState } from 'react';
import { indexOf } from '../../core/reading/trace-index.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import type { Fact, Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { methodOf } from '../../core/words/methods.ts';
import { isActorOf, rich, type Texts } from '../../i18n/index.ts';
import { factAt, stepOf, stepsOf, traceOf, worldOf, worldsOf } from '../../store/derived.ts';
import type { PageState } from '../../store/store.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { RichText } from '../shared/RichText.tsx';
import { Select } from '../shared/Select.tsx';
import { Unknown } from '../shared/Unknown.tsx';
import { type CopyEvent, type CopyWay, type MessageWay, messageWay } from './message-way.ts';

export function MessageWayView({ texts }: { texts: Texts }) {
  const id = useId();
  const trace = useStore(traceOf);
  const world = useStore(worldOf);
  const selection = useStore((s) => s.selection);
  const step = useStore(stepOf);
  const [asked, setAsked] = useState<number | null>(null);
  const t = texts.queues.way;
  const pressed = selection?.kind === 'message' ? trace.facts[selection.fact] : undefined;
  const messages = messagesOf(step, trace, pressed);
  const shown = messages.find((one) => one.index === asked) ?? messages[0];
  const way = shown && messageWay(trace, worldsOf(trace), world, shown.message);
  if (!way) return <p className="text-ink-2">{t.none}</p>;
  return (
    <div className="grid gap-3" data-message={way.published.message}>
      {messages.length > 1 ? (
        <div className="grid max-w-full min-w-0 gap-1 justify-self-start text-cap font-medium text-ink-2">
          <label htmlFor={id}>{t.choose}</label>
          <Select
            id={id}
            lang="en"
            value={way.published.index}
            onChange={(event) => setAsked(Number(event.target.value))}
          >
            {messages.map((one) => (
              <option key={one.index} value={one.index}>
                {nameOf(one, t.plain)}
              </option>
            ))}
          </Select>
        </div>
      ) : null}
      <h3 className="text-body font-semibold">
        <RichText parts={rich(t.title(nameOf(way.published, t.plain)), () => false)} />
      </h3>
      <Way way={way} texts={texts} />
    </div>
  );
}

/** The pressed message first, then what the step publishes, or the message that it is about. */
function messagesOf(
  step: ReturnType<typeof stepOf>,
  trace: Trace,
  pressed: Fact | undefined,
): readonly Published[] {
  const main = trace.facts[step?.main ?? -1];
  const about =
    main && 'message' in main && main.kind !== 'message.published'
      ? indexOf(trace).messages.get(main.message)?.published
      : undefined;
  const all = [pressed, about, ...(step?.messages ?? []).map((index) => trace.facts[index])];
  return [...new Set(all)].filter((fact): fact is Published => fact?.kind === 'message.published');
}

function nameOf(fact: Published, plain: string): string {
  const name = methodOf(fact.rpc);
  if (name !== '') return fact.rpc.type === 'reply' ? `${fact.rpc.type} ${name}` : name;
  const body = fact.body.length > 24 ? `${fact.body.slice(0, 24)}…` : fact.body;
  return body === '' ? plain : body;
}

function Way({ way, texts }: { way: MessageWay; texts: Texts }) {
  const t = texts.queues.way;
  const { published, lost, returned } = way;
  const exchange = published.exchange === '' ? texts.panels.common.defaultExchange : published.exchange;
  return (
    <>
      <ol className="queues-events grid gap-0.5">
        <Line
          fact={published}
          text={t.published(published.actor, exchange, published.routing_key)}
          texts={texts}
        />
        {matchedLines(way, texts).map((text) => (
          <li key={text} className="pl-4" data-matched="">
            <Sentence text={text} />
          </li>
        ))}
        {way.route === null ? (
          <li>
            <Unknown texts={texts} /> <span className="text-ink-2">{t.bindingsUnknown}</span>
          </li>
        ) : null}
        {lost ? (
          <Line
            fact={lost}
            text={`${t.nowhere}: ${t.dropped(texts.words.drops[lost.reason])}`}
            texts={texts}
          />
        ) : null}
        {returned ? (
          <Line fact={returned} text={t.returned(returned.reply_code, returned.reply_text)} texts={texts} />
        ) : null}
      </ol>
      {way.copies.map((copy) => (
        <Copy key={copy.queue} copy={copy} published={published} texts={texts} />
      ))}
    </>
  );
}

function matchedLines({ route, published }: MessageWay, texts: Texts): readonly string[] {
  const t = texts.queues.way;
  return (route?.visits ?? []).flatMap((visit) => [
    ...visit.ways
      .filter(({ fits, binding }) => fits && isTaken(binding, published))
      .map(({ binding }) =>
        visit.exchange === ''
          ? t.byName(binding.destination)
          : t.matched(binding.routing_key, binding.destination),
      ),
    ...(visit.alternate === null ? [] : [t.alternate(visit.alternate)]),
  ]);
}

/** A dead letter is kept from a queue in which it died before, though a binding leads there. */
const isTaken = (
  binding: { readonly destination: string; readonly destination_type: string },
  published: Published,
): boolean => binding.destination_type === 'exchange' || published.queues.includes(binding.destination);

function Copy({ copy, published, texts }: { copy: CopyWay; published: Published; texts: Texts }) {
  const t = texts.queues.way;
  const simulated = useStore((s) => traceOf(s).source === 'simulated');
  const delivered = copy.events.some(({ fact }) => fact.kind === 'message.delivered');
  return (
    <section className="rounded-l border border-line bg-paper px-3 py-2 shadow-1" data-copy={copy.queue}>
      <h4 className="pb-1 font-semibold">
        <Sentence text={t.copy(copy.queue)} />
      </h4>
      <ol className="queues-events grid gap-0.5">
        <Line fact={published} text={t.put} texts={texts} />
        {copy.events.map((event) => (
          <Line key={event.fact.index} fact={event.fact} text={eventText(event, texts)} texts={texts}>
            {event.kind === 'dead_letter' ? <Follow letter={event.fact} texts={texts} /> : null}
          </Line>
        ))}
        {!simulated && delivered ? (
          <li>
            <Unknown texts={texts} /> <span className="text-ink-2">{t.ackUnknown}</span>
          </li>
        ) : null}
      </ol>
      <p data-now={copy.now}>
        {copy.now === 'unknown' ? (
          <>
            <Unknown texts={texts} /> <span className="text-ink-2">{t.now.unknown}</span>
          </>
        ) : (
          <strong className="font-semibold">{t.now[copy.now]}</strong>
        )}
      </p>
    </section>
  );
}

function eventText(event: CopyEvent, texts: Texts): string {
  const t = texts.queues.way;
  if (event.kind === 'dead_letter') return t.deadLettered(event.fact.exchange, event.fact.routing_key);
  const { fact } = event;
  switch (fact.kind) {
    case 'message.delivered':
      return fact.redelivered ? t.redelivered(fact.actor) : t.delivered(fact.actor);
    case 'message.acked':
      return t.acked(fact.actor);
    case 'message.requeued':
      return t.requeued(fact.reason);
    case 'message.dropped':
      return t.dropped(texts.words.drops[fact.reason]);
  }
}

function Follow({ letter, texts }: { letter: Published; texts: Texts }) {
  const { select } = useActions();
  return (
    <Button look="link" onClick={() => select({ kind: 'message', fact: letter.index })}>
      {texts.queues.way.follow}
    </Button>
  );
}

function Sentence({ text }: { text: string }) {
  const trace = useStore(traceOf);
  return <RichText parts={rich(text, isActorOf(trace))} />;
}

const stepNumberOf = (state: PageState, index: number): number => stepOfFact(stepsOf(state), index);

/** What happened, and a way to the step in which it did. */
function Line({
  fact,
  text,
  texts,
  children,
}: {
  fact: Fact;
  text: string;
  texts: Texts;
  children?: React.ReactNode;
}) {
  const t = texts.queues.way;
  const n = useStore((s) => stepNumberOf(s, fact.index));
  const later = useStore((s) => fact.index > factAt(s));
  const { seek } = useActions();
  return (
    <li
      className="flex flex-wrap items-center gap-x-2 data-later:text-ink-2"
      data-event={fact.kind}
      data-later={later ? '' : undefined}
    >
      <Button look="link" data-step={n} onClick={() => seek(n)}>
        {t.step(n)}
      </Button>
      <span>
        <Sentence text={text} />
        {later ? <span className="text-ink-2"> ({t.later})</span> : null}
      </span>
      {children}
    </li>
  );
}
