/** With which step the rows are compared: the one before, or any that the reader names. */
import { useId } from 'react';
import type { DataTexts } from '../../i18n/index.ts';
import { stepsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Input } from '../shared/Select.tsx';
import type { TableMarks } from './marks.ts';

interface Props {
  /** null = the step before */
  readonly since: number | null;
  readonly onSince: (since: number | null) => void;
  readonly t: DataTexts;
}

export function SinceTools({ since, onSince, t }: Props) {
  const id = useId();
  const last = useStore((s) => stepsOf(s).length);
  const now = useStore((s) => s.step);
  return (
    <>
      <span className="ml-auto inline-flex items-center gap-2 text-ui text-ink-2" title={t.tables.sinceTitle}>
        <label htmlFor={id}>{t.tables.since}</label>
        <Input
          id={id}
          type="number"
          className="w-18"
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
      </span>
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
    <p
      className="mx-4 mb-2 rounded-m border border-line bg-canvas px-3 py-1.5 text-ui"
      role="status"
      data-since-note=""
    >
      {t.tables.sinceNote(since, now, changed)}
    </p>
  );
}
