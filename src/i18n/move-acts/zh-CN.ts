/** Chinese: a server gets another flavor or another host, and keeps it or goes back: a part of `server-acts`. */
import { asked, upper } from '../asked/zh-CN.ts';
import { c } from '../rich.ts';
import { goesOn, to, waits, wrote } from '../say/zh-CN.ts';
import { isNothing, type Story } from '../story.ts';

type Does = string | ((s: Story) => string);
const told = (does: Does, s: Story): string => (typeof does === 'string' ? does : does(s));

const request = (what: string, does: Does) => ({
  title: (s: Story) => `${c(s.from)}请${to(s)}${what}`,
  tell: (s: Story) => asked(s, told(does, s)),
});

/** A cast to a host that has a part in the move. */
const handsOn = (what: string, does: Does) => ({
  title: (s: Story) => `${c(s.from)}请${to(s)}${what}`,
  tell: (s: Story) => `${told(does, s)}${goesOn(s)}`,
});

const reads = (what: string, why: string) => ({
  title: (s: Story) => `${c(s.from)}向${to(s)}查询${what}`,
  tell: (s: Story) => `${why}什么也不写。${waits(s)}`,
});

/** 按迁移记录的状态，说明进行到哪一步。 */
function progress({ migration, at_start }: Story): string {
  const status = migration ? `（${c(migration.before)} → ${c(migration.after)}）` : '';
  if (at_start && migration?.after === 'completed')
    return `这台主机曾经宕机，现在恢复了：它清理已疏散的实例留下的东西，并结束那次迁移的记录${status}。`;
  switch (migration?.after) {
    case 'error':
    case 'failed':
      return `迁移失败了，记录里写明这一点${status}。`;
    case 'cancelled':
      return `迁移已取消，记录里写明这一点${status}。`;
    case 'completed':
    case 'confirmed':
    case 'done':
    case 'reverted':
      return `迁移已经结束，记录里写明这一点${status}。`;
    default:
      return `它的状态说明迁移进行到哪一步${status}：途中任何一台主机都可能出故障。`;
  }
}

export const moveActs = {
  names: {
    resize_server: '调整实例大小',
    migrate_server: '冷迁移实例',
    confirm_resize: '确认迁移',
    revert_resize: '回退迁移',
  },
  about: {
    resize_server: '换一种实例类型：要由调度器另选主机，这里总会换到另一台',
    migrate_server: '管理员把实例换到另一台主机，其间虚拟机要关一会儿；可以指定主机',
    confirm_resize: '就这样留下：原主机释放为回退而保留的资源',
    revert_resize: '退回去：原主机用原来的实例类型重新启动实例',
  },
  reached: { resized: '虚拟机已在新主机上，原主机仍为它保留位置；' },
  requests: {
    'POST /servers/{id}/action resize': request(
      '调整实例大小',
      (s) =>
        `API比较两种实例类型并检查配额，把${c('resize_prep')}写入Cell的数据库，其余交给${upper(s)}：要选主机，就离不开调度器。`,
    ),
    'POST /servers/{id}/action migrate': request(
      '把实例换到另一台主机',
      (s) =>
        `只有管理员可以这样要求。在Nova看来，这就是实例类型不变的调整大小：API写入${c('resize_prep')}，其余交给${upper(s)}。`,
    ),
    'POST /servers/{id}/action confirmResize': request(
      '确认迁移',
      `迁移记录变为${c('confirming')}。消息发给实例离开的那台主机：新主机上没有什么要做的。`,
    ),
    'POST /servers/{id}/action revertResize': request(
      '回退迁移',
      `API写入${c('resize_reverting')}，迁移记录变为${c('reverting')}。第一条消息发给实例现在所在的主机。`,
    ),
  },
  methods: {
    migrate_server: handsOn(
      '负责迁移',
      (s) =>
        `${upper(s)}的任务是：建立一条迁移记录，让Placement从此把实例的分配记在它名下，再请调度器选主机。`,
    ),
    prep_resize: handsOn(
      '留出位置',
      '先问选中的主机：在原主机放手之前，它要先把实例将要用的资源算在自己名下。',
    ),
    resize_instance: handsOn(
      '放手',
      '新主机直接通知原主机，从nova-compute到nova-compute：原主机要关闭虚拟机，并把实例的记录交给新主机。',
    ),
    finish_resize: handsOn('接手实例', '记录里的主机已经是新主机。它要把端口绑定到自己这里，再启动虚拟机。'),
    confirm_resize: handsOn(
      '释放原来的位置',
      '实例离开的那台主机要归还迁移记录名下的分配，并忘掉原来的实例类型。',
    ),
    revert_resize: handsOn('撤回迁移', '实例现在所在的主机要放开它，释放为它计入的资源，然后由原主机继续。'),
    finish_revert_resize: handsOn('收回实例', '原主机要收回原来的实例类型、分配和端口，再重新启动虚拟机。'),
    'Migration.save': {
      title: (s: Story) => `${c(s.from)}请求写入迁移记录`,
      tell: (s: Story) => `${progress(s)}${waits(s)}${wrote(s)}`,
    },
    'Instance.drop_migration_context': {
      title: (s: Story) => `${c(s.from)}请求删去两台主机共用的迁移上下文`,
      tell: (s: Story) =>
        `${isNothing(s) ? '这里没有迁移上下文，什么也不写。' : '迁移已经结束：两台主机都不再需要它，也不能再确认或回退。'}${waits(s)}${wrote(s)}`,
    },
    'MigrationContext.get_by_instance_uuid': reads('迁移上下文', '其中是迁移前后的NUMA拓扑、PCI设备等。'),
    'PciDeviceList.get_by_instance_uuid': reads('实例的PCI设备', '申领资源时要比较。'),
  },
};
