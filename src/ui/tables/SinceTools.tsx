/** With which step the rows are compared: the one before, or any that the reader names. */
import type { DataTexts } from '../../i18n/index.ts';
import { stepsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import type { TableMarks } from './marks.ts';

interface Props {
  /** null = the step before */
  readonly since: number | null;
  readonly onSince: (since: number | null) => void;
  readonly t: DataTexts;
}

export function SinceTools({ since, onSince, t }: Props) {
  const last = useStore((s) => stepsOf(s).length);
  const now = useStore((s) => s.step);
  return (
    <>
      <label className="tables-since" title={t.tables.sinceTitle}>
        <span>{t.tables.since}</span>
        <input
          type="number"
          min={0}
          max={last}
          value={since ?? ''}
          placeholder={String(Math.max(0, now - 1))}
          data-since=""
          onChange={({ target }) => {
            const wanted = target.value === '' ? null : Number(target.value);
            onSince(wanted === null ? null : Math.min(Math.max(Math.round(wanted), 0), last));
          }}
        />
      </label>
      <Button
        title={t.tables.sinceHereTitle}
        data-since-here=""
        onClick={() => onSince(since === null ? now : null)}
      >
        {since === null ? t.tables.sinceHere : t.tables.sinceOff}
      </Button>
    </>
  );
}

export function SinceNote({ since, marks, t }: { since: number; marks: TableMarks; t: DataTexts }) {
  const now = useStore((s) => s.step);
  const changed = [...marks.values()].reduce((sum, one) => sum + one.size, 0);
  return (
    <p className="tables-note" role="status" data-since-note="">
      {t.tables.sinceNote(since, now, changed)}
    </p>
  );
}
