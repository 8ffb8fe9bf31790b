/** What a chart shows, where it can show one of several. */
import { useId } from 'react';
import type { LabTexts } from '../../i18n/index.ts';
import { Select } from '../shared/Select.tsx';

interface Props<T extends string> {
  /** names the choice for tests: `data-<name>` */
  readonly name: 'fate' | 'measure';
  readonly value: T;
  readonly all: readonly T[];
  readonly label: (one: T) => string;
  readonly choose: (one: T) => void;
  readonly t: LabTexts;
}

export const CHOICE = 'inline-flex min-w-0 items-center gap-2 text-cap text-ink-2';

export function Choice<T extends string>({ name, value, all, label, choose, t }: Props<T>) {
  const id = useId();
  return (
    <span className={CHOICE}>
      <label htmlFor={id}>{t.charts.which}</label>
      <Select
        id={id}
        className="max-w-48"
        value={value}
        {...{ [`data-${name}`]: '' }}
        onChange={({ target }) => choose(target.value as T)}
      >
        {all.map((one) => (
          <option key={one} value={one}>
            {label(one)}
          </option>
        ))}
      </Select>
    </span>
  );
}
