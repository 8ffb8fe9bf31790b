/** The sequence diagram as a table: each row a step, with whom it goes from and to. */
import { duration, type SequenceTexts } from '../../i18n/index.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { GRID, GRID_CELL, GRID_HEAD } from '../shared/grid-look.ts';
import type { DrawnRow } from './Diagram.tsx';

interface Props {
  readonly rows: readonly DrawnRow[];
  readonly seek: (step: number) => void;
  readonly t: SequenceTexts;
}

const FRAME = 'mb-2 max-h-96 overflow-auto rounded-l border border-line';

export function Twin({ rows, seek, t }: Props) {
  const isCompared = rows.some(({ fate }) => fate !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by the keyboard
    <section className={FRAME} aria-label={t.name} tabIndex={0}>
      <table className={`sequence-table ${GRID}`}>
        <thead>
          <tr>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.step}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.time}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.from}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.to}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.what}
            </th>
            {isCompared ? (
              <th scope="col" className={`${GRID_HEAD} font-sans`}>
                {t.other}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row: { step, label, hops }, time, fate }) => (
            <tr
              key={`${time === 'there'} ${step.n}`}
              className="data-[time=current]:bg-sunken data-[time=there]:text-del"
              data-time={time}
              data-twin-step={step.n}
            >
              <th scope="row" className={`${GRID_CELL} font-normal`}>
                {time === 'there' ? (
                  '−'
                ) : (
                  <Button look="link" onClick={() => seek(step.n)}>
                    {step.n}
                  </Button>
                )}
              </th>
              <td className={GRID_CELL}>{duration(step.at / 1000)}</td>
              <td className={GRID_CELL}>
                <Code>{step.from}</Code>
              </td>
              <td className={GRID_CELL}>
                {hops.length === 0 ? t.alone(step.from) : <Code>{hops.map(([, to]) => to).join(' → ')}</Code>}
              </td>
              <td className={GRID_CELL}>
                <Code>{label}</Code>
              </td>
              {isCompared ? <td className={GRID_CELL}>{fate ?? ''}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
