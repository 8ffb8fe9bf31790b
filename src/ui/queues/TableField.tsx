/** A table of headers or arguments, typed as lines or as one JSON object; says which line it cannot read. */
import { useId } from 'react';
import type { Texts } from '../../i18n/index.ts';
import { readTable } from './table-text.ts';

interface Props {
  readonly label: string;
  /** `data-field` of the control */
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly texts: Texts;
}

export function TableField({ label, name, value, onChange, texts }: Props) {
  const id = useId();
  const t = texts.queues;
  const read = readTable(value);
  return (
    <div className="grid min-w-0 flex-1 basis-72 gap-1 text-cap font-medium text-ink-2">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="min-h-9 w-full resize-y rounded-m border border-line-2/60 bg-paper px-2.5 py-1.5 font-mono text-ui text-ink field-sizing-content hover:border-line-2 touch:min-h-[44px]"
        lang="en"
        rows={1}
        value={value}
        data-field={name}
        spellCheck={false}
        aria-invalid={!read.ok}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className={read.ok ? 'font-normal text-ink-3' : 'queues-wrong text-error'} id={`${id}-hint`}>
        {read.ok ? t.preview.headersHint : t.hand.tableBad(label, read.line)}
      </span>
    </div>
  );
}
