/** A chart on the page: the shapes that its file has too, in the colours of the theme. */
import { drawn } from '../shared/Drawn.tsx';
import { useSize } from '../shared/hooks.ts';
import type { Colour } from '../shared/shapes.ts';
import type { LineId } from './lines.ts';
import { FONT, PLOT_HEIGHT, type PlotOf } from './plot-of.ts';
import { SAMPLE, sampleOf, shapesOf } from './shapes.ts';

/** Above the plot: half of the highest number. */
const TOP = 8;

const themed: Colour = (token) => `var(${token})`;

/** As wide as its box; as large beside the page's letters in every theme: for the back row too. */
export function Plot({ plot, label }: { readonly plot: PlotOf; readonly label: string }) {
  const [box, size] = useSize<HTMLDivElement>();
  const width = size ? Math.round((size.width * PLOT_HEIGHT) / size.height) : 0;
  return (
    <div className="h-55 min-w-0" role="img" aria-label={label} ref={box}>
      {width === 0 ? null : (
        <svg
          className="block size-full tabular-nums"
          viewBox={`0 0 ${width} ${PLOT_HEIGHT}`}
          fontSize={FONT}
          aria-hidden="true"
        >
          {drawn(shapesOf(plot, { top: TOP, width, height: PLOT_HEIGHT - TOP }, themed))}
        </svg>
      )}
    </div>
  );
}

/** How a line looks, beside its name. */
export function Sample({ id }: { readonly id: LineId }) {
  return (
    <svg className="shrink-0" width={SAMPLE} height="10" aria-hidden="true">
      {drawn([sampleOf(id, 0, 5, themed)])}
    </svg>
  );
}
