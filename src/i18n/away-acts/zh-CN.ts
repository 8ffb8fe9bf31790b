/** Chinese: acts that take a server from its host: shelve, unshelve. Part of the same subjects as `server-acts`. */
import { c } from '../rich.ts';
import { asked, goesOn, straight, to, waits } from '../say/zh-CN.ts';
import type { Story } from '../story.ts';

const reads = (s: Story, what: string): string => `${c(s.from)}向${to(s)}查询${what}`;

export const awayActs = {
  names: { shelve_server: '搁置实例', unshelve_server: '取消搁置' },
  about: {
    shelve_server: '把实例存成镜像并让出主机，它占用的资源归还Placement',
    unshelve_server: '让搁置的实例回来：由scheduler重新选择主机',
  },
  phases: { shelf: '搁置' },
  reached: {
    shelved: '虚拟机已经关闭，由镜像代替，',
    shelved_offloaded: '主机已经放下这台虚拟机，它在Placement中的分配已经删除，',
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
          `API把${c('unshelving')}写入Cell的数据库，其余交给super conductor：实例已经离开主机时，没有主机可以接收消息。`,
        ),
    },
  },
  methods: {
    shelve_instance: {
      title: (s: Story) => `${c(s.from)}通知${to(s)}搁置实例`,
      tell: (s: Story) =>
        `${straight(s)}nova-compute关闭虚拟机并为它制作镜像；${c('shelved_offload_time')}为0时，随即让实例离开主机。`,
    },
    unshelve_instance: {
      title: (s: Story) => `${c(s.from)}把取消搁置交给${to(s)}`,
      tell: (s: Story) =>
        s.from === 'nova-api'
          ? `离开了主机的实例需要重新选择主机，所以任务交给super conductor。${goesOn(s)}`
          : `路由键${c(s.routing_key)}指名选中的主机，由它占用资源、绑定端口，并从镜像生成虚拟机。${goesOn(s)}`,
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
      tell: (s: Story) => `消息中没有带上它们，而占用资源时需要知道有没有。${waits(s)}`,
    },
  },
};
