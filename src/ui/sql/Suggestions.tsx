/** Texts to begin from: examples that fit the step, and what was asked before. Choosing one runs nothing. */
import type { DataTexts } from '../../i18n/index.ts';
import { consoleLayout } from '../../store/console.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Select } from '../shared/Select.tsx';
import { examplesFor } from './examples.ts';
import { useConsole } from './use-console.ts';

interface Props {
  readonly t: DataTexts;
  readonly onChosen: () => void;
}

export function Suggestions({ t, onChosen }: Props) {
  const trace = useStore(traceOf);
  const step = useStore(stepOf);
  const layout = useStore(consoleLayout);
  const history = useConsole((s) => s.history);
  const examples = examplesFor(trace, step, layout, t.sql);
  return (
    <>
      <Choice
        label={t.sql.examples}
        field="examples"
        options={examples.map(({ what, sql }) => ({ what, text: sql }))}
        onChosen={onChosen}
      />
      <Choice
        label={t.sql.history}
        field="history"
        options={history.toReversed().map((text) => ({ what: oneLine(text), text }))}
        onChosen={onChosen}
      />
    </>
  );
}

const LONGEST = 60;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

interface ChoiceProps {
  readonly label: string;
  readonly field: string;
  readonly options: readonly { readonly what: string; readonly text: string }[];
  readonly onChosen: () => void;
}

/** A menu of the browser's own: its name stands in its first entry, which chooses nothing. */
function Choice({ label, field, options, onChosen }: ChoiceProps) {
  const { setDraft } = useActions();
  return (
    <Select
      className="w-36"
      aria-label={label}
      data-field={field}
      value=""
      disabled={options.length === 0}
      onChange={({ target }) => {
        const chosen = options[Number(target.value)];
        if (!chosen) return;
        setDraft(chosen.text);
        onChosen();
      }}
    >
      <option value="">{label}</option>
      {options.map(({ what, text }, i) => (
        <option key={text} value={i}>
          {what}
        </option>
      ))}
    </Select>
  );
}
