/** What else happened in this step, a row each: who was asked, what was written, what waits. Each row leads there. */
import { ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { rich, type Texts } from '../../i18n/index.ts';
import { stepsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import type { GlyphKind } from '../shared/glyphs.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { RichText } from '../shared/RichText.tsx';
import { workOfStep } from './step-work.ts';

export function StepWork({ step, trace, texts }: { step: Step; trace: Trace; texts: Texts }) {
  const steps = useStore(stepsOf);
  const periodic = useStore((s) => s.periodic);
  const select = useStore((s) => s.select);
  const setDock = useStore((s) => s.setDock);
  const t = texts.stepWork;
  const { requests, messages, served, lying } = workOfStep(step, steps, trace, periodic);
  const writers = served.filter((one) => one.written > 0);
  const readers = served.filter((one) => one.written === 0);
  const toTables = (): void => setDock('tables');
  return (
    <ul
      className="flex flex-col gap-0.5 empty:hidden tall:hidden min-h-0 flex-1 flex-wrap overflow-hidden lesson:[@container_(max-height:17rem)]:hidden lesson:[&>li:nth-child(n+4)]:hidden"
      aria-label={t.label}
    >
      {lying ? (
        <Row glyph="call" strong={t.lying(lying.count)} onPress={() => select({ ...lying, kind: 'queue' })}>
          <Words text={t.lyingIn(lying.queue)} />
        </Row>
      ) : null}
      {messages.map(({ kind, to, count, first }) => (
        <Row
          key={`${kind} ${to}`}
          glyph={kind === 'other' ? 'work' : kind}
          strong={to}
          onPress={() => select({ kind: 'message', fact: first })}
        >
          {t.messages(count, texts.words.rpcTypes[kind])}
        </Row>
      ))}
      {requests.map(({ to, count, first }) => (
        <Row
          key={`http ${to}`}
          glyph="http"
          strong={to}
          onPress={() => select({ kind: 'message', fact: first })}
        >
          {t.requests(count)}
        </Row>
      ))}
      {writers.map(({ actor, reads, written, databases }) => (
        <Row key={actor} glyph="sql" strong={actor} onPress={toTables} what="rows">
          <Words text={t.written(written, databases, reads)} />
        </Row>
      ))}
      {readers.length > 0 ? (
        <Row
          glyph="sql"
          strong={readers.map((one) => one.actor).join(texts.words.separator)}
          onPress={toTables}
          what="rows"
        >
          {t.reads(readers.reduce((sum, one) => sum + one.reads, 0))}
        </Row>
      ) : null}
    </ul>
  );
}

const Words = ({ text }: { text: string }) => <RichText parts={rich(text, () => false)} />;

interface RowProps {
  readonly glyph: GlyphKind;
  readonly strong: string;
  readonly what?: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Row({ glyph, strong, what, onPress, children }: RowProps) {
  return (
    <li className="w-full">
      <button
        type="button"
        className="group flex min-h-8 w-full items-center gap-2.5 rounded-m px-2 py-1 text-left text-ui hover:bg-sunken touch:min-h-[44px]"
        data-step-work={what ?? glyph}
        onClick={onPress}
      >
        <KindGlyph kind={glyph} size={18} />
        <span className="min-w-0 text-pretty">
          <strong className="font-semibold">{strong}</strong> <span className="text-ink-2">{children}</span>
        </span>
        <ArrowUpRight
          size="1.1em"
          className="ml-auto flex-none text-ink-3 group-hover:text-ink"
          aria-hidden="true"
        />
      </button>
    </li>
  );
}
