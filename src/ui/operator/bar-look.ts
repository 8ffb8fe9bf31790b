/** How a stretch of time is drawn: told apart without colours, too. Work is solid, a queue is outlined, who waits is hatched. */

import type { TimeShare } from '../../core/report/request-time.ts';
import type { TimeSpan } from '../../core/report/span.ts';

const LOOKS: { readonly [K in TimeSpan['kind'] | TimeShare['kind']]: string } = {
  work: 'bg-ink forced-colors:bg-[CanvasText]',
  http: 'bg-http forced-colors:bg-[GrayText]',
  queue: 'border-2 border-cast-fill bg-cast-tint',
  call: 'border border-call hatch',
  wait: 'border border-call hatch',
  unseen: 'border border-dashed border-line-2',
};

export const barOf = (kind: keyof typeof LOOKS): string => LOOKS[kind];
