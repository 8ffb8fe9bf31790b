/** 页面之外的话：通知和按键列表。 */
import type { Wide } from '../shape.ts';
import { unfitInChinese } from '../unfit/zh-CN.ts';
import type { aside as en } from './en.ts';

export const aside: Wide<typeof en> = {
  keys: {
    title: '按键与图例',
    close: '关闭',
    singleNote: '字母和标点可作为按键',
    groups: { play: '播放', page: '页面', sequence: '在时序图中' },
    play: '播放或暂停',
    step: '下一步、上一步',
    chapter: '下一阶段、上一阶段',
    ends: '第一步、最后一步',
    speed: '加快、减慢',
    fullscreen: '全屏',
    panels: '转到面板',
    landmarks: '依次走过各区域',
    help: '显示这些按键',
    search: '搜索',
    presenter: '讲者窗口',
    blank: '让课堂屏幕空白',
    read: '朗读各步，或停止',
    bookmark: '给这一步加书签',
    answer: '回答提问，继续',
    question: '就下一步提问；再按换一个问题',
    escape: '关闭最上层',
    zoom: '加宽、变窄',
    pan: '向左、向右移动',
    fit: '与面板同宽',
    hints: '首次访问的提示',
    textScale: '文字大小',
    percent: (n) => `${n}%`,
  },
  /** marks of the map, by their names there */
  signs: {
    idle: '空闲',
    working: '正在处理一条消息',
    free: '发出cast后立即继续',
    waits: '等待应答：已过的时间与超时时间',
    stopped: '已停止，或网络被切断',
    disabled: '已禁用：仍在运行，但不再分到新实例',
    in_work: 'worker内存中的消息：已确认，消息代理中不再有它',
    fold: '同类服务若干，合为一张卡片；打开可见其列表',
    http: '这一步发出的HTTP请求数',
    sql: '这一步执行的SQL语句数',
    cell: 'Nova的一个Cell：有自己的vhost、数据库、conductor和计算主机',
    publishes: '向这个交换机发布消息',
    consumes: '从这个队列取消息',
    pipe: '队列；出口在消费者一侧',
    shut: '没有消费者的队列',
    ready: '在队列中等待的消息（ready）',
    unacked: '已投递、尚未确认（unacked）',
    expected: '等待中的应答，以及它将走的路',
    key: '交换机据以路由的路由键',
    thin: '这一步的HTTP或SQL：不经过队列',
    connection: '持有到所指数据库的连接，或是它所连的数据库',
    no_connection: '没有到该数据库的连接',
    own_database: '有自己的数据库',
    rows: '这一步写入的行',
    lost: '无人收到的消息',
    host_chosen: '调度器选中的主机',
    host_alternate: '备选主机，数字是尝试的顺序',
    host_left_out: '被排除的主机',
  },
  connections: {
    of: (databases: readonly string[]): string =>
      databases.length === 0 ? '没有数据库连接' : databases.join('、'),
  },
  fold: {
    title: (n: number, program: string): string => `${n}个${program}`,
    find: '查找主机',
    groups: '按状态分组的主机',
    help: '选中的主机会在架构图上单独成为一张卡片。',
    none: '没有叫这个名字的主机。',
  },
  signsTitle: '架构图上的标记',
  notice: {
    dismiss: '知道了',
    has_new_version: '有新版本',
    new_version: '本页面有新版本可用。载入后会重新打开到这次运行的这一步，本次访问的其他运行不会保留。',
    load_it: '载入',
    hints: {
      node: '在架构图上点一个服务或队列：它的工作显示在详情里。',
      rows: '这一步改了数据行：按4在数据库表里查看。',
      search: '按 / 按名称查找任何东西，按 ? 查看全部按键与符号。',
    },
    unknown_scenario: (asked: string): string => `链接中的场景“${asked}”不存在，这里显示创建实例。`,
    unknown_step: (asked: string, shown: number): string =>
      `链接中的步骤${asked}不存在，这里显示第${shown}步。`,
    unknown_lang: (asked: string): string => `链接中的语言“${asked}”不存在。`,
    unread_link: (parts: string): string =>
      `链接中有一部分无法识别（${parts}），可能在传递中损坏；其余部分已照链接显示。`,
    lang_failed: (name, message) => `“${name}”的文字加载失败：${message}`,
    run_failed: (message: string): string => `运行出错：${message}`,
    trace_error: (message: string): string => `运行提前结束：${message}此前的内容都还在。`,
    bad_run: (message: string): string => `无法读取链接中的实验：${unfitInChinese(message)}。`,
    live: {
      connecting: '正在向tap请求实时数据。',
      live: '已连上tap，还没有消息到来：是否已打开trace，云是否在发送消息？',
      lost: 'tap没有应答，正在重试。',
      over: 'tap已结束，没有收到任何消息。',
      refused: 'tap不认识这个地址：一个地址只能打开一个页面，且只能用一次。请打开它最后打印的地址。',
    },
    lesson_offered: (title: string): string =>
      `这个链接带着一门课程：${title}。打开它就会运行它的第一个实验。`,
    open_it: '打开',
    bad_lesson: (message: string): string =>
      `这个文件不是能打开的课程：${unfitInChinese(message)}。什么都没有改变。`,
    run_offered: (commands: number, names: string): string =>
      commands === 0
        ? '这个链接带有一个没有命令的实验，尚未运行。'
        : `这个链接带有一个实验，共${commands}条命令（${names}），尚未运行。`,
    run_it: '运行',
    forked: (command: string, step: number): string =>
      `在第${step}步下达了“${command}”：由此另开一次运行，原来的保留在“命令与运行”里。`,
    compare_with_parent: '与之前的运行比较',
    back_to_parent: '回到原来的运行',
    ordered: (command: string, step: number): string => `在第${step}步下达了“${command}”，运行继续。`,
    refused: (message: string): string => `现在不行：${message}。什么也没有改变。`,
    too_many_runs: (most: number): string =>
      `最多保留${most}次运行。请先在“命令与运行”里删除一次；什么也没有改变。`,
  },
  embed: {
    open: '在Novascope中打开',
    openTitle: '在新窗口中打开这一步，可使用全部面板',
  },
  engine: {
    off: (reason: string): string =>
      `这个浏览器无法进行新的运行（${reason}）。预先算好的创建过程仍可播放，数据表也可查看。`,
    retry: '重试',
  },
};
