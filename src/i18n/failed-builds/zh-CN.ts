/** Chinese: what is sent when a build fails, and what is written then. */
import { beginning, c } from '../rich.ts';
import { rpc } from '../rpc/zh-CN.ts';
import { change, fault, goesOn, quoted, SEPARATOR, to, vm, waits, wrote } from '../say/zh-CN.ts';
import { isNothing, type Story } from '../story.ts';
import { backFromError, failedBefore, failureNoted, isNeverShown, leftOut } from '../story-amiss.ts';
import type { ColumnChange } from '../story-rows.ts';

export const failedBuilds = {
  methods: {
    schedule_and_build_instances: {
      title: rpc.schedule_and_build_instances.title,
      // a copy that is thrown away is nobody's work
      tell: (s: Story) =>
        rpc.schedule_and_build_instances.tell(s.astray?.how === 'known' ? { ...s, to: [] } : s),
    },
    select_destinations: {
      title: rpc.select_destinations.title,
      tell: (s: Story) => `${rpc.select_destinations.tell(s)}${noHost(s)}${without(s)}`,
    },
    build_instances: {
      title: (s: Story) => `${c(s.from)}请${to(s)}换一台主机`,
      tell: (s: Story) =>
        `在这台主机上创建失败。调度器当初应答时就给出了备选主机，随创建请求一路带来，所以不必再问它：由${to(s)}在下一台备选主机上申领资源；备选用完，就把实例置为ERROR。${goesOn(s)}`,
    },
    'InstanceFault.create': {
      title: (s: Story) => `${c(s.from)}请求写下失败的原因`,
      tell: (s: Story) =>
        `实例的状态为${c('ERROR')}时，用户在它的${c('fault')}里看到这句话；旁边的错误回溯（traceback）供管理员查看。${fault(s)}${isNeverShown(s) ? '但直到这次运行结束，它的状态都不是ERROR，没有人能在那里读到这句话。' : ''}${waits(s)}${wrote(s)}`,
    },
    'InstanceActionEvent.event_start': {
      title: rpc['InstanceActionEvent.event_start'].title,
      tell: (s: Story) => {
        const back = backFromError(s);
        const told = rpc['InstanceActionEvent.event_start'].tell(s);
        return back ? `${told}实例不再处于错误状态：${change(back)}。` : told;
      },
    },
    'InstanceActionEvent.event_finish_with_failure': {
      title: rpc['InstanceActionEvent.event_finish_with_failure'].title,
      tell: (s: Story) => {
        const noted = failureNoted(s);
        if (!noted?.details || noted.hasTrace)
          return rpc['InstanceActionEvent.event_finish_with_failure'].tell(s);
        const why = quoted(beginning(noted.details, DETAILS));
        return `事件的result是${c('Error')}，原因写在${c('details')}列：${why}${waits(s)}${wrote(s)}`;
      },
    },
    'VirtualInterface.delete_by_instance_uuid': {
      title: (s: Story) => `${c(s.from)}请求删除实例的网络接口`,
      tell: (s: Story) =>
        `${isNothing(s) ? '已经没有接口，什么也不写。' : '行还在，只是标记为已删除；端口本身归Neutron管。'}${waits(s)}${wrote(s)}`,
    },
  },
  offHost: {
    title: (s: Story, host: string) => `${vm(s)}不再属于任何主机：host ${c(host)} → ${c('NULL')}`,
    tell: '它不会在这台主机上创建，Nova不再把它算在这里。',
  },
  moved: {
    title: (s: Story, { before, after }: ColumnChange) =>
      `${vm(s)}改归${c(after)}${isState(s, 'error') ? `，成为${c('error')}` : ''}：host ${c(before)} → ${c(after)}`,
    tell: '从此对这个实例的请求都发往这台主机。它在那里所需的资源，此前已在Placement中预留。',
  },
  atStart: (s: Story): string => {
    if (!s.at_start) return '';
    return s.host === null
      ? '计算服务启动时核对Placement中本机名下的分配：这个实例在这里有分配，行里却没有主机，于是当作中断的创建。'
      : '计算服务启动时逐个查看本机的实例：这一个的行里记着一项操作，却没有人在做。';
  },
  reverted: (s: Story): string => {
    const failed = failedBefore(s);
    return failed === null
      ? ''
      : `${c(failed)}失败了：清空task_state，实例可以接受别的请求；没有谁会自动再试。`;
  },
  amiss: (s: Story): string => {
    if (isState(s, 'error'))
      return s.undone
        ? '暂时算作失败；原来的请求还在等待，稍后照样会执行；'
        : '操作失败了，没有谁会自动再试；';
    return isState(s, 'active') && s.changes.some(({ before }) => before === 'deleting')
      ? '因为要删除，创建已经放弃；但上一次保存没能写入的值还留在对象里，这一次保存本来只为记下网络已释放，却把它们一并写入。实例看似建成，删除照样继续；'
      : '';
  },
  stages: {
    scheduling: '在这台主机上创建失败，由Cell的conductor另找一台。',
  },
};

const isState = (s: Story, state: string): boolean =>
  s.changes.some(({ column, after }) => column === 'vm_state' && after === state);

const DETAILS = 120;
const MOST_HOSTS = 3;

/** Hosts that Placement does not offer. */
function without(s: Story): string {
  const hosts = leftOut(s);
  if (hosts.length === 0) return '';
  if (hosts.length > MOST_HOSTS) return `Placement事先排除了${hosts.length}台主机。`;
  const told = hosts.map(({ host, why, of }) => {
    if (of === 'COMPUTE_STATUS_DISABLED') return `${c(host)}（服务已禁用：特性${c(of)}）`;
    return why === 'no_room' ? `${c(host)}（${c(of)}不足）` : `${c(host)}（特性${c(of)}）`;
  });
  return `Placement事先排除了${told.join(SEPARATOR)}。`;
}

/** Why the scheduler found no host, in the order in which it looks. */
function noHost({ failure, answered, unclaimed, filtered }: Story): string {
  if (failure === null || answered === null) return '';
  if (answered.status === null) return '没有分配候选，也就没有主机。';
  if (answered.status !== 200) return `Placement拒绝了这次查询（${answered.status}）。`;
  if (answered.providers.length === 0)
    return 'Placement的响应是空的：没有哪台主机能满足整个请求，过滤器一个也没有运行。';
  if (unclaimed)
    return `在${c(unclaimed.host)}上申领资源没有成功：Placement${unclaimed.status === null ? '没有响应' : `的响应是${unclaimed.status}`}。`;
  return filtered.length === 0 ? 'Placement给出了候选，但没有一台可以选：还没轮到过滤器，就都已被排除。' : '';
}
