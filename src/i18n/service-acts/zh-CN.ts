/** Chinese: what an administrator does to the record of a service, and what the compute asks Placement for. */
import { NOVA_MANAGE } from '../../core/words/services.ts';
import { asked, reason } from '../asked/zh-CN.ts';
import { c } from '../rich.ts';
import { to, took, waits, wrote } from '../say/zh-CN.ts';
import type { Story } from '../story.ts';

/** What nova-api does; what it refused or never took is not told as if it had been done. */
function askedOf(s: Story, does: string): string {
  const status = s.http?.status ?? null;
  const isRefusal = status !== null && status >= 400 && status < 500;
  return isRefusal ? `API拒绝了，什么也没有改动${reason(s)}${took(s)}` : asked(s, does);
}

/** What is written into the record of a compute service. */
function recorded({ http }: Story): string {
  const { forced_down, status } = http?.asks ?? {};
  if (forced_down === true) return '把一个计算服务强制标为宕机';
  if (forced_down === false) return '取消一个计算服务的强制宕机';
  if (status === 'disabled') return '禁用一个计算服务';
  return status === 'enabled' ? '启用一个计算服务' : '修改计算服务的记录';
}

/** The administrator's program asks for all of them. */
const isManage = (s: Story): boolean => s.from === NOVA_MANAGE;

/** Whether the compute has a part in it; '' where the request's body is not known. */
function called({ http }: Story): string {
  const { forced_down, status } = http?.asks ?? {};
  if (status !== undefined) return '如果计算服务在线，就发一次call，让它把变化告诉Placement。';
  return forced_down === undefined ? '' : '不必问计算服务本身。';
}

export const serviceActs = {
  names: {
    force_down: '强制标为宕机',
    force_up: '取消强制宕机',
    disable_service: '禁用',
    enable_service: '启用',
    set_quota: '设置配额',
    delete_service: '删除服务记录',
    discover_hosts: '发现主机',
    audit_allocations: '核查Placement',
  },
  about: {
    force_down: 'Nova立刻把这个计算服务当作宕机，不必等它的心跳中断',
    force_up: '从现在起重新以它自己的心跳为准',
    disable_service: '不再有新实例来到它的主机，已有的实例留在原处',
    enable_service: '新实例又可以来到它的主机',
    set_quota: '改变一个项目可以有多少实例、核心和内存（MB）',
    delete_service: '让Nova忘掉这个服务；计算服务的主机上还有实例时会被拒绝',
    discover_hosts: '用nova-manage把新的计算主机归入各自的Cell；在此之前，派到那里的实例都会失败',
    audit_allocations:
      'nova-manage placement audit --delete：不属于任何实例、也不属于任何迁移的分配，一律归还',
  },
  requests: {
    'DELETE /os-services/{id}': {
      title: (s: Story) => `${c(s.from)}请${to(s)}删除一个服务的记录`,
      tell: (s: Story) => {
        return askedOf(
          s,
          `这一行留着，只标为已删除。如果是计算服务，它的节点、主机映射，以及Placement中的资源提供者也一并去掉；进程本身不受影响。`,
        );
      },
    },
    'GET /resource_providers': {
      title: (s: Story) =>
        isManage(s)
          ? `${c(s.from)}向${to(s)}查询所有资源提供者`
          : `${c(s.from)}向${to(s)}查询一台主机的资源提供者`,
      tell: (s: Story) =>
        isManage(s) ? `逐个核对。${took(s)}` : `Placement是否已经认识这台主机？${took(s)}`,
    },
    'POST /resource_providers': {
      title: (s: Story) => `${c(s.from)}请${to(s)}为本机建立资源提供者`,
      tell: (s: Story) =>
        `首次启动时，Placement还不认识这台主机。资源提供者与节点用同一个uuid。${took(s)}${wrote(s)}`,
    },
    'PUT /resource_providers/{id}/inventories': {
      title: (s: Story) => `${c(s.from)}告诉${to(s)}本机有哪些资源`,
      tell: (s: Story) =>
        `每种资源一份库存清单：总量多少，预留多少，最多可以超配多少倍。${took(s)}${wrote(s)}`,
    },
    'DELETE /resource_providers/{id}': {
      title: (s: Story) => `${c(s.from)}请${to(s)}忘掉一台主机`,
      tell: (s: Story) =>
        s.http?.status === 409
          ? `Placement拒绝了：还有人占着它的资源。Nova不管它，继续做下去。${took(s)}`
          : `库存清单和特性随资源提供者一起删除。${took(s)}${wrote(s)}`,
    },
    'PUT /os-services/{id}': {
      title: (s: Story) => `${c(s.from)}请${to(s)}${recorded(s)}`,
      tell: (s: Story) => askedOf(s, `API写入Cell的${c('services')}表。${called(s)}`),
    },
    'PUT /os-quota-sets/{id}': {
      title: (s: Story) => `${c(s.from)}请${to(s)}设置一个项目的配额`,
      tell: (s: Story) =>
        askedOf(s, `配额不能低于已经用掉的数量。创建实例时就按${c('quotas')}表中的数来核对。`),
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
        `带有${c('COMPUTE_STATUS_DISABLED')}的主机，在调度器询问谁有空位时不会成为候选。${took(s)}${wrote(s)}`,
    },
  },
  methods: {
    'PciDeviceList.get_by_compute_node': {
      title: (s: Story) => `${c(s.from)}向${to(s)}查询本节点的PCI设备`,
      tell: (s: Story) => `这里没有模拟PCI设备；不写入任何内容。${waits(s)}`,
    },
    set_host_enabled: {
      title: (s: Story) => `${c(s.from)}让${to(s)}告诉Placement本机是否接收新实例`,
      tell: (s: Story) =>
        `主机的特性${c('COMPUTE_STATUS_DISABLED')}由它自己的计算服务设置或去掉。${waits(s)}`,
    },
  },
};
