/** Chinese: what is done to a server that is there: its command, its request, its message, its phases. */
import { asked, straight } from '../asked/zh-CN.ts';
import { guestActs } from '../guest-acts/zh-CN.ts';
import { lifeActs } from '../life-acts/zh-CN.ts';
import { moveActs } from '../move-acts/zh-CN.ts';
import { c } from '../rich.ts';
import { to, waits, wrote } from '../say/zh-CN.ts';
import type { Story } from '../story.ts';

export const serverActs = {
  names: {
    ...guestActs.names,
    ...lifeActs.names,
    ...moveActs.names,
    stop_server: '关闭实例',
    start_server: '启动实例',
  },
  about: {
    ...guestActs.about,
    ...lifeActs.about,
    ...moveActs.about,
    stop_server: '关闭实例：只向它所在的主机发一次cast，不经过调度器',
    start_server: '在原来的主机上重新启动实例',
  },
  reached: { ...guestActs.reached, ...lifeActs.reached, ...moveActs.reached, stopped: '虚拟机已经关闭；' },
  requests: {
    ...guestActs.requests,
    ...lifeActs.requests,
    ...moveActs.requests,
    'POST /servers/{id}/action os-stop': {
      title: (s: Story) => `${c(s.from)}请${to(s)}关闭实例`,
      tell: (s: Story) =>
        asked(s, `API自己把${c('powering-off')}写入Cell的数据库，以免别的操作同时开始，并记下是谁要求的。`),
    },
    'POST /servers/{id}/action os-start': {
      title: (s: Story) => `${c(s.from)}请${to(s)}启动实例`,
      tell: (s: Story) =>
        asked(
          s,
          `API自己把${c('powering-on')}写入Cell的数据库，并记下是谁要求的；实例留在原来的主机上，不必另选主机。`,
        ),
    },
  },
  methods: {
    ...guestActs.methods,
    ...lifeActs.methods,
    ...moveActs.methods,
    stop_instance: {
      title: (s: Story) => `${c(s.from)}通知${to(s)}关闭实例`,
      tell: (s: Story) => `${straight(s)}nova-compute关闭虚拟机，结果由它的conductor写入。`,
    },
    start_instance: {
      title: (s: Story) => `${c(s.from)}通知${to(s)}启动实例`,
      tell: (s: Story) => `${straight(s)}nova-compute重新查看网络、启动虚拟机，结果由它的conductor写入。`,
    },
    'Instance.destroy': {
      title: (s: Story) => `${c(s.from)}请求删除实例的记录`,
      tell: (s: Story) => `行仍然保留，只是标为已删除。${waits(s)}${wrote(s)}`,
    },
  },
};
