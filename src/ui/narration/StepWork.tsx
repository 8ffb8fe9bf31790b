/** What else happened in this step, a row each: who was asked, what was written, what waits. Each row leads there. */
import { __iconData as upRight } from 'lucide-react/icons/arrow-up-right';
import type { ReactNode } from 'react';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { rich, type Texts } from '../../i18n/index.ts';
import { stepsOf } from '../../store/derived.ts';
import type { Actions } from '../../store/state.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import type { GlyphKind } from '../shared/glyphs.ts';
import { inPlace } from '../shared/in-place.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { RichText } from '../shared/RichText.tsx';
import { stillIcon } from '../shared/still-icon.tsx';
import { workOfStep } from './step-work.ts';

export function StepWork({ step, trace, texts }: { step: Step; trace: Trace; texts: Texts }) {
  const steps = useStore(stepsOf);
  const periodic = useStore((s) => s.periodic);
  const { select, setDock } = useActions();
  const work = workOfStep(step, steps, trace, periodic);
  const rows = rowsOf(work, texts, select, () => setDock('tables'));
  return (
    <ul
      className="flex flex-col gap-0.5 empty:hidden tall:hidden min-h-0 flex-1 flex-wrap overflow-hidden lesson:[@container_(max-height:17rem)]:hidden lesson:[&>li:nth-child(n+4)]:hidden"
      aria-label={texts.stepWork.label}
    >
      {inPlace(rows, (row) => (
        <Row {...row} />
      ))}
    </ul>
  );
}

function rowsOf(
  { requests, messages, served, lying }: ReturnType<typeof workOfStep>,
  texts: Texts,
  select: Actions['select'],
  toTables: () => void,
): readonly RowSpec[] {
  const t = texts.stepWork;
  const toMessage = (fact: number) => (): void => select({ kind: 'message', fact });
  const writers = served.filter((one) => one.written > 0);
  const readers = served.filter((one) => one.written === 0);
  const rows: RowSpec[] = [];
  if (lying) {
    const told = <Words text={t.lyingIn(lying.queue)} />;
    const onPress = (): void => select({ ...lying, kind: 'queue' });
    rows.push({ glyph: 'call', strong: t.lying(lying.count), told, onPress });
  }
  for (const { kind, to, count, first } of messages) {
    const told = t.messages(count, texts.words.rpcTypes[kind]);
    rows.push({ glyph: kind === 'other' ? 'work' : kind, strong: to, told, onPress: toMessage(first) });
  }
  for (const { to, count, first } of requests) {
    rows.push({ glyph: 'http', strong: to, told: t.requests(count), onPress: toMessage(first) });
  }
  for (const { actor, reads, written, databases } of writers) {
    const told = <Words text={t.written(written, databases, reads)} />;
    rows.push({ glyph: 'sql', strong: actor, told, onPress: toTables, what: 'rows' });
  }
  if (readers.length > 0) {
    const strong = readers.map((one) => one.actor).join(texts.words.separator);
    const told = t.reads(readers.reduce((sum, one) => sum + one.reads, 0));
    rows.push({ glyph: 'sql', strong, told, onPress: toTables, what: 'rows' });
  }
  return rows;
}

const Words = ({ text }: { text: string }) => <RichText parts={rich(text, () => false)} />;

interface RowSpec {
  readonly glyph: GlyphKind;
  readonly strong: string;
  readonly what?: string;
  readonly onPress: () => void;
  readonly told: ReactNode;
}

const LEADS = stillIcon(upRight, {
  size: '1.1em',
  className: 'ml-auto flex-none text-ink-3 group-hover:text-ink',
});

function Row({ glyph, strong, what, onPress, told }: RowSpec) {
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
          <strong className="font-semibold">{strong}</strong> <span className="text-ink-2">{told}</span>
        </span>
        {LEADS}
      </button>
    </li>
  );
}
