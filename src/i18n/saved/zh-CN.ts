/** Chinese: what a saved instance tells. */
import { c } from '../rich.ts';
import { changes, to, vm, waits, wrote } from '../say/zh-CN.ts';
import type { MoreSaved, Telling } from '../shape.ts';
import { isInVain, isNothing, type Story } from '../story.ts';

/** Nothing of an instance but its boot. */
const NOTHING = { title: () => '', tell: '' };
export const BOOT: MoreSaved = {
  offHost: NOTHING,
  moved: NOTHING,
  atStart: () => '',
  reverted: () => '',
  amiss: () => '',
  reached: {},
  stages: {},
};

const NONE = '原来那个阶段结束了。以后每个阶段开始之前，都会先记一笔。';

export const savedBy = (more: MoreSaved): Telling => ({
  title: saveTitle(more),
  tell: (s) => `${saveReason(more, s)}${waits(s)}${wrote(s)}`,
});

const saveTitle =
  (more: MoreSaved) =>
  (s: Story): string => {
    const by = (column: string) => s.changes.find((one) => one.column === column);
    const host = by('host');
    const vmState = by('vm_state');
    const task = by('task_state');
    const one = host ?? vmState ?? task;
    if (isInVain(s)) return `${c(s.from)}请${to(s)}保存${vm(s)}`;
    if (one && s.step?.level === 'messages') {
      return `${c(s.from)}请${to(s)}保存${vm(s)}：${one.column} → ${c(one.after)}`;
    }
    if (host?.after === null) return more.offHost.title(s, `${host.before}`);
    if (host && host.before !== null) return more.moved.title(s, host);
    if (host) return `${c(s.from)}为${vm(s)}申领资源：host ${c(host.before)} → ${c(host.after)}`;
    if (vmState) return `${vm(s)}变为${c(vmState.after)}`;
    if (task) return `${vm(s)}：task_state ${c(task.before)} → ${c(task.after)}`;
    if (isNothing(s)) return `${c(s.from)}请求保存${vm(s)}：没有变化`;
    if (s.saved === 'claimed') return `${c(s.from)}为${vm(s)}申领资源`;
    if (s.saved === 'released') return `${c(s.from)}请求让${vm(s)}离开主机`;
    if (s.saved !== null) return `${vm(s)}保存为${c(s.saved)}`;
    return `${c(s.from)}请求保存实例`;
  };

const saveReason = (more: MoreSaved, s: Story): string => {
  const columns = s.changes.map((one) => one.column);
  if (isNothing(s)) return '行里的值都相同，什么也不写。';
  if (isInVain(s)) return plainSave(s);
  const host = s.changes.find(({ column }) => column === 'host');
  if (host?.after === null) {
    const isShelved = s.changes.some(({ after }) => after === 'shelved_offloaded');
    return isShelved ? '从这里起，没有主机可以为它接收消息；要它回来，就得重新选择主机。' : more.offHost.tell;
  }
  if (host && host.before !== null) return more.moved.tell;
  if (host) {
    return `从此Nova知道实例在哪里。资源在此之前已在Placement中预留。`;
  }
  if (columns.includes('vm_state')) {
    return `${more.atStart(s)}${reached(more, s)}${c('nova-compute')}请${to(s)}代为写入。${changes(s)}`;
  }
  if (columns.includes('task_state')) {
    return `${more.atStart(s)}${more.reverted(s) || stage(more, s)}`;
  }
  return more.reverted(s) || plainSave(s);
};

const plainSave = (s: Story): string => `${c('nova-compute')}没有数据库连接，于是把改过的对象发给${to(s)}。`;

/** What the vm_state that is written says of the guest. */
function reached(more: MoreSaved, s: Story): string {
  const state = s.changes.find((one) => one.column === 'vm_state')?.after ?? '';
  const words: { readonly [state: string]: string } = {
    active: '虚拟机已经运行；',
    ...more.reached,
  };
  return more.amiss(s) || (words[state] ?? '');
}

/** What begins with the task_state that is written. */
const building = (s: Story): boolean =>
  s.changes.some(({ column, before }) => column === 'task_state' && before === 'scheduling');

function stage(more: MoreSaved, s: Story): string {
  const task = s.changes.find((one) => one.column === 'task_state')?.after ?? null;
  if (task !== null && more.stages[task] !== undefined) return more.stages[task];
  switch (task) {
    case null:
      return building(s) ? NONE : '这个实例上不再有进行中的操作。';
    case 'networking':
      return '每个阶段开始之前先记一笔。从这里起，另一个线程向Neutron申请网络，本线程准备磁盘。';
    case 'block_device_mapping':
      return '开始准备磁盘；另一个线程还在分配网络。';
    case 'spawning':
      return '驱动开始启动虚拟机。网络也就绪之后，创建才算结束。';
    default:
      return '每个阶段开始之前先记一笔，谁来查都能看到进行到了哪里。';
  }
}
