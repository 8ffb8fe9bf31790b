/** How a line is drawn: by a dash and a mark of its own beside its colour, on the page, in files and in the legend alike. */
import type { Design } from '../../core/lab/settings.ts';
import type { LabTexts } from '../../i18n/index.ts';

/** A design's line, or what theory says beside what was measured. */
export type LineId = Design | 'theory' | 'measured';

interface LineStyle {
  /** a colour of tokens.css */
  readonly token: string;
  /** CSS pixels drawn and left out, in turn; empty = solid */
  readonly dash: readonly number[];
  /** the widest lies below, so that lines that fall together are all seen; 0 = points alone */
  readonly width: number;
}

export const LINE_STYLES: { readonly [I in LineId]: LineStyle } = {
  direct: { token: '--kind-http', dash: [2, 4], width: 2 },
  queue: { token: '--kind-call', dash: [10, 5], width: 2 },
  nova: { token: '--kind-cast', dash: [], width: 5 },
  theory: { token: '--kind-fanout', dash: [12, 3, 3, 3], width: 2 },
  measured: { token: '--ink', dash: [], width: 0 },
};

export const lineName = (t: LabTexts, id: LineId): string =>
  id === 'theory' || id === 'measured' ? t.lines[id] : t.designs[id];
