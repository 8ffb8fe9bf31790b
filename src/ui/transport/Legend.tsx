/** All message kinds that the story uses, as glyph and word. */
import type { StepKind } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';

const KINDS = [
  'call',
  'reply',
  'cast',
  'fanout',
  'notification',
  'http',
] as const satisfies readonly StepKind[];
type Kind = (typeof KINDS)[number];

const memo = new WeakMap<Trace, readonly Kind[]>();

/** Kinds of messages that occur in a trace, in the legend's order. */
export function kindsOf(trace: Trace): readonly Kind[] {
  const known = memo.get(trace);
  if (known) return known;
  const seen = new Set<string>();
  for (const fact of trace.facts) {
    if (fact.kind === 'message.published') seen.add(fact.rpc.type);
    if (fact.kind === 'http.requested') seen.add('http');
  }
  const made = KINDS.filter((kind) => seen.has(kind));
  memo.set(trace, made);
  return made;
}

export function Legend() {
  const texts = useStore((s) => textsOf(s.lang));
  const kinds = useStore((s) => kindsOf(traceOf(s)));
  return (
    <ul className="legend" aria-label={texts.page.transport.legend}>
      {kinds.map((kind) => (
        <li key={kind} title={texts.words.kindMeaning[kind]}>
          <KindGlyph kind={kind} size={18} /> {texts.words.kinds[kind]}
        </li>
      ))}
    </ul>
  );
}
