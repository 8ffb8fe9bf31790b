/** What happens in this step, in words: title, narration, who sends to whom, and what it costs the sender. */
import type { Level, Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import {
  type BrokerStory,
  brokerStory,
  duration,
  narration,
  openingQuestion,
  richTitle,
  type Texts,
  textsOf,
} from '../../i18n/index.ts';
import { scenarioOf, stepOf, stepsOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { RichText } from '../shared/RichText.tsx';
import { costOf } from './cost.ts';
import './narration.css';

export function Narration() {
  const texts = useStore((s) => textsOf(s.lang));
  const trace = useStore(traceOf);
  const step = useStore(stepOf);
  const count = useStore((s) => stepsOf(s).length);
  const level: Level = useStore((s) => s.level);
  if (!step) return <p className="narration-empty">{texts.narration.empty}</p>;
  return (
    <article className="narration" data-step={step.n} data-rule={step.rule} data-level={level}>
      <p className="narration-place">
        <span>{texts.narration.step(step.n, count)}</span>
        {step.chapter === 'other' ? null : (
          <span className="narration-chapter">{texts.words.chapters[step.chapter]}</span>
        )}
        <span className="narration-time">{duration(step.at / 1000)}</span>
      </p>
      <Lesson n={step.n} texts={texts} />
      <h2 className="narration-title">
        <RichText parts={richTitle(texts, step, trace)} />
      </h2>
      <p className="narration-text">
        <RichText parts={narration(texts, step, trace)} />
      </p>
      <Route step={step} trace={trace} texts={texts} />
      <Links step={step} trace={trace} texts={texts} />
    </article>
  );
}

interface NarrationPart {
  readonly step: Step;
  readonly trace: Trace;
  readonly texts: Texts;
}

/** Glyph and word of the kind, from -> to as buttons, and whether the sender waits. */
function Route({ step, trace, texts }: NarrationPart) {
  const select = useStore((s) => s.select);
  const t = texts.narration;
  const cost = costOf(step, trace);
  const known = (actor: string): boolean => trace.topology.services.some((place) => place.actor === actor);
  const name = (actor: string) =>
    known(actor) ? (
      <Button key={actor} look="quiet" onClick={() => select({ kind: 'service', actor })}>
        <Code>{actor}</Code>
      </Button>
    ) : (
      <Code key={actor}>{actor}</Code>
    );
  const broker = brokerStory(texts, step, trace);
  const receivers = broker ? receiversOf(broker, step) : step.to;
  const isWork = step.kind === 'state' || step.kind === 'service' || step.kind === 'work';
  const directed = broker ? receivers.length > 0 : !isWork;
  return (
    <div className={`narration-route kind-${step.kind}`}>
      <p className="narration-kind">
        <KindGlyph kind={step.kind} />
        <strong>{broker ? texts.broker.kinds[broker.what] : texts.words.kinds[step.kind]}</strong>
        {cost ? (
          <span className="narration-cost" data-cost={cost.kind}>
            <span aria-hidden="true">{cost.kind === 'waits' ? '◷' : '✓'}</span>{' '}
            {cost.kind === 'waits' ? t.waits(cost.ms === null ? null : duration(cost.ms)) : t.goesOn}
          </span>
        ) : null}
      </p>
      <p className="narration-from-to">
        {broker && step.from === 'client' ? null : name(step.from)}
        {directed ? <span aria-hidden="true">→</span> : null}
        {directed && receivers.length === 0 ? <span>{t.nobody}</span> : receivers.map(name)}
      </p>
    </div>
  );
}

/** Who got a copy, or got it back; a consumer that begins is not told to itself. */
function receiversOf(broker: BrokerStory, step: Step): readonly string[] {
  const back = broker.what === 'returned' && broker.message ? [broker.message.actor] : [];
  const got = broker.deliveries.map((one) => one.actor).filter((actor) => actor !== step.from);
  return [...new Set([...back, ...got])];
}

/** A lesson's question, where the map has no room for it. */
function Lesson({ n, texts }: { n: number; texts: Texts }) {
  const question = openingQuestion(useStore(scenarioOf), texts);
  return n === 1 && question !== null ? <p className="narration-lesson">{question}</p> : null;
}

function Links({ step, trace, texts }: NarrationPart) {
  const select = useStore((s) => s.select);
  const setDock = useStore((s) => s.setDock);
  const main = trace.facts[step.main];
  const sent = main?.kind === 'message.published' || main?.kind === 'http.requested';
  const changed = step.rows.length;
  return (
    <p className="narration-links">
      {sent ? (
        <Button onClick={() => select({ kind: 'message', fact: step.main })}>
          {texts.narration.message}
        </Button>
      ) : null}
      {trace.topology.databases.length === 0 ? (
        <Button onClick={() => setDock('queues')}>{texts.page.panels.queues}</Button>
      ) : (
        <Button onClick={() => setDock('tables')}>{texts.narration.tables(changed)}</Button>
      )}
    </p>
  );
}
