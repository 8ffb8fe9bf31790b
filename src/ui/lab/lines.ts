/** How a line is drawn: by a dash and a mark of its own beside its colour, on the page, in files and in the legend alike. */
import type { Design } from '../../core/lab/settings.ts';
import type { LabTexts } from '../../i18n/index.ts';

/** A design's line, or what theory says beside what was measured. */
export type LineId = Design | 'theory' | 'measured';

interface LineStyle {
  /** a colour of the theme */
  readonly token: string;
  /** CSS pixels drawn and left out, in turn; empty = solid */
  readonly dash: readonly number[];
  /** the widest lies below, so that lines that fall together are all seen; 0 = points alone */
  readonly width: number;
}

export const LINE_STYLES: { readonly [I in LineId]: LineStyle } = {
  direct: { token: '--color-http', dash: [2, 5], width: 2.5 },
  queue: { token: '--color-call', dash: [9, 5], width: 2.5 },
  nova: { token: '--color-cast-fill', dash: [], width: 4 },
  theory: { token: '--color-fanout', dash: [12, 3, 3, 3], width: 2 },
  measured: { token: '--color-ink', dash: [], width: 0 },
};

export const lineName = (t: LabTexts, id: LineId): string =>
  id === 'theory' || id === 'measured' ? t.lines[id] : t.designs[id];
