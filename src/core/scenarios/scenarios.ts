/** Named experiments: data. What happens in them must emerge; a scenario never lists a message. */
import type { Experiment } from '../trace/trace.ts';
import { GALLERY } from './gallery.ts';

export interface Scenario {
  readonly id: string;
  readonly title: { readonly en: string; readonly 'zh-CN': string };
  readonly experiment: Experiment;
}

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'boot',
    title: { en: 'Boot an instance', 'zh-CN': '创建实例' },
    experiment: { v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] },
  },
  ...GALLERY,
];
