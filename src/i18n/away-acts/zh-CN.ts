/** Chinese: acts that take a server from its host: shelve, unshelve, live-migrate, evacuate. Part of the same subjects as `server-acts`. */
import { asked, straight, upper } from '../asked/zh-CN.ts';
import { c } from '../rich.ts';
import { goesOn, to, waits, wrote } from '../say/zh-CN.ts';
import type { Story } from '../story.ts';

const reads = (s: Story, what: string): string => `${c(s.from)}向${to(s)}查询${what}`;

export const awayActs = {
  names: {
    shelve_server: '搁置实例',
    unshelve_server: '取消搁置',
    live_migrate_server: '热迁移实例',
    evacuate_server: '疏散实例',
  },
  about: {
    shelve_server: '把实例存成镜像并让出主机，它占用的资源归还Placement',
    live_migrate_server: '把运行中的实例迁到另一台主机，源主机和目的主机之间用call对话',
    evacuate_server: '实例所在的主机停了，在另一台主机上重建它',
    unshelve_server: '让搁置的实例回来：由调度器重新选择主机',
  },
  reached: {
    shelved: '虚拟机已经关闭，由镜像代替；',
    shelved_offloaded: '主机已经放下这台虚拟机，它在Placement中的分配已经删除；',
  },
  requests: {
    'POST /servers/{id}/action shelve': {
      title: (s: Story) => `${c(s.from)}请${to(s)}搁置实例`,
      tell: (s: Story) =>
        asked(
          s,
          `API把${c('shelving')}写入Cell的数据库，记下是谁要求的，并请Glance为主机将要制作的镜像建立记录。`,
        ),
    },
    'POST /servers/{id}/action unshelve': {
      title: (s: Story) => `${c(s.from)}请${to(s)}取消搁置`,
      tell: (s: Story) =>
        asked(
          s,
          `API把${c('unshelving')}写入Cell的数据库，其余交给${upper(s)}：实例已经离开主机时，没有主机可以接收消息。`,
        ),
    },
    'POST /servers/{id}/action os-migrateLive': {
      title: (s: Story) => `${c(s.from)}请${to(s)}热迁移实例`,
      tell: (s: Story) =>
        asked(
          s,
          `只有管理员可以这样做。API把${c('migrating')}写入Cell的数据库，记下是谁要求的；有没有主机能接收，之后才查明。`,
        ),
    },
    'POST /servers/{id}/action evacuate': {
      title: (s: Story) => `${c(s.from)}请${to(s)}疏散实例`,
      tell: (s: Story) =>
        asked(
          s,
          `只有管理员可以这样做，而且实例所在的主机必须算作宕机。API写入${c('rebuilding')}，记下是谁要求的，并留下一条迁移记录，等故障主机恢复后查看。`,
        ),
    },
  },
  methods: {
    live_migrate_instance: {
      title: (s: Story) => `${c(s.from)}把热迁移的任务交给${to(s)}`,
      tell: (s: Story) =>
        `实例在Placement中的分配转到迁移记录名下，这样它才能在另一台主机上再占一份。${goesOn(s)}`,
    },
    check_can_live_migrate_destination: {
      title: (s: Story) => `${c(s.from)}询问${to(s)}能否接收实例`,
      tell: (s: Story) =>
        `这是${upper(s)}等待一台计算主机：目的主机查看两边的情况，再去问源主机。${waits(s)}`,
    },
    check_can_live_migrate_source: {
      title: (s: Story) => `${c(s.from)}询问${to(s)}实例能否离开`,
      tell: (s: Story) => `一台计算主机通过另一台主机的队列直接call它，conductor不参与。${waits(s)}`,
    },
    live_migration: {
      title: (s: Story) => `${c(s.from)}通知${to(s)}迁移实例`,
      tell: (s: Story) => `路由键${c(s.routing_key)}指定实例要离开的主机：从这里起由源主机主导。${goesOn(s)}`,
    },
    pre_live_migration: {
      title: (s: Story) => `${c(s.from)}请${to(s)}做好准备`,
      tell: (s: Story) =>
        `目的主机查看磁盘和网络，并告诉Neutron端口要去哪里；虚拟机仍在源主机上运行。${waits(s)}`,
    },
    post_live_migration_at_destination: {
      title: (s: Story) => `${c(s.from)}告诉${to(s)}实例已经到了`,
      tell: (s: Story) =>
        `虚拟机已经迁过来，目的主机完成网络，并把自己的名字写为实例的主机。${waits(s)}${wrote(s)}`,
    },
    rebuild_instance: {
      title: (s: Story) => `${c(s.from)}把重建实例的任务交给${to(s)}`,
      tell: (s: Story) =>
        s.from === 'nova-api'
          ? `任务交给${upper(s)}，需要时由它找主机；疏散时，故障主机不在其中。${goesOn(s)}`
          : `路由键${c(s.routing_key)}指定主机，由它重新创建虚拟机。疏散来的实例要申领资源、绑定端口；只是重建的，原有的一切都保留。${goesOn(s)}`,
    },
    'ComputeNode.get_by_host_and_nodename': {
      title: (s: Story) => reads(s, '自己的节点'),
      tell: (s: Story) => `这台主机是Placement中的哪个资源提供者？不写入任何内容。${waits(s)}`,
    },
    'MigrationList.get_by_filters': {
      title: (s: Story) => reads(s, '迁移记录'),
      tell: (s: Story) =>
        `主机启动时，可能已有实例在它宕机期间被疏散，迁移记录里写着；每五分钟还查找失败的迁移。${waits(s)}`,
    },
    'InstanceList.get_by_filters': {
      title: (s: Story) => reads(s, '处于某种状态的实例'),
      tell: (s: Story) =>
        `nova-compute启动时查找中断的创建；每五分钟查找文件可能没有清理的已删除实例。${waits(s)}`,
    },
    'ConsoleAuthToken.clean_expired_console_auths': {
      title: (s: Story) => `${c(s.from)}请求删除过期的控制台令牌`,
      tell: (s: Story) => `每个nova-compute每五分钟请求一次。${waits(s)}${wrote(s)}`,
    },
    'MigrationList.get_unconfirmed_by_dest_compute': {
      title: (s: Story) => reads(s, '还没有人确认的迁移'),
      tell: (s: Story) =>
        `设了${c('resize_confirm_window')}时，迁移等够这段时间，新主机就自行确认。${waits(s)}`,
    },
    'InstanceAction.action_start': {
      title: (s: Story) => `${c(s.from)}请${to(s)}记下实例的一次操作`,
      tell: (s: Story) => `没有人请求它，所以这一行不写用户。${waits(s)}${wrote(s)}`,
    },
    'Migration.get_by_id': {
      title: (s: Story) => reads(s, '迁移记录'),
      tell: (s: Story) => `迁移进行到哪一步了？不写入任何内容。${waits(s)}`,
    },
    'Migration.get_by_id_and_instance': {
      title: (s: Story) => reads(s, '迁移记录'),
      tell: (s: Story) => `nova-compute启动时发现实例还没有离开本机，于是查看它原本要去哪里。${waits(s)}`,
    },
    'Migration.get_by_instance_and_status': {
      title: (s: Story) => reads(s, '热迁移是否已经开始'),
      tell: (s: Story) => `nova-compute启动时，会结束它上次退出时仍在进行的热迁移。${waits(s)}`,
    },
    'TrustedCerts.get_by_instance_uuid': {
      title: (s: Story) => reads(s, '实例信任的证书'),
      tell: (s: Story) => `要是有，就得验证镜像；不写入任何内容。${waits(s)}`,
    },
    'ComputeNode.get_first_node_by_host_for_old_compat': {
      title: (s: Story) => reads(s, '某台主机的节点'),
      tell: (s: Story) => `这台主机是什么、有什么；不写入任何内容。${waits(s)}`,
    },
    shelve_instance: {
      title: (s: Story) => `${c(s.from)}通知${to(s)}搁置实例`,
      tell: (s: Story) =>
        `${straight(s)}nova-compute关闭虚拟机并为它制作镜像；${c('shelved_offload_time')}为0时，随即让实例离开主机。`,
    },
    unshelve_instance: {
      title: (s: Story) => `${c(s.from)}把取消搁置的任务交给${to(s)}`,
      tell: (s: Story) =>
        s.from === 'nova-api'
          ? `离开了主机的实例需要重新选择主机，所以任务交给${upper(s)}。${goesOn(s)}`
          : `路由键${c(s.routing_key)}指定选中的主机，由它申领资源、绑定端口，并从镜像生成虚拟机。${goesOn(s)}`,
    },
    'ResourceList.get_by_instance_uuid': {
      title: (s: Story) => reads(s, '实例的特殊资源'),
      tell: (s: Story) => `先查清实例要归还什么，不写入任何内容。${waits(s)}`,
    },
    'InstanceNUMATopology.get_by_instance_uuid': {
      title: (s: Story) => reads(s, '实例的NUMA拓扑'),
      tell: (s: Story) => `消息中没有带上它，而资源跟踪器也要计算它。${waits(s)}`,
    },
    'InstancePCIRequests.get_by_instance_uuid': {
      title: (s: Story) => reads(s, '实例的PCI请求'),
      tell: (s: Story) => `消息中没有带上它们，而申领资源时需要知道有没有。${waits(s)}`,
    },
  },
};
