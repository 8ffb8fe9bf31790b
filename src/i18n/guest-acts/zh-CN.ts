/** Chinese: what is done to a guest on its host, and to the lock of its server: a part of `server-acts`. */
import { c } from '../rich.ts';
import { asked, straight, to } from '../say/zh-CN.ts';
import type { Story } from '../story.ts';

/** A request whose task_state nova-api writes itself. */
const request = (what: string, task: string, also: string) => ({
  title: (s: Story) => `${c(s.from)}请${to(s)}${what}`,
  tell: (s: Story) =>
    asked(s, `API把${c(task)}写入Cell的数据库，以免别的操作同时开始，并记下是谁要求的。${also}`),
});

const cast = (what: string, does: string) => ({
  title: (s: Story) => `${c(s.from)}通知${to(s)}${what}`,
  tell: (s: Story) => `${straight(s)}${does}`,
});

export const guestActs = {
  names: {
    pause_server: '暂停实例',
    unpause_server: '取消暂停',
    suspend_server: '挂起实例',
    resume_server: '恢复实例',
    rescue_server: '救援实例',
    unrescue_server: '结束救援',
    lock_server: '锁定实例',
    unlock_server: '解锁实例',
  },
  about: {
    pause_server: '让虚拟机停住，内存仍留在主机上：只向它所在的主机发一次cast',
    unpause_server: '让暂停的虚拟机继续运行',
    suspend_server: '让虚拟机休眠，内存存到磁盘上：只向它所在的主机发一次cast',
    resume_server: '唤醒挂起的虚拟机，主机会重新查看网络',
    rescue_server: '用镜像另行启动实例，以便修复它自己的磁盘',
    unrescue_server: '让救援中的实例重新用自己的磁盘启动',
    lock_server: '在解锁之前拒绝一切改动实例的请求，不发任何消息',
    unlock_server: '重新允许改动实例，不发任何消息',
  },
  reached: {
    paused: '虚拟机停住了，内存原样保留，',
    suspended: '虚拟机已经休眠，',
    rescued: '虚拟机正用救援镜像运行，',
  },
  requests: {
    'POST /servers/{id}/action pause': request('暂停实例', 'pausing', ''),
    'POST /servers/{id}/action unpause': request('让暂停的实例继续运行', 'unpausing', ''),
    'POST /servers/{id}/action suspend': request(
      '挂起实例',
      'suspending',
      '在此之前它先看了实例类型：内存加密的虚拟机不能挂起。',
    ),
    'POST /servers/{id}/action resume': request('恢复实例', 'resuming', ''),
    'POST /servers/{id}/action rescue': request(
      '救援实例',
      'rescuing',
      '在此之前它先查了磁盘：从卷启动的实例要用另一种办法救援。',
    ),
    'POST /servers/{id}/action unrescue': request('结束救援', 'unrescuing', ''),
    'POST /servers/{id}/action lock': {
      title: (s: Story) => `${c(s.from)}请${to(s)}锁定实例`,
      tell: (s: Story) => asked(s, 'API自己在Cell的数据库里记下锁定，没有消息，也不经过nova-compute。'),
    },
    'POST /servers/{id}/action unlock': {
      title: (s: Story) => `${c(s.from)}请${to(s)}解锁实例`,
      tell: (s: Story) => asked(s, 'API自己在Cell的数据库里去掉锁定，没有消息，也不经过nova-compute。'),
    },
  },
  methods: {
    pause_instance: cast('暂停实例', 'nova-compute让虚拟机停住，结果由它的conductor写入。'),
    unpause_instance: cast('让暂停的实例继续运行', 'nova-compute让虚拟机继续运行，结果由它的conductor写入。'),
    suspend_instance: cast('挂起实例', 'nova-compute让虚拟机休眠，并让人把原先的状态记进系统元数据。'),
    resume_instance: cast(
      '恢复实例',
      'nova-compute查看磁盘和网络，唤醒虚拟机，由它的conductor写回原先的状态。',
    ),
    rescue_instance: cast(
      '救援实例',
      'nova-compute先查看网络，再向Glance问清救援镜像，然后关掉虚拟机，从这个镜像启动。',
    ),
    unrescue_instance: cast('结束救援', 'nova-compute查看网络，让虚拟机重新用自己的磁盘启动。'),
  },
};
