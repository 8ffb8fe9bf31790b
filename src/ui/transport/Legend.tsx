/** All message kinds that the story uses. */
import { indexOf, type TraceIndex } from '../../core/reading/trace-index.ts';
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

/** Kinds of messages that occur in a trace, in the legend's order. */
export const kindsOf = (trace: Trace): readonly Kind[] => indexOf(trace).once(kindsIn);

function kindsIn(index: TraceIndex): readonly Kind[] {
  const seen = new Set<string>(index.of('message.published').map((fact) => fact.rpc.type));
  if (index.of('http.requested').length > 0) seen.add('http');
  return KINDS.filter((kind) => seen.has(kind));
}

/** Glyph and word; what each means stands in the list of signs. */
export function Legend() {
  const texts = useStore((s) => textsOf(s.lang));
  const kinds = useStore((s) => kindsOf(traceOf(s)));
  return (
    <ul
      className="legend hidden flex-wrap @min-[15rem]:flex items-center justify-end gap-x-3 gap-y-0.5 text-cap text-ink-2"
      aria-label={texts.page.transport.legend}
    >
      {kinds.map((kind) => (
        <li
          key={kind}
          className="flex items-center gap-1.5 font-medium whitespace-nowrap"
          title={texts.words.kindMeaning[kind]}
        >
          <KindGlyph kind={kind} size="1.06rem" /> {texts.words.kinds[kind]}
        </li>
      ))}
    </ul>
  );
}
