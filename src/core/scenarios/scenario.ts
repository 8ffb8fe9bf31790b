/** A named experiment: data. Its title is a text (`i18n/scenarios`). */
import type { Experiment } from '../trace/trace.ts';

/** As the picker has them: a server's life, moving it, when things break, and what teaches. */
export const GROUPS = ['life', 'moving', 'broken', 'lessons', 'incidents', 'broker'] as const;

export interface Scenario {
  readonly id: string;
  readonly group: (typeof GROUPS)[number];
  readonly experiment: Experiment;
}
