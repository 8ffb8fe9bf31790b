/** What a chart shows, where it can show one of several. */
import type { LabTexts } from '../../i18n/index.ts';

interface Props<T extends string> {
  /** names the choice for tests: `data-<name>` */
  readonly name: 'fate' | 'measure';
  readonly value: T;
  readonly all: readonly T[];
  readonly label: (one: T) => string;
  readonly choose: (one: T) => void;
  readonly t: LabTexts;
}

export function Choice<T extends string>({ name, value, all, label, choose, t }: Props<T>) {
  return (
    <label className="lab-choice">
      {t.charts.which}
      <select
        className="select"
        value={value}
        {...{ [`data-${name}`]: '' }}
        onChange={({ target }) => choose(target.value as T)}
      >
        {all.map((one) => (
          <option key={one} value={one}>
            {label(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
