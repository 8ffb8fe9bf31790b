/** Chinese: what each RPC method and each object method of the conductor is for, told with the numbers of the trace. */
import { c, list } from '../rich.ts';
import { BOOT, savedBy } from '../saved/zh-CN.ts';
import { goesOn, SEPARATOR, to, unheard, waits, wrote } from '../say/zh-CN.ts';
import type { BootRpcTexts } from '../shape.ts';
import { isOddSuccess, type Story } from '../story.ts';

const asks = (s: Story, what: string): string => `${c(s.from)}向${to(s)}${what}`;

const work = (s: Story): string => (s.event === '' ? '创建' : c(s.event));

export const rpc = {
  schedule_and_build_instances: {
    title: (s) => `${c(s.from)}把请求交给${to(s)}`,
    tell: (s) =>
      `${c(s.from)}不等待应答，所以主机还没选定，客户端就能得到响应。选主机、申领资源、失败后换一台，都交给conductor。${s.to.length === 0 ? '' : `${to(s)}先确认、后处理，此后请求只在它的内存中。`}`,
  },
  select_destinations: {
    title: (s) => `${c(s.from)}请${to(s)}选择主机`,
    tell: (s) =>
      `这是一次call，经过队列${list(s.queues, SEPARATOR)}；没有结果，conductor就无法继续。${waits(s)}${funnel(s)}`,
  },
  build_and_run_instance: {
    title: (s) => `${c(s.from)}通知${to(s)}创建实例`,
    tell: (s) =>
      `路由键${c(s.routing_key)}指定一台主机${s.single ? '' : `；vhost ${c(s.vhost)}是该Cell自己的，同在一个消息代理上`}。${goesOn(s)}它的工作到此为止，之后的进度都记在数据库里。`,
  },
  external_instance_event: {
    title: (s) => `${c(s.from)}把${list(eventNames(s), SEPARATOR)}转给${to(s)}`,
    tell: (s) => `Neutron报告了端口的变化，API查出实例所在的主机，把事件转过去。${event(s)}${goesOn(s)}`,
  },
  update_instance_info: {
    title: (s) => `${c(s.from)}向所有调度器报告一个实例的变化`,
    tell: (s) => `这是一次fanout：每个在监听的调度器各得一份。${unheard(s)}${otherVhost(s)}${goesOn(s)}`,
  },
  sync_instance_info: {
    title: (s) => `${c(s.from)}把实例清单发给所有调度器`,
    tell: (s) =>
      `周期性的fanout：调度器拿清单与记忆中的主机情况核对。${unheard(s)}${otherVhost(s)}${goesOn(s)}`,
  },
  delete_instance_info: {
    title: (s) => `${c(s.from)}告诉所有调度器：实例已不在`,
    tell: (s) => `这是一次fanout：每个调度器都把这个实例忘掉。${unheard(s)}${otherVhost(s)}${goesOn(s)}`,
  },
  ping: {
    title: (s) => `${c(s.from)}询问conductor是否在线`,
    tell: (s) => `服务启动时反复调用${c('ping')}，直到有conductor应答。${waits(s)}`,
  },
  security_groups_member_updated: {
    title: (s) => `${c(s.from)}通告安全组有变化`,
    tell: (s) => `这是发给Neutron agent的，它们据此更新防火墙规则。${unheard(s)}${goesOn(s)}`,
  },
  push: {
    title: (s) => `${c(s.from)}通告对象有变化`,
    tell: (s) => `${c(s.exchange)}把变化后的对象分发给缓存它的程序。${unheard(s)}${goesOn(s)}`,
  },
  port_update: {
    title: (s) => `${c(s.from)}通告端口已更新`,
    tell: (s) => `这是发给端口所在主机上的agent的，由它接好网络。${unheard(s)}${goesOn(s)}`,
  },
  port_delete: {
    title: (s) => `${c(s.from)}通告端口已删除`,
    tell: (s) => `这是发给端口所在主机上的agent的，由它拆除网络。${unheard(s)}${goesOn(s)}`,
  },
  'InstanceActionEvent.event_start': {
    title: (s) => `${c(s.from)}请求记下${work(s)}开始`,
    tell: (s) =>
      `${c('nova-compute')}没有数据库连接，这样密码不必放在计算主机上。要写什么，就请${to(s)}代写。${waits(s)}${wrote(s)}`,
  },
  'InstanceActionEvent.event_finish_with_failure': {
    title: (s) => `${c(s.from)}请求记下${work(s)}${isFailed(s) ? '失败' : '结束'}`,
    tell: (s) => `${ended(s)}${waits(s)}${wrote(s)}`,
  },
  'Instance.save': savedBy(BOOT),
  'Instance.get_by_uuid': {
    title: (s) => asks(s, '查询一个实例'),
    tell: (s) => `连读取也要经过conductor。${waits(s)}`,
  },
  'InstanceList.get_by_host': {
    title: (s) => asks(s, '查询本机的实例'),
    tell: (s) => `拿数据库中本机的实例与hypervisor上运行的作比较：启动时做，周期任务也做。${waits(s)}`,
  },
  'InstanceList.get_by_host_and_node': {
    title: (s) => asks(s, '查询本节点的实例'),
    tell: (s) => `资源跟踪器据此累计它们占用的资源。${waits(s)}`,
  },
  'BlockDeviceMapping.save': {
    title: (s) => `${c(s.from)}请求写入磁盘的设备名`,
    tell: (s) => `与此同时，同一进程的另一个线程正在分配网络。${waits(s)}${wrote(s)}`,
  },
  'BlockDeviceMappingList.get_by_instance_uuid': {
    title: (s) => asks(s, '查询实例的磁盘'),
    tell: (s) => `它要知道该准备哪些块设备。这一步不写任何数据。${waits(s)}`,
  },
  'ComputeNode.save': {
    title: (s) => `${c(s.from)}请求写入已用资源`,
    tell: (s) => `申领之后，本机的空闲资源变了；调度器处理下一个请求时会读到。${waits(s)}${wrote(s)}`,
  },
  'ComputeNode.create': {
    title: (s) => `${c(s.from)}登记自己的节点`,
    tell: (s) => `首次启动时，主机得到一行记录，写明它有哪些资源。${waits(s)}${wrote(s)}`,
  },
  'ComputeNodeList.get_all_by_host': {
    title: (s) => asks(s, '查询本机的节点'),
    tell: (s) => `资源跟踪器开始周期性盘点。${waits(s)}`,
  },
  'MigrationList.get_in_progress_and_error': {
    title: (s) => asks(s, '查询未完成的迁移'),
    tell: (s) => `进行中的迁移同样占用本机资源。${waits(s)}`,
  },
  'Service.save': {
    title: (s) => `${c(s.from)}报告自己还在运行`,
    tell: (s) => `这是心跳：${c('last_seen_up')}太旧的主机，调度器不会选用。${waits(s)}${wrote(s)}`,
  },
  'Service.create': {
    title: (s) => `${c(s.from)}登记自己为一个服务`,
    tell: (s) => `服务首次启动时得到一行记录，表明它的存在。${waits(s)}${wrote(s)}`,
  },
  'Service.get_by_compute_host': {
    title: (s) => asks(s, '查询自己的服务记录'),
    tell: (s) => `资源跟踪器要看本机是否被禁用。这一步不写任何数据。${waits(s)}`,
  },
  'Service.get_by_host_and_binary': {
    title: (s) => asks(s, '询问自己是否已登记'),
    tell: (s) => `服务启动时先找自己的那一行记录。${waits(s)}`,
  },
  'VirtualInterface.create': {
    title: (s) => `${c(s.from)}请求写入新的网络接口`,
    tell: (s) => `端口由Neutron创建，Nova在自己这边记下地址与编号。${waits(s)}${wrote(s)}`,
  },
  'VirtualInterfaceList.get_by_instance_uuid': {
    title: (s) => asks(s, '查询实例的网络接口'),
    tell: (s) => `周期任务每次刷新一个实例的网络缓存。${waits(s)}`,
  },
  'InstanceInfoCache.refresh': {
    title: (s) => asks(s, '查询缓存的网络信息'),
    tell: (s) => `写入新信息之前，先重新读一遍缓存。${waits(s)}`,
  },
  'InstanceInfoCache.save': {
    title: (s) => `${c(s.from)}请求缓存网络信息`,
    tell: (s) => `${cacheResult(s)}${waits(s)}${wrote(s)}`,
  },
} satisfies BootRpcTexts;

