/** A message: envelope apart from body, a call paired with its reply. */

import { callOf } from '../../core/reading/lookup.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { duration, richFact, type Texts } from '../../i18n/index.ts';
import { factAt, worldOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { RichText } from '../shared/RichText.tsx';
import { MessageBody } from './Body.tsx';
import { CommandsFor } from './CommandsFor.tsx';
import { FieldList } from './FieldList.tsx';
import { deliveryLines, envelopeLines, rpcLines } from './fields.ts';
import { WorkView } from './WorkView.tsx';
import { readWire } from './wire.ts';

export function MessageView({ fact, trace, texts }: { fact: Published; trace: Trace; texts: Texts }) {
  const world = useStore(worldOf);
  const upTo = useStore(factAt);
  const t = texts.panels.inspector;
  const timeout = readWire(fact.body).protocol._timeout;
  const kind = fact.rpc.type === 'other' ? 'work' : fact.rpc.type;
  return (
    <article className="inspector" data-message={fact.message}>
      <h3 className="inspector-title">
        <KindGlyph kind={kind} />
        <RichText parts={richFact(texts, fact, trace)} />
      </h3>
      <Pair fact={fact} trace={trace} texts={texts} />
      <WorkView fact={fact.index} texts={texts} />
      {world.messages.has(fact.message) ? (
        <CommandsFor target={{ kind: 'message', message: fact.message }} />
      ) : null}
      <Disclosure summary={t.envelope} open>
        <FieldList lines={envelopeLines(fact, world, texts, trace.source === 'simulated')} texts={texts} />
      </Disclosure>
      <Disclosure summary={t.message} open>
        <FieldList lines={rpcLines(fact, timeout, texts)} texts={texts} />
      </Disclosure>
      <Disclosure summary={t.body} open>
        <MessageBody body={fact.body} texts={texts} />
      </Disclosure>
      <Disclosure summary={t.delivery} open>
        <FieldList lines={deliveryLines(fact, trace, upTo, texts)} texts={texts} />
      </Disclosure>
    </article>
  );
}

/** The other half of a call, with the time between them. */
function Pair({ fact, trace, texts }: { fact: Published; trace: Trace; texts: Texts }) {
  const select = useStore((s) => s.select);
  const t = texts.panels.inspector;
  const story = callOf(indexOf(trace), fact);
  if (!story) return null;
  const isCall = fact.rpc.type === 'call';
  const other = isCall ? story.replies.at(-1) : story.call;
  if (!other) return isCall ? <p className="quiet">{t.noReply}</p> : null;
  const elapsed = duration(Math.abs(other.at - fact.at) / 1000);
  return (
    <p className="inspector-pair">
      <Button data-pair={other.index} onClick={() => select({ kind: 'message', fact: other.index })}>
        <KindGlyph kind={isCall ? 'reply' : 'call'} size={16} />
        {isCall ? t.toReply(elapsed) : t.toCall(elapsed)}
      </Button>
    </p>
  );
}
