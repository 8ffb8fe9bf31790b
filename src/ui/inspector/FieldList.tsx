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
    <dl className="fields" data-roving-root="">
      {lines.map((line, i) => {
        const text = texts.panels.inspector.fields[line.field];
        const meaning = `${id}-${line.field}`;
        return (
          <div className="field" key={line.field} data-field={line.field}>
            <dt>
              <button
                type="button"
                className="field-label"
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
              <span className="field-meaning" id={meaning}>
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
    <span className="field-value" key={value}>
      {line.code ? <Code>{value}</Code> : value}
    </span>
  ));
}