function funnel(s: Story): string {
  const [first] = s.filtered;
  const last = s.filtered.at(-1);
  const filters =
    first && last
      ? `经过${s.filtered.length}个过滤器，${first.hosts.length}台主机中${last.passed.length === 0 ? '一台也没有剩下' : `剩下${last.passed.length}台`}${s.filtered.map(dropped).join('')}。`
      : '';
  const chosen = s.selected ? `调度器选中${c(s.selected.host)}，${alternates(s)}。` : '';
  return `${filters}${chosen}${wrote(s)}`;
}

const MOST_DROPPED = 3;

/** What a filter took away: by name where they are few. */
function dropped({ filter, dropped: hosts }: Story['filtered'][number]): string {
  if (hosts.length === 0) return '';
  const names = list(
    hosts.map(({ host }) => host),
    SEPARATOR,
  );
  return `；${c(filter)}排除了${hosts.length > MOST_DROPPED ? `${hosts.length}台` : names}`;
}

export function alternates(s: Story): string {
  const others = s.selected?.alternates ?? [];
  return others.length === 0 ? '没有备选主机' : `备选主机为${list(others, SEPARATOR)}`;
}

function otherVhost(s: Story): string {
  if (s.dropped !== 'unroutable' || s.scheduler_vhosts.length === 0 || s.scheduler_vhosts.includes(s.vhost))
    return '';
  return `调度器在vhost ${list(s.scheduler_vhosts, SEPARATOR)}中监听。`;
}

/** Each once, though several ports may have the same. */
const eventNames = (s: Story): readonly string[] => [...new Set(s.detail.split(','))];

function event(s: Story): string {
  if (s.detail === 'network-changed') return '主机据此刷新自己记下的网络信息。';
  if (s.detail !== 'network-vif-plugged') return '';
  return '用libvirt时，新的虚拟机要等到这个事件才能运行；fake驱动不等它。';
}

function cacheResult(s: Story): string {
  if (s.tables.length > 0) return 'API以后从这份缓存回答，不必每次都问Neutron。';
  return s.simulated ? 'conductor发现行中的值相同，于是什么也不写。' : '';
}

const isFailed = ({ ending }: Story): boolean => ending.result === 'Error';

/** Of an event: its result, and why a failed build's is `Success`. */
function ended(s: Story): string {
  const { result } = s.ending;
  if (isFailed(s)) return `事件的result是${c(result)}，错误回溯写在旁边的traceback列。`;
  if (result === null) return '成功时也是这个方法，结果如何，看事件的result列。';
  return `成功时也是这个方法，这一次事件的result是${c(result)}${isOddSuccess(s) ? '，因为没有抛出异常；创建其实失败了' : ''}。`;
}
