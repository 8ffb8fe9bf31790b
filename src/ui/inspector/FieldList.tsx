/** Fields with an explanation each, shown while its label has focus or is pointed at. */
import { useId } from 'react';
import type { Texts } from '../../i18n/index.ts';
import { Code } from '../shared/Code.tsx';
import { onRovingKey } from '../shared/roving.ts';
import { Unknown } from '../shared/Unknown.tsx';
import type { FieldLine } from './fields.ts';

export function FieldList({ lines, texts }: { lines: readonly FieldLine[]; texts: Texts }) {
  const id = useId();
  return (
    <dl
      className="fields grid grid-cols-[minmax(6.5em,max-content)_minmax(0,1fr)] text-ui"
      data-roving-root=""
    >
      {lines.map((line, i) => {
        const text = texts.panels.inspector.fields[line.field];
        const meaning = `${id}-${line.field}`;
        return (
          <div
            className="group/field field col-span-full grid grid-cols-subgrid items-baseline gap-x-3 border-b border-line py-1 last:border-0 [&>dd]:min-w-0 [&>dd]:wrap-anywhere [&>dt]:text-ink-2"
            key={line.field}
            data-field={line.field}
          >
            <dt>
              <button
                type="button"
                className="field-label min-h-6 cursor-help text-left underline decoration-line-2 decoration-dotted underline-offset-3 touch:min-h-[44px]"
                data-roving=""
                tabIndex={i === 0 ? 0 : -1}
                aria-describedby={meaning}
                onKeyDown={onRovingKey}
              >
                {text.label}
              </button>
            </dt>
            <dd>
              <Values line={line} texts={texts} />
              <span
                className="field-meaning hidden text-cap text-ink-2 group-focus-within/field:block group-has-[.field-label:hover]/field:block"
                id={meaning}
              >
                {text.meaning}
              </span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Values({ line, texts }: { line: FieldLine; texts: Texts }) {
  if (line.values === null) return <Unknown texts={texts} />;
  return line.values.map((value) => (
    <span className="field-value block" key={value}>
      {line.code ? <Code>{value}</Code> : value}
    </span>
  ));
}
