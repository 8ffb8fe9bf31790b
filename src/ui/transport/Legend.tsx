/** All message kinds that the story uses, as glyph, word and what it means for the sender. */
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
const kindsOf = (trace: Trace): readonly Kind[] => indexOf(trace).once(kindsIn);

function kindsIn(index: TraceIndex): readonly Kind[] {
  const seen = new Set<string>(index.of('message.published').map((fact) => fact.rpc.type));
  if (index.of('http.requested').length > 0) seen.add('http');
  return KINDS.filter((kind) => seen.has(kind));
}

/** `isFull` = with what each means for its sender, a line a kind. */
export function Legend({ isFull = false }: { isFull?: boolean }) {
  const texts = useStore((s) => textsOf(s.lang));
  const kinds = useStore((s) => kindsOf(traceOf(s)));
  return (
    <ul
      className={`legend text-ink-2 ${isFull ? 'grid gap-1 text-ui' : 'flex flex-wrap items-center justify-end gap-x-3 gap-y-0.5 text-cap'}`}
      aria-label={texts.page.transport.legend}
    >
      {kinds.map((kind) => {
        const [name, meaning] = [texts.words.kinds[kind], texts.words.kindMeaning[kind]];
        return (
          <li
            key={kind}
            className={`flex gap-1.5 ${isFull ? '*:[svg]:mt-0.5' : 'items-center font-medium whitespace-nowrap'}`}
            title={meaning}
          >
            <KindGlyph kind={kind} size="1.06rem" />{' '}
            {isFull ? (
              <span>
                {meaning.startsWith(name) ? null : <b className="font-semibold text-ink">{name} </b>}
                {meaning}
              </span>
            ) : (
              name
            )}
          </li>
        );
      })}
    </ul>
  );
}
