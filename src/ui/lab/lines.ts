/** How a design's line is drawn: by a dash and a mark of its own beside its colour, on canvas and in the legend alike. */
import type { Design } from '../../core/lab/settings.ts';

export interface LineStyle {
  /** a colour of tokens.css */
  readonly token: string;
  /** CSS pixels drawn and left out, in turn; empty = solid */
  readonly dash: readonly number[];
  /** the widest lies below, so that lines that fall together are all seen */
  readonly width: number;
}

export const LINE_STYLES: { readonly [D in Design]: LineStyle } = {
  direct: { token: '--kind-http', dash: [2, 4], width: 2 },
  queue: { token: '--kind-call', dash: [10, 5], width: 2 },
  nova: { token: '--kind-cast', dash: [], width: 5 },
};
