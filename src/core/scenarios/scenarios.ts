/** Named experiments: data. What happens in them must emerge; a scenario never lists a message. */
import type { Experiment } from '../trace/trace.ts';
import { GALLERY } from './gallery.ts';

export interface Scenario {
  readonly id: string;
  readonly title: { readonly en: string; readonly 'zh-CN': string };
  readonly experiment: Experiment;
  /** a lesson that stands beside the SQL console */
  readonly lesson?: 'databases';
}

export const lessonOf = (scenario: string): Scenario['lesson'] | null =>
  SCENARIOS.find(({ id }) => id === scenario)?.lesson ?? null;

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'boot',
    title: { en: 'Boot an instance', 'zh-CN': '创建实例' },
    experiment: { v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] },
  },
  {
    // a server that finds its host, and one that none can hold: that one shows what nova_cell0 is for
    id: 'no-nova-database',
    title: { en: 'Why is there no nova database?', 'zh-CN': '为什么没有nova数据库？' },
    lesson: 'databases',
    experiment: {
      v: 1,
      deployment: { layout: 'devstack-2019' },
      commands: [
        { at_us: 1_000_000, name: 'boot' },
        { at_us: 6_000_000, name: 'boot', args: { server: 'giant', flavor: 'm1.xlarge' } },
      ],
    },
  },
  ...GALLERY,
];
