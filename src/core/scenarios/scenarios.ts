/** Named experiments: data. What happens in them must emerge; a scenario never lists a message. */

import { GALLERY } from '../lessons/gallery.ts';
import { lessonRun } from '../lessons/queue-lesson.ts';
import type { Scenario } from '../lessons/scenario.ts';

export const lessonOf = (scenario: string): NonNullable<Scenario['lesson']> | null =>
  SCENARIOS.find(({ id }) => id === scenario)?.lesson ?? null;

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'boot',
    title: { en: 'Boot an instance', 'zh-CN': '创建实例' },
    experiment: { v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] },
  },
  {
    id: 'why-a-queue',
    title: { en: 'Why is there a queue at all?', 'zh-CN': '究竟为什么要有队列？' },
    lesson: 'queue',
    experiment: lessonRun('boot'),
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
  {
    // times from the POST on as recorded: -2.0 s, 0, +18.6 s
    id: 'scheduler_down_20s',
    title: { en: 'The scheduler is away for 20 s', 'zh-CN': 'scheduler停了20秒' },
    experiment: {
      v: 1,
      deployment: { before: 'scheduler_down_20s' },
      commands: [
        { at_us: 1_000_000, name: 'stop', args: { service: 'nova-scheduler' } },
        { at_us: 3_002_000, name: 'boot', args: { server: 'vm-wait' } },
        { at_us: 21_625_000, name: 'start', args: { service: 'nova-scheduler' } },
      ],
    },
  },
  {
    // -2.0 s, 0, +34.6 s; the super conductor gives up after 20 s
    id: 'scheduler_down_timeout',
    title: { en: 'The scheduler comes back too late', 'zh-CN': 'scheduler回来得太晚' },
    experiment: {
      v: 1,
      deployment: {
        before: 'scheduler_down_timeout',
        rpc_response_timeout: { 'nova-conductor-super': 20 },
      },
      commands: [
        { at_us: 1_000_000, name: 'stop', args: { service: 'nova-scheduler' } },
        { at_us: 3_003_000, name: 'boot', args: { server: 'vm-timeout' } },
        { at_us: 37_586_000, name: 'start', args: { service: 'nova-scheduler' } },
      ],
      // until cpu2's next resource audit has met the allocation that was left behind (recorded: 2.4 s after the reply)
      until_us: 80_000_000,
    },
  },
  ...GALLERY,
];
