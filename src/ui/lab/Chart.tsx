/** A chart with its names, its picture as a file, and the table that tells the same numbers. */
import { type ReactNode, useRef } from 'react';
import type { LabTexts } from '../../i18n/index.ts';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { download, MIME } from '../shared/download.ts';
import { pngOf } from '../shared/svg-file.ts';
import { type LineId, lineName } from './lines.ts';
import { Plot, Sample } from './Plot.tsx';
import type { PlotOf } from './plot-of.ts';
import { ScrollBox, TABLE } from './ScrollBox.tsx';
import { svgOf } from './svg.ts';

/** CSS pixels of a file, where its chart has none. */
const FILE_WIDTH = 640;

interface Props {
  readonly id: string;
  readonly title: string;
  /** must be the same object while it says the same */
  readonly plot: PlotOf;
  readonly t: LabTexts;
  /** the head of the table's first column, its rows' names, and how a value is written */
  readonly first: string;
  readonly rowName: (i: number) => string;
  readonly valueText: (value: number) => string;
  /** what the table says beyond the lines */
  readonly columns?: readonly FigureColumn[];
  readonly tools?: ReactNode;
  readonly note?: ReactNode;
}

interface FigureColumn {
  readonly head: string;
  readonly text: (i: number) => string;
}

export function Chart({ id, title, plot, t, tools, note, ...twin }: Props) {
  const chart = useRef<HTMLElement>(null);
  const svg = (): string => {
    const style = getComputedStyle(chart.current ?? document.documentElement);
    const names = plot.ids.map((id) => ({ id, name: lineName(t, id) }));
    return svgOf(plot, title, names, {
      width: chart.current?.clientWidth ?? FILE_WIDTH,
      family: style.fontFamily,
      colour: (token) => style.getPropertyValue(token).trim(),
    });
  };
  const savePng = (): void =>
    void pngOf(svg(), window.devicePixelRatio).then(
      (bytes) => download(`novascope-lab-${id}.png`, bytes, MIME.png),
      () => undefined,
    );
  return (
    <section
      className="lab-chart flex min-w-0 flex-col gap-2 rounded-l border border-line bg-paper p-4 shadow-1"
      data-chart={id}
      ref={chart}
    >
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h4 className="mr-auto text-ui font-semibold" id={`lab-${id}`}>
          {title}
        </h4>
        {tools}
        <span className="inline-flex">
          <Button look="quiet" onClick={savePng} data-out="png">
            {t.charts.png}
            <span className="sr-only">: {title}</span>
          </Button>
          <Button
            look="quiet"
            onClick={() => download(`novascope-lab-${id}.svg`, svg(), MIME.svg)}
            data-out="svg"
          >
            {t.charts.svg}
            <span className="sr-only">: {title}</span>
          </Button>
        </span>
      </header>
      <Plot plot={plot} label={t.charts.label(title)} />
      <Legend ids={plot.ids} t={t} />
      {note === undefined ? null : <div className="text-cap text-ink-2">{note}</div>}
      <Disclosure summary={t.charts.table}>
        <ScrollBox labelledBy={`lab-${id}`}>
          <Twin plot={plot} t={t} {...twin} />
        </ScrollBox>
      </Disclosure>
    </section>
  );
}

type TwinProps = Pick<Props, 'plot' | 't' | 'first' | 'rowName' | 'valueText' | 'columns'>;

/** The same numbers, a place of x a row. */
function Twin({ plot, t, first, rowName, valueText, columns = [] }: TwinProps) {
  return (
    <table className={TABLE}>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          {plot.ids.map((id) => (
            <th key={id} scope="col">
              {lineName(t, id)}
            </th>
          ))}
          {columns.map(({ head }) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {plot.x.map((x, i) => (
          <tr key={x}>
            <th scope="row">{rowName(i)}</th>
            {plot.ids.map((id, line) => {
              const value = plot.lines[line]?.[i] ?? null;
              return <td key={id}>{value === null ? '' : valueText(value)}</td>;
            })}
            {columns.map(({ head, text }) => (
              <td key={head}>{text(i)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Legend({ ids, t }: { ids: readonly LineId[]; t: LabTexts }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-cap text-ink-2">
      {ids.map((id) => (
        <li key={id} className="flex items-center gap-1.5">
          <Sample id={id} />
          {lineName(t, id)}
        </li>
      ))}
    </ul>
  );
}
