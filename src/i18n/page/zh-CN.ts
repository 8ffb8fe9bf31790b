/** The page's frame in Simplified Chinese. */
import type { WaitLine } from '../../core/reading/wait-line.ts';
import { seconds } from '../rich.ts';
import type { Wide } from '../shape.ts';
import type { page as en } from './en.ts';

export const page: Wide<typeof en> = {
  title: 'Novascope',
  question: '点“播放”：创建实例的请求要经过谁？',
  about: '在此模拟的OpenStack Nova，已与真实云环境的录制核对。',
  sources: { simulated: '模拟', recorded: '录制', tapped: '实时' },
  start: {
    label: '从这里开始',
    lesson: '课程：究竟为什么要有队列？',
    experiment: '停掉一个服务，丢掉一条消息',
    lab: '负载测试：有队列和没有队列',
  },
  skip: '跳到讲解',
  landmarks: { top: '顶栏', map: '架构图', narration: '讲解', timeline: '时间轴', details: '详情' },
  panels: {
    narration: '讲解',
    steps: '步骤',
    inspector: '详情',
    tables: '数据表',
    queues: '队列',
    sql: 'SQL',
    experiment: '命令与运行',
    lab: '负载测试',
    sequence: '时序图',
    operator: '运维终端',
    choice: '主机选择',
    lesson: '课程',
    larger: '放大',
    smaller: '还原',
    largerTitle: '用面板盖住架构图',
    menu: '面板',
    more: (n: number): string => `另有${n}个`,
    height: '面板高度',
    width: '讲解栏宽度',
    addBeside: '在旁边再打开一个面板',
    beside: '旁边的面板',
    closeBeside: '关闭旁边的面板',
    close: '收起面板',
    openSteps: '显示步骤列表',
    closeSteps: '隐藏步骤列表',
    failed: (message: string): string => `这个面板停止了：${message}`,
    closeThis: '关闭',
    retry: '重试',
    loading: '正在加载',
  },
  top: {
    scenario: '场景',
    groups: {
      life: '实例的一生',
      moving: '迁移实例',
      broken: '出故障时',
      lessons: '课程',
      incidents: '故障',
      broker: '队列本身',
    },
    boot: '再创建',
    bootTitle: '在当前时刻再创建一个实例，由此另开一次运行',
    running: '正在计算',
    chapters: '阶段',
    theme: '主题',
    themes: { auto: '自动', light: '浅色', dark: '深色', projector: '投影' },
    periodic: '周期任务',
    periodicTitle: '把心跳等周期任务也显示为步骤',
    level: '详细程度',
    levels: { teaching: '讲解', messages: '每条消息' },
    share: '分享与演示',
    help: '按键与图例',
    search: '搜索',
    searchField: '搜索步骤、名称、命令',
  },
  map: {
    label: '服务与消息队列的架构图',
    description: '同样的内容以文字形式列在步骤列表中。',
    queue: '消息队列',
    queueSub: 'RabbitMQ',
    controller: '控制节点',
    machine: (name: string): string => `机器${name}`,
    groups: { busy: '忙碌', up: '可用', disabled: '已禁用', down: '宕机' },
    fold: (program: string, all: number, groups: string): string =>
      `${all}个${program}：${groups}。按Enter键打开列表`,
    cellWord: 'Cell',
    cell: (name: string, vhost: string, database: string | null): string =>
      `Cell ${name}：vhost ${vhost}${database === null ? '' : `、数据库${database}`}，以及自己的conductor和计算主机`,
    client: '客户端',
    exchange: '交换机',
    empty: '空',
    messages: (n: number): string => `${n}条消息`,
    consumer: '消费者',
    takes: (prefetch: number, paused: boolean): string =>
      `${prefetch > 0 ? `预取数${prefetch}` : ''}${paused ? '（暂停）' : ''}`,
    listComma: '，',
    replyQueue: '应答队列',
    ownQueues: (n: number): string => `${n}个队列`,
    awaited: '应答未到',
    free: '不等待，继续',
    reply: '应答',
    rows: (n: number): string => `${n}行`,
    inMemory: (method: string): string => `${method}：已确认，处理中，只在这个进程里`,
    /** what a pipe is called: its queue, what lies in it, who takes from it */
    pipe: (queue: string, vhost: string, ready: number, unacked: number | null): string =>
      `队列${queue}（vhost ${vhost}），${ready === 0 ? '没有消息在等' : `待投递${ready}条`}${unacked === null ? '，未确认的没有记录' : unacked === 0 ? '' : `，未确认${unacked}条`}`,
    pipeShut: '没有人取',
    pipeAbsent: '还没有声明',
    pipeExpects: '在等应答',
    zoomIn: '放大',
    zoomOut: '缩小',
    fit: '适应窗口',
    programs: {
      'nova-api': 'API服务',
      'nova-conductor': '协调服务',
      'nova-conductor-super': '全局协调服务',
      'nova-conductor-cell': 'Cell协调服务',
      'nova-scheduler': '调度器',
      'nova-compute': '计算服务',
      keystone: '身份认证',
      glance: '镜像',
      neutron: '网络',
      placement: '资源登记与分配',
      other: '服务',
    },
    states: { idle: '空闲', working: '处理中', waiting: '等待中', stopped: '停止' },
    node: (name: string, role: string, state: string): string => `${name}，${role}，${state}`,
    reaches: (vhosts: readonly string[], databases: readonly string[]): string =>
      `vhost ${vhosts.join('、')}，${databases.length === 0 ? '没有数据库连接' : `数据库${databases.join('、')}`}`,
    waits: {
      word: '等待',
      timer: (passed: number, limit: number | null): string =>
        limit === null ? seconds(passed) : `${seconds(passed)} / ${seconds(limit)}`,
      timerShort: (passed: number, limit: number | null): string =>
        limit === null ? seconds(passed) : `${seconds(passed)}/${seconds(limit)}`,
      name: ({ of, method, callee, since, more }: WaitLine): string =>
        of === 'broker'
          ? `正在等待消息代理接收${method}，从${seconds(since)}开始`
          : `正在等待${callee}对${method}的应答，从${seconds(since)}开始${more > 0 ? `，另有${more}个等待` : ''}`,
      full: ({ of, method, callee, since, passed, limit, whole }: WaitLine): string =>
        [
          of === 'broker'
            ? `连不上消息代理：${method}从运行的${seconds(since)}处开始等待发布，不断重试。`
            : `正在等待${callee}对${method}的应答，从运行的${seconds(since)}处开始。`,
          limit === null ? '' : `限时${seconds(limit)}，已过${seconds(passed)}。`,
          whole === null
            ? ''
            : `每收到一次存活信号，这${seconds(limit ?? 0)}就重新计时，总限时${seconds(whole)}。`,
        ].join(''),
    },
    database: (name: string, changed: number): string =>
      changed === 0 ? `数据库${name}` : `数据库${name}，${changed}行有变化`,
    http: (to: string): string => `HTTP → ${to}`,
    sql: (n: number): string => `SQL ×${n}`,
    nodeHelp: '按Enter键，在详情中查看它的工作。',
    token: (kind: string, what: string): string => `${kind} ${what}`,
    edge: (from: string): string => `${from}连接到消息队列`,
    direct: {
      absent: '没有消息队列',
      edge: (from: string, to: string): string => `${from}与${to}直接通信`,
    },
    defaultExchange: '默认',
    consumes: (queue: string, prefetch: number, paused: boolean): string =>
      `← ${queue}${prefetch > 0 ? ` · 预取数${prefetch}` : ''}${paused ? '（暂停）' : ''}`,
    noQueue: '没有队列接收',
  },
  transport: {
    play: '播放',
    pause: '暂停',
    playFromStart: '从头播放',
    previous: '上一步',
    next: '下一步',
    first: '第一步',
    last: '最后一步',
    speed: '速度',
    times: (speed: number): string => `${speed}×`,
    slider: '步骤',
    value: (n: number, count: number, chapter: string): string =>
      chapter === '' ? `第${n}步，共${count}步` : `第${n}步，共${count}步 · ${chapter}`,
    short: (n: number, count: number): string => `${n} / ${count}`,
    legend: '消息种类',
  },
  announce: (n, count, title, kind, cost, rows) =>
    [
      `第${n}步，共${count}步：${title}`,
      kind,
      ...(cost === '' ? [] : [cost]),
      ...(rows === 0 ? [] : [`${rows}行有变化`]),
    ].join('；'),
  notice: {
    no_experiment: '录制没有实验：不能下命令、不能分叉，也不能比较。',
  },
  missing: '无法加载创建过程。',
};
