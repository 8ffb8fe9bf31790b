/** Chinese: what an administrator does to the record of a service, and what the compute asks Placement for. */
import { c } from '../rich.ts';
import { to, took, waits, wrote } from '../say/zh-CN.ts';
import type { Story } from '../story.ts';

/** What nova-api does; what it refused or never took is not told as if it had been done. */
function asked(s: Story, does: string): string {
  const status = s.http?.status ?? null;
  if (status === null) return '没有得到答复。';
  if (status >= 400) return `API拒绝了，什么也没有改动。${took(s)}`;
  return `${does}${took(s)}${wrote(s)}`;
}

export const serviceActs = {
  names: {
    force_down: '强制标为宕机',
    force_up: '取消强制宕机',
    disable_service: '停用',
    enable_service: '启用',
    set_quota: '设置配额',
  },
  about: {
    force_down: 'Nova立刻把这个计算服务当作宕机，不必等它的心跳中断',
    force_up: '从现在起重新以它自己的心跳为准',
    disable_service: '不再有新实例来到它的主机，已有的实例留在原处',
    enable_service: '新实例又可以来到它的主机',
    set_quota: '改变一个项目可以有多少实例、核心和内存（MB）',
  },
  requests: {
    'PUT /os-services/{id}': {
      title: (s: Story) => `${c(s.from)}请${to(s)}修改计算服务的记录`,
      tell: (s: Story) =>
        asked(
          s,
          `API写入Cell的${c('services')}表。强制标为宕机时不去问计算服务；停用或启用时，如果计算服务在线，就发一次call，让它把变化告诉Placement。`,
        ),
    },
    'PUT /os-quota-sets/{id}': {
      title: (s: Story) => `${c(s.from)}请${to(s)}设置一个项目的配额`,
      tell: (s: Story) =>
        asked(s, `配额不能低于已经用掉的数量。创建实例时就按${c('quotas')}表中的数来核对。`),
    },
    'GET /projects/{id}': {
      title: (s: Story) => `${c(s.from)}问${to(s)}是否有这个项目`,
      tell: (s: Story) => `Nova自己不保存项目的名单。${took(s)}`,
    },
    'GET /resource_providers/{id}/traits': {
      title: (s: Story) => `${c(s.from)}向${to(s)}查询本机的特性`,
      tell: (s: Story) => `特性说明一台主机是什么样的、能做什么。${took(s)}`,
    },
    'GET /traits': {
      title: (s: Story) => `${c(s.from)}问${to(s)}是否认识这些特性`,
      tell: (s: Story) => `Placement先要认识一个特性，主机才能拥有它。${took(s)}`,
    },
    'PUT /resource_providers/{id}/traits': {
      title: (s: Story) => `${c(s.from)}告诉${to(s)}本机现在有哪些特性`,
      tell: (s: Story) =>
        `带有${c('COMPUTE_STATUS_DISABLED')}的主机，在scheduler询问谁有空位时不会成为候选。${took(s)}${wrote(s)}`,
    },
  },
  methods: {
    set_host_enabled: {
      title: (s: Story) => `${c(s.from)}让${to(s)}告诉Placement本机是否接收新实例`,
      tell: (s: Story) =>
        `主机的特性${c('COMPUTE_STATUS_DISABLED')}由它自己的计算服务设置或去掉。${waits(s)}`,
    },
  },
};
