/** The sequence diagram as a table: each row a step, with whom it goes from and to. */
import { duration, type SequenceTexts } from '../../i18n/index.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import type { DrawnRow } from './Diagram.tsx';

interface Props {
  readonly rows: readonly DrawnRow[];
  readonly seek: (step: number) => void;
  readonly t: SequenceTexts;
}

export function Twin({ rows, seek, t }: Props) {
  const isCompared = rows.some(({ fate }) => fate !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by the keyboard
    <section className="sequence-twin" aria-label={t.name} tabIndex={0}>
      <table className="sequence-table">
        <thead>
          <tr>
            <th scope="col">{t.step}</th>
            <th scope="col">{t.time}</th>
            <th scope="col">{t.from}</th>
            <th scope="col">{t.to}</th>
            <th scope="col">{t.what}</th>
            {isCompared ? <th scope="col">{t.other}</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row: { step, label, hops }, time, fate }) => (
            <tr key={`${time === 'there'} ${step.n}`} data-time={time} data-twin-step={step.n}>
              <th scope="row">
                {time === 'there' ? (
                  '−'
                ) : (
                  <Button look="quiet" onClick={() => seek(step.n)}>
                    {step.n}
                  </Button>
                )}
              </th>
              <td>{duration(step.at / 1000)}</td>
              <td>
                <Code>{step.from}</Code>
              </td>
              <td>
                {hops.length === 0 ? t.alone(step.from) : <Code>{hops.map(([, to]) => to).join(' → ')}</Code>}
              </td>
              <td>
                <Code>{label}</Code>
              </td>
              {isCompared ? <td>{fate ?? ''}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
