/** Chinese: what is done to a guest on its host, and to the lock of its server: a part of `server-acts`. */
import { asked, straight } from '../asked/zh-CN.ts';
import { c } from '../rich.ts';
import { to, waits, wrote } from '../say/zh-CN.ts';
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

/** A request that asks a compute. */
const question = (what: string, does: string) => ({
  title: (s: Story) => `${c(s.from)}${what.replace('@', to(s))}`,
  tell: (s: Story) => asked(s, does),
});

const call = (what: string, does: string) => ({
  title: (s: Story) => `${c(s.from)}${what.replace('@', to(s))}`,
  tell: (s: Story) => `路由键${c(s.routing_key)}指定实例所在的主机。${does}${waits(s)}`,
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
    change_password: '修改密码',
    console_log: '读取控制台输出',
    get_vnc_console: '打开控制台',
    diagnostics: '诊断虚拟机',
    set_metadata: '设置元数据',
    show_server: '查看实例',
    list_servers: '列出实例',
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
    change_password: '设置虚拟机的密码：这是call，API要等主机做完',
    console_log: '虚拟机在控制台上写过什么，只有主机知道：这是call',
    get_vnc_console: '得到通往虚拟机屏幕的地址，令牌记在Cell的数据库里',
    diagnostics: '供管理员查看的虚拟机计数，只有主机知道：这是call',
    set_metadata: '由所有者给出的键和值，只写行，不发任何消息',
    show_server: '从各个数据库读出一个实例的全部情况，不问任何nova-compute',
    list_servers: '列出本项目的实例：同时查询每一个Cell',
  },
  reached: {
    paused: '虚拟机停住了，内存原样保留；',
    suspended: '虚拟机已经休眠；',
    rescued: '驱动已按要求从救援镜像启动；',
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
    'POST /servers/{id}/action changePassword': question(
      '请@修改实例的密码',
      `API把${c('updating_password')}写入Cell的数据库，记下是谁要求的，然后等主机做完。`,
    ),
    'POST /servers/{id}/action os-getConsoleOutput': question(
      '向@要实例的控制台输出',
      'API自己没有这些内容，于是转问主机。',
    ),
    'POST /servers/{id}/remote-consoles': question(
      '向@要通往实例屏幕的地址',
      'API转问主机，给出一个带有令牌的地址。',
    ),
    'GET /servers/{id}/diagnostics': question('向@要实例的诊断信息', 'API自己没有这些内容，于是转问主机。'),
    'POST /servers/{id}/metadata': {
      title: (s: Story) => `${c(s.from)}通过${to(s)}为实例设置元数据`,
      tell: (s: Story) => asked(s, 'API自己把这些键写入Cell的数据库，没有消息，也不经过nova-compute。'),
    },
    'GET /servers/detail': {
      title: (s: Story) => `${c(s.from)}向${to(s)}要本项目的实例列表`,
      tell: (s: Story) =>
        asked(
          s,
          'API先查build_requests，再同时查询每一个Cell，并向Neutron询问安全组；不问任何nova-compute。',
        ),
    },
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
    set_admin_password: call('请@设置密码', 'nova-compute把它转给虚拟机，API到那时才返回响应。'),
    get_console_output: call('向@要控制台输出', '它只在主机上，哪个数据库也没有。'),
    get_vnc_console: call('问@怎样连到控制台', 'nova-compute知道屏幕在哪里，并为它要一个令牌。'),
    get_instance_diagnostics: call('向@要虚拟机的诊断信息', '这些数字只有主机数得出来。'),
    'ConsoleAuthToken.authorize': {
      title: (s: Story) => `${c(s.from)}要一个控制台令牌`,
      tell: (s: Story) => `令牌由conductor生成，库里只保存它的摘要和有效期。${waits(s)}${wrote(s)}`,
    },
    'ConsoleAuthToken.clean_console_auths_for_instance': {
      title: (s: Story) => `${c(s.from)}请求删除实例的控制台令牌`,
      tell: (s: Story) => `虚拟机已不在这些令牌指向的地方。${waits(s)}${wrote(s)}`,
    },
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
