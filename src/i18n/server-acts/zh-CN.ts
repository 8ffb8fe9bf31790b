/** Chinese: what is done to a server that is there: its command, its request, its message, its phases. */
import { c } from '../rich.ts';
import { waits, wrote } from '../say/zh-CN.ts';
import type { Story } from '../story.ts';

export const serverActs = {
  names: {},
  about: {},
  phases: {},
  reached: {},
  requests: {},
  methods: {
    'Instance.destroy': {
      title: (s: Story) => `${c(s.from)}请求删除实例的记录`,
      tell: (s: Story) => `行仍然保留，只是标为已删除。${waits(s)}${wrote(s)}`,
    },
  },
};
