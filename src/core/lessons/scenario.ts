/** A named experiment: data. */
import type { Experiment } from '../trace/trace.ts';

export interface Scenario {
  readonly id: string;
  readonly title: { readonly en: string; readonly 'zh-CN': string };
  readonly experiment: Experiment;
  /** a lesson: beside the SQL console, or above the experiment */
  readonly lesson?: 'databases' | 'queue';
}
