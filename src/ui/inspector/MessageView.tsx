/** A message: envelope apart from body, what became of it, and a call paired with its reply. */

import { callOf, waitedMs } from '../../core/reading/lookup.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { duration, type Texts } from '../../i18n/index.ts';
import { richFact } from '../../i18n/tell-fact.ts';
import { factAt, worldOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { RichText } from '../shared/RichText.tsx';
import { bodyAside, deliveryAside, envelopeAside } from './asides.ts';
import { MessageBody } from './Body.tsx';
import { CommandsFor } from './CommandsFor.tsx';
import { FieldList } from './FieldList.tsx';
import { deliveryLines, envelopeLines, rpcLines } from './fields.ts';
import { Part } from './Part.tsx';
import { View } from './View.tsx';
import { WorkView } from './WorkView.tsx';
import { readWire } from './wire.ts';

interface Props {
  readonly fact: Published;
  readonly trace: Trace;
  readonly texts: Texts;
}

export function MessageView({ fact, trace, texts }: Props) {
  const world = useStore(worldOf);
  const upTo = useStore(factAt);
  const t = texts.panels.inspector;
  const wire = readWire(fact.body);
  const kind = fact.rpc.type === 'other' ? 'work' : fact.rpc.type;
  return (
    <View
      of={{ 'data-message': fact.message }}
      title={
        <>
          <KindGlyph kind={kind} /> <RichText parts={richFact(texts, fact, trace)} />
        </>
      }
    >
      <Part name={t.envelope} aside={envelopeAside(fact, texts)}>
        <FieldList lines={envelopeLines(fact, world, texts, trace.source === 'simulated')} texts={texts} />
      </Part>
      <Part name={t.body} aside={bodyAside(fact, wire, texts)}>
        <FieldList lines={rpcLines(fact, wire.protocol._timeout, texts)} texts={texts} />
        <MessageBody key={fact.index} body={fact.body} texts={texts} />
      </Part>
      <Part name={t.delivery} aside={deliveryAside(fact, trace, upTo, texts)}>
        <FieldList lines={deliveryLines(fact, trace, upTo, texts)} texts={texts} />
        <Pair fact={fact} trace={trace} texts={texts} />
        <WorkView fact={fact.index} texts={texts} />
        {world.messages.has(fact.message) ? (
          <CommandsFor target={{ kind: 'message', message: fact.message }} />
        ) : null}
      </Part>
    </View>
  );
}

/** The other half of a call, with how long its caller waited. */
function Pair({ fact, trace, texts }: Props) {
  const { select } = useActions();
  const t = texts.panels.inspector;
  const story = callOf(indexOf(trace), fact);
  if (!story) return null;
  const isCall = fact.rpc.type === 'call';
  const other = isCall ? story.replies.at(-1) : story.call;
  if (!other) return isCall ? <p className="text-ui text-ink-2">{t.noReply}</p> : null;
  const ms = waitedMs(indexOf(trace), story);
  const elapsed = ms === null ? null : duration(ms);
  return (
    <p>
      <Button
        className="text-left whitespace-normal"
        data-pair={other.index}
        onClick={() => select({ kind: 'message', fact: other.index })}
      >
        <KindGlyph kind={isCall ? 'reply' : 'call'} size={16} />
        {isCall ? t.toReply(elapsed) : t.toCall(elapsed)}
      </Button>
    </p>
  );
}
