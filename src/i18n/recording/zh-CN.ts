/** 打开真实云的录制。 */
import type { Wide } from '../shape.ts';
import { unfitInChinese } from '../unfit/zh-CN.ts';
import type { recording as en } from './en.ts';

/** 原因的说法；没有列出的保留英文。 */
const REASONS: { readonly [reason: string]: string } = {
  'is no JSON': '不是JSON',
  'is no JSON object': '不是JSON对象',
  'is longer than 16 MB': '超过16 MB',
  'nests too deep or is too long': '嵌套过深或过长',
  'nests deeper than 32 levels': '嵌套超过32层',
  'is no line of oslo.log': '不是oslo.log的日志行',
  'is no report and no point of OSProfiler': '不是OSProfiler的报告，也不是其中的点',
  'does not fit the regular expression': '与正则表达式不符',
  'is of no time that can be': '的时间不合理',
  'has a `time` that is none': '的`time`不是时间',
  'has no time that can be read': '的时间无法读取',
};

/** `t` is ...：某个字段不是应有的内容。 */
const NO: { readonly [wrong: string]: string } = {
  'no time in milliseconds': '毫秒时间',
  'no time': '时间',
  'no base64': 'base64',
  'no list': '列表',
  'no list of texts': '文本列表',
};

function reasonOf(reason: string): string {
  const known = REASONS[reason];
  if (known !== undefined) return known;
  const [, fields = '', wrong = ''] = /^(`.+`) is (.+)$/.exec(reason) ?? [];
  if (wrong === 'missing') return `缺少${fields.replace(', ', '、').replace(' or ', '或')}`;
  const what = NO[wrong];
  if (what !== undefined) return `的${fields}不是${what}`;
  return `：${reason}`;
}

/** 无法打开的原因；名称和数字照原文写出。 */
const FAILURES: readonly (readonly [RegExp, (...found: readonly string[]) => string])[] = [
  [/^(.*) is none of the formats that are known here/s, (names) => `${named(names)}不是任何一种已知的格式`],
  [
    /^no record of "(.*)" can be read: (?:line (\d+) )?(.*)$/s,
    (file, line, reason = '') =>
      `“${file}”中没有一条记录可以读取${line ? `：第${line}行${reasonOf(reason)}` : reason === 'it is empty' ? '：文件是空的' : ''}`,
  ],
  [/^"(.*)" is an archive within an archive/s, (name) => `“${name}”是压缩文件里的压缩文件：请先解开外层`],
  [/^"(.*)" is packed more than once/s, (name) => `“${name}”被压缩了不止一次：请先解开外层`],
  [/^the zip file is cut off/, () => 'zip文件不完整，或里面没有文件'],
  [/^the (\w+) file is broken: (.*)$/s, (what, why) => `${what}文件已损坏（${why}）`],
  [/^more than ([\d.]+) MB come out/, (size) => `解压后超过${size} MB：请先自行解压`],
  [/^more than ([\d.]+) MB would be kept/, (size) => `要保留的内容超过${size} MB：请截取较短的一段`],
  [/^more than ([\d.]+) MB/, (size) => `超过${size} MB：请截取较短的一段`],
  [/^more than (\d+) times/, (times) => `解压后的内容是压缩文件的${times}倍以上：不予打开`],
  [/^more than (\d+) files/, (count) => `一个压缩文件里的文件超过${count}个`],
  [/^more than (\d+) lines/, (count) => `超过${count}行：请截取较短的一段`],
  [/^the regular expression cannot be read: (.*)$/s, (why) => `正则表达式有误（${why}）`],
  [/^the regular expression has no named group/, () => '正则表达式里没有命名组，例如(?<service>\\S+)'],
];

const named = (names = ''): string =>
  names === 'what was given' ? '给出的内容' : names.replaceAll(/"([^"]*)"/g, '“$1”').replaceAll(', ', '、');

/** 没有列出的保留英文。 */
function failureOf(message: string, code: string): string {
  for (const [pattern, say] of FAILURES) {
    const found = pattern.exec(message);
    if (found) return say(...found.slice(1));
  }
  const [, line, wrong] = /^line (\d+): (.*)$/s.exec(message) ?? [];
  if (code === 'bad_trace_file' && line) return `这个轨迹文件的第${line}行：${unfitInChinese(wrong ?? '')}`;
  return message;
}

