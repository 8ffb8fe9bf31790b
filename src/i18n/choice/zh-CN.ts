/** Chinese: why a host was chosen. */
import type { HostEnd } from '../../core/reading/host-choice.ts';
import type { FilterDrop, LeftOut } from '../../core/trace/fact.ts';
import { c } from '../rich.ts';
import type { Wide } from '../shape.ts';
import type { choice as en } from './en.ts';

type EndOf<K extends HostEnd['kind']> = Extract<HostEnd, { kind: K }>;

const DROPS: { readonly [W in FilterDrop['why']]: (found: string, wanted: string) => string } = {
  disabled: (found) => `服务已禁用，原因：${found}`,
  forced_down: () => '服务被强制标为宕机',
  silent: (found, wanted) => `服务超过${wanted}秒没有报告心跳，最近一次在${found}（UTC）`,
  no_capability: (_, wanted) => `实例类型要求${wanted}，主机没有报告这一项`,
  capability: (found, wanted) => `实例类型要求${wanted}，主机是${found}`,
  image_properties: (found, wanted) => `镜像要求${wanted}，主机支持的是${found}`,
  group_affinity: (_, wanted) => `服务器组的成员在${wanted}上`,
  group_anti_affinity: (found) => `服务器组已有成员在这里：${found}`,
};

const LEFT: { readonly [W in LeftOut['why']]: (of: string) => string } = {
  no_room: (of) => `${of}不够`,
  forbidden_trait: (of) => `带有被禁止的特性${of}`,
  required_trait: (of) => `缺少要求的特性${of}`,
  in_tree: () => '请求指定了别的主机（in_tree）',
  limit: () => '在它之前已找够候选（limit）',
};

const NARROWED: { readonly [W in EndOf<'narrowed'>['why']]: string } = {
  no_service: '这台主机没有对应的计算服务记录',
  other_host: '请求指定了别的主机',
  ignored: `请求排除了它（${c('ignore_hosts')}）`,
};

export const choice: Wide<typeof en> = {
  space: '',
  comma: '、',
  title: '为何选这台主机？',
  none: `到这一步为止还没有选过主机。${c('nova-scheduler')}收到${c('select_destinations')}时，选择才开始。`,
  unknown: '录制里没有调度器的选择过程：从外部看不到它。',
  earlier: '这一步与选择主机无关，下面是此前最近的一次。',
  server: '为哪个实例',
  more: (n) => `另有${n}台主机`,
  toTable: '查看全部数字',
  copy: '复制为CSV',
  chose: (host, server) => `${c(server)}：选中${c(host)}`,
  open: (server) => `${c(server)}：尚未选定主机`,
  noHost: (server) => `${c(server)}：没有主机`,
  failed: {
    no_answer: `${c('NoValidHost')}：Placement没有响应，因此没有候选。`,
    no_candidates: `${c('NoValidHost')}：Placement给出的候选为空。没有一台主机能满足整个请求，过滤器一个也没有运行。`,
    refused: (status) => `${c('NoValidHost')}：Placement拒绝了查询（${status}），因此没有候选。`,
    filtered: `${c('NoValidHost')}：过滤之后没有主机剩下。`,
    narrowed: `${c('NoValidHost')}：Placement给出了候选，但还没轮到过滤器，就都已被排除。`,
    unclaimed: `${c('NoValidHost')}：有主机通过过滤，但在Placement中都没有申领成功。`,
    others: (found) =>
      `${c('NoValidHost')}：同一请求中已有${found}个实例选到主机，这一个没有；已申领的资源全部归还。`,
  },
  question: {
    wants: (amounts) => `每个实例需要${amounts}。`,
    rebuild: '用另一个镜像重建：只判断原主机是否合适。不查询Placement，也不申领资源。',
    host: (host) => `只能选${c(host)}。`,
    candidates: (n) => `Placement给出${n}个候选。`,
    alternates: (n) => (n === 0 ? '不需要备选主机。' : `最多${n}台备选主机（max_attempts − 1）。`),
    subset: (n) =>
      n === 1
        ? `${c('host_subset_size')}为1：取最好的一台。`
        : `${c('host_subset_size')}为${n}：从最好的${n}台中抽取第一台。`,
  },
  hosts: {
    caption: '主机',
    host: '主机',
    end: '结果',
    weight: '权重',
    room: (free, asked) => `可用${free}，需要${asked}`,
    sum: (total, reserved, ratio, used) => `（${total} − 预留${reserved}）× ${ratio} − 已用${used}`,
    more: (n) => `另有${n}台，见CSV`,
    unweighed: '未计算权重',
  },
  ends: {
    open: '仍在考虑',
    elsewhere: '不在这次迁移限定的Cell中',
    chosen: '选中，并已申领资源',
    rebuilt: '合适',
    given_back: '申领之后又归还',
    passed: '通过，但没有用到',
    alternate: ({ place }) => `备选${place}`,
    left_out: ({ by }) => `Placement：${LEFT[by.why](c(by.of))}`,
    narrowed: ({ why }) => NARROWED[why],
    filtered: ({ filter, by }) =>
      `${c(filter)}：${DROPS[by.why](by.found === null ? '-' : c(by.found), by.wanted === null ? '-' : by.wanted)}`,
    unclaimed: ({ status }) =>
      status === null ? '申领失败：Placement没有响应' : `申领失败：Placement返回${status}`,
  },
  filters: {
    caption: '过滤器（按运行顺序）',
    filter: '过滤器',
    before: '过滤前',
    after: '通过',
    dropped: '排除',
    none: '过滤器没有运行。',
    once: '前三个过滤器只看一个请求的第一个实例。',
  },
  weighers: {
    caption: '权重器：原始值 → 归一化 × 乘数 = 得分',
    weigher: '权重器',
    multiplier: '乘数',
    sum: '权重',
    single: '只剩一台主机：Nova不再计算权重。',
    none: '没有计算权重。',
    even: '最高的权重相同：由主机原来的顺序决定。',
    from: (least) => `从${least}起`,
    fromLeast: '从最小值起',
    more: (n) => `只显示最好的${n}台，全部见CSV。`,
  },
  claims: {
    caption: '在Placement中申领资源（按尝试顺序）',
    made: '申领成功（204）',
    none: '没有申领资源。',
  },
};
