/** Chinese: how a server's guest is begun anew, copied, changed and deleted: a part of `server-acts`. */
import { asked, straight } from '../asked/zh-CN.ts';
import { c } from '../rich.ts';
import { to, took, waits, wrote } from '../say/zh-CN.ts';
import type { Story } from '../story.ts';

export const lifeActs = {
  names: {
    attach_interface: '添加网络接口',
    detach_interface: '移除网络接口',
    rebuild_server: '重建实例',
    reboot_server: '重启实例',
    snapshot_server: '创建快照',
    delete_server: '删除实例',
  },
  about: {
    attach_interface: '给运行中的虚拟机加一个端口：nova-api要等nova-compute做完',
    detach_interface: '取走实例最后得到的端口并删除',
    rebuild_server: '用镜像换一块新磁盘，主机和地址都不变',
    snapshot_server: '给实例做镜像：在Glance里立即建好，内容由所在主机填入',
    reboot_server: '在原来的主机上重新启动虚拟机；硬重启可以打断正在进行的电源操作',
    delete_server: '所在的nova-compute拆除虚拟机、网络和资源分配；行仍保留，只标为已删除',
  },
  reached: {
    'soft-delete': '实例算是已删除，一切暂时留着；',
    deleted: '虚拟机已经不在；',
  },
  requests: {
    'POST /servers/{id}/action reboot': {
      title: (s: Story) => `${c(s.from)}请${to(s)}重启实例`,
      tell: (s: Story) =>
        asked(
          s,
          `API把${c('rebooting')}或${c('rebooting_hard')}写入Cell的数据库，并记下是谁要求的；实例留在原来的主机上。`,
        ),
    },
    'POST /servers/{id}/action createImage': {
      title: (s: Story) => `${c(s.from)}请${to(s)}给实例做一个镜像`,
      tell: (s: Story) =>
        asked(
          s,
          `API先在Glance里建好镜像，响应才能说出它的编号；这时镜像还没有内容。随后写入${c('image_snapshot_pending')}，并记下是谁要求的。`,
        ),
    },
    'POST /servers/{id}/action rebuild': {
      title: (s: Story) => `${c(s.from)}请${to(s)}重建实例`,
      tell: (s: Story) =>
        asked(
          s,
          `API查看镜像和当初的创建要求，写入${c('rebuilding')}，并记下是谁要求的。响应要给出实例的样子，所以又查了一遍。`,
        ),
    },
    'POST /servers/{id}/os-interface': {
      title: (s: Story) => `${c(s.from)}请${to(s)}加一个网络接口`,
      tell: (s: Story) => asked(s, 'API记下是谁要求的，然后调用nova-compute并等待，因为响应要说出端口。'),
    },
    'DELETE /servers/{id}/os-interface/{id}': {
      title: (s: Story) => `${c(s.from)}请${to(s)}移除一个网络接口`,
      tell: (s: Story) => asked(s, 'API记下是谁要求的，再cast给nova-compute：得到响应时端口还在。'),
    },
    'GET /ports/{id}': {
      title: (s: Story) => `${c(s.from)}向${to(s)}查询一个端口`,
      tell: (s: Story) => `端口的地址、状态，以及它在主机资源之外占用的东西。${took(s)}`,
    },
    'POST /images': {
      title: (s: Story) => `${c(s.from)}请${to(s)}创建镜像`,
      tell: (s: Story) => `目前只是一条带名称和属性的记录，内容可以以后再传。${took(s)}${wrote(s)}`,
    },
    'DELETE /images/{id}': {
      title: (s: Story) => `${c(s.from)}请${to(s)}删除镜像`,
      tell: (s: Story) => `这个镜像不再有人需要。${took(s)}${wrote(s)}`,
    },
    'DELETE /servers/{id}': {
      title: (s: Story) => `${c(s.from)}请${to(s)}删除实例`,
      tell: (s: Story) =>
        asked(
          s,
          `得到响应时什么都还没有拆除。所在的nova-compute还算在线时，API写入${c('deleting')}并通知它；否则由API自己删除。`,
        ),
    },
    'DELETE /ports/{id}': {
      title: (s: Story) => `${c(s.from)}请${to(s)}删除端口`,
      tell: (s: Story) => `端口的地址又可以分给别人了。${took(s)}${wrote(s)}`,
    },
    'DELETE /allocations/{id}': {
      title: (s: Story) => `${c(s.from)}在${to(s)}中归还实例占用的资源`,
      tell: (s: Story) =>
        `此后主机上的这份空间可以给别的实例。404只说明本来就没有占用。${took(s)}${wrote(s)}`,
    },
  },
  methods: {
    soft_delete_instance: {
      title: (s: Story) => `${c(s.from)}通知${to(s)}搁下一个已删除的实例`,
      tell: (s: Story) =>
        `${straight(s)}设了${c('reclaim_instance_interval')}时，它的虚拟机、网络和资源分配先都留着，过了这段时间才由所在的nova-compute删除。`,
    },
    reboot_instance: {
      title: (s: Story) => `${c(s.from)}通知${to(s)}重启实例`,
      tell: (s: Story) => `${straight(s)}nova-compute先查磁盘和网络，因为硬重启要把一切重新搭好。`,
    },
    snapshot_instance: {
      title: (s: Story) => `${c(s.from)}通知${to(s)}填入镜像内容`,
      tell: (s: Story) => `${straight(s)}驱动复制磁盘并上传；fake驱动什么也不复制，所以镜像仍然是空的。`,
    },
    attach_interface: {
      title: (s: Story) => `${c(s.from)}请${to(s)}添加网络接口`,
      tell: (s: Story) =>
        `这是call，nova-api要等待。路由键${c(s.routing_key)}指定实例所在的主机，由它创建端口、绑定并接到运行中的虚拟机上。${waits(s)}`,
    },
    detach_interface: {
      title: (s: Story) => `${c(s.from)}通知${to(s)}移除网络接口`,
      tell: (s: Story) => `${straight(s)}nova-compute拔掉接口，并请求删除端口。`,
    },
    'VirtualInterface.get_by_uuid': {
      title: (s: Story) => `${c(s.from)}查询接口的记录`,
      tell: (s: Story) => `它以编号与端口对应。${waits(s)}`,
    },
    'VirtualInterface.destroy': {
      title: (s: Story) => `${c(s.from)}请求把接口标为已删除`,
      tell: (s: Story) => `行仍然保留。${waits(s)}${wrote(s)}`,
    },
    terminate_instance: {
      title: (s: Story) => `${c(s.from)}通知${to(s)}删除实例`,
      tell: (s: Story) =>
        `${straight(s)}nova-compute先等对这个实例的其他操作结束，再拆除虚拟机、网络和资源分配。`,
    },
  },
};