export const recording: Wide<typeof en> = {
  open: '打开录制',
  title: '真实云的录制',
  close: '关闭',
  mark: '录制',
  shown: (name) => `现在显示的是真实云的录制：${name}。`,
  shownStretch: (name) => `现在显示的是负载测试中的一段：${name}。`,
  back: '返回原来的运行',
  requestsOf: '其中的请求',
  live: {
    states: {
      connecting: (host) => `正在连接${host}上的tap。`,
      live: (host) => `现在显示的是RabbitMQ此刻传递的消息，来自${host}上的tap。`,
      lost: (host) => `与${host}上的tap的连接已断开，正在重试；已收到的内容保留。`,
      over: (host) => `${host}上的tap已结束；已收到的内容保留。`,
      refused: (host) => `${host}上的tap已不认识这个页面：请打开它打印的地址。已收到的内容保留。`,
    },
    behind: (seconds) => `实时，落后${seconds}秒`,
    held: (fresh) => (fresh === 0 ? '已暂停；没有新步骤' : `已暂停；有${fresh}个新步骤`),
    toLive: '回到实时',
    left: (count) => `最早的${count}条记录已移除。`,
  },
  about:
    '把文件拖到页面上、选择文件，或粘贴文本。内容只在这个浏览器里读取，不会离开；跟踪消息用不到的内容，在显示之前就已隐藏。',
  takes:
    '可打开：RabbitMQ的firehose与rabbitmq_tracing、rabtap、多个服务的日志（可一起打开）、OSProfiler、消息代理的definitions；我们的录制器生成的文件夹，以及zip或gzip文件。',
  files: '选择文件',
  folder: '选择文件夹',
  paste: '或粘贴到这里',
  openPasted: '打开这段文本',
  pattern: '带命名组的正则表达式，用于其他方式都读不懂的行',
  patternHint: '命名组：time, service, to, method, id, request, queue, exchange, kind, level, text',
  reading: (file, done, total, records) => `正在读取${file}：${done}/${total} MB，${records}条记录`,
  starting: '正在加载读取程序。',
  cancel: '取消',
  another: (name) => `一次只读取一个录制：${name}没有打开。请先取消现在的读取，或等它结束后再打开。`,
  failed: (message, code) => `没有打开，什么也没有改变：${failureOf(message, code)}。`,
  tried: (all) => `尝试过：${all.join('、')}。`,
  cancelled: '已取消导入，什么也没有改变。',
  broker: (exchanges, queues, bindings, left) =>
    `这个消息代理的${exchanges}个交换机、${queues}个队列和${bindings}条绑定已在练习场中声明${left > 0 ? `；有${left}项未声明` : ''}。可在“队列”面板中发布、绑定和消费。`,
  policies: {
    title: (count) => `策略作用于${count}个队列和交换机`,
    target: '队列或交换机',
    policy: '策略',
    operator: '运维策略',
    obeys: '这里遵守的',
    notHere: '这里没有模拟的',
    played: '策略设定的内容在这里声明为参数：两个数取较小的，其余以队列自己的参数为准。',
    ignored: '镜像、federation、lazy队列，以及“这里没有模拟的”一栏里的其他内容，在这个消息代理里不起作用。',
    idle: (names) => `这些策略不作用于其中任何队列或交换机：${names}。`,
    untried: (names) => `这些策略的匹配式没有尝试（不成式，或耗时过长），作用于什么是未知：${names}。`,
    parameters: (names) => `不显示参数：${names}。`,
    more: (count) => `另有${count}个。`,
  },
  listing: '正在列出其中的请求。',
  notListed: (why) => `没能列出其中的请求：${why}。`,
  requests: (count, all) => (count === all ? `请求：${all}个` : `请求：${all}个中的${count}个`),
  find: '按请求ID、实例UUID、方法或秒数查找',
  noRequest: '没有符合的请求。',
  periodic: '包括周期性工作',
  columns: { at: '开始', what: '请求', id: 'ID', servers: '实例', messages: '消息', end: '结果' },
  ends: { replied: '有应答', unknown: '未录下' },
  seconds: (at) => `${(at / 1_000_000).toFixed(3)} s`,
  found: '读到的内容',
  formats: {
    firehose: 'RabbitMQ firehose的消息',
    sql: 'SQL语句',
    http: 'REST请求',
    topology: '交换机、队列、绑定和消费者',
    rows: '数据库的行',
    aside: '录制器的说明',
    trace: 'Novascope的轨迹',
    tracing_json: 'rabbitmq_tracing（JSON）',
    tracing_text: 'rabbitmq_tracing（文本）',
    rabtap: 'rabtap',
    oslo_text: 'oslo.log日志（文本）',
    oslo_json: 'oslo.log日志（JSON）',
    osprofiler: 'OSProfiler（JSON）',
    osprofiler_html: 'OSProfiler（HTML）',
    definitions: 'RabbitMQ的definitions',
    connections: '连接的名称',
    custom: '按你的正则表达式读取的行',
  },
  notKnown: '无法识别，已跳过',
  records: (count) => `${count}条记录`,
  skipped: (count) => `${count}条无法读取`,
  line: (number, reason) => `${number === 0 ? '有记录' : `第${number}行`}${reasonOf(reason)}`,
  hidden: '隐藏的内容',
  hiddenNothing: '没有需要隐藏的内容。',
  places: {
    context: '请求的上下文（令牌、名称、角色）',
    arguments: '调用的参数',
    result: '调用的结果',
    failure: 'traceback',
    notification: '通知',
    body: '不属于oslo.messaging的消息体',
    headers: '消息头和属性',
    row: '行中的列',
    parameter: '语句的参数',
    statement: '语句中的字面值',
    address: '请求的地址和查询串',
    log: '日志行',
    broker: '消息代理上的名称',
  },
  hiddenCount: (place, values, bytes) =>
    `${place}：${values.toLocaleString('en')}个值，${bytes.toLocaleString('en')}字节`,
  renamed: '消息ID、应答队列、项目和用户换成了样式相同的其他ID；请求ID和实例UUID保持原样。',
  guessed: '推断的内容与未知的内容',
  guesses: {
    inferred: (names) =>
      `所有服务共用一个消息代理用户，因此根据收发的内容推断出这些服务：${names.join('、')}。`,
    unpaired: (count) => `有${count}条消息只录下了投递：何时、由谁发布，不得而知。`,
    reordered: (count) => `有${count}处时间倒退；保持文件中的顺序。`,
    rowsUnknown: (count) => `有${count}次写入改变了哪些行，不得而知。`,
    keysGuessed: (count) => `有${count}个新行的编号是推断的。`,
    tiedByTime: (count) => `有${count}条语句只凭时间归到某个请求。`,
    silentLogs: (count) =>
      `读到${count}条日志记录，没有一条提到消息。oslo.messaging只在DEBUG级别记录消息，而default_log_levels默认把它压在INFO，即使debug = True也一样。`,
    cut: (count) => `超出最长轨迹的${count}条记录没有保留。`,
  },
  never: '录制中看不到确认（ack），也看不到服务内部做的事：这些在这里是未知，而不是没有。',
};
