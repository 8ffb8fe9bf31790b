/** A named experiment: data. Its title is a text (`i18n/scenarios`). */
import type { Experiment } from '../trace/trace.ts';

export interface Scenario {
  readonly id: string;
  readonly experiment: Experiment;
}
