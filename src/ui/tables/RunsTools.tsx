/** Whether the marks tell of the step or of two runs, and what the two runs differ in. */
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { otherName } from '../shared/fate-text.ts';
import type { TableMarks } from './marks.ts';
import { countsOf } from './runs.ts';

interface Props {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function RunsTools({ isOn, onChange }: Props) {
  const t = useStore((s) => textsOf(s.lang).compare).tables;
  return (
    <Button aria-pressed={isOn} title={t.onTitle} data-two-runs="" onClick={() => onChange(!isOn)}>
      {t.on}
    </Button>
  );
}

export function RunsNote({ marks }: { marks: TableMarks }) {
  const t = useStore((s) => textsOf(s.lang).compare).tables;
  const run = useStore(otherName) ?? '';
  const { inserted, deleted, updated } = countsOf(marks);
  return (
    <p
      className="mx-4 mb-2 rounded-m border border-line bg-canvas px-3 py-1.5 text-ui"
      role="status"
      data-runs-note={`${inserted} ${deleted} ${updated}`}
    >
      {t.note(run, inserted, deleted, updated)}
    </p>
  );
}
