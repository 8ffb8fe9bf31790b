/** 简体中文：一次运行离练习或故障的目标还有多远。 */
import { c } from '../rich.ts';
import type { QuizTexts } from '../shape.ts';

export const goals: QuizTexts['goals'] = {
  'scheduling-fails': {
    met: (it) => `做到了：调度器没有${it === '' ? '' : `为${c(it)}`}找到主机。`,
    no_boot: () => '还没有请求创建实例，也就没有调度。',
    undecided: () => '始终没有调度器的应答：什么也没有决定，这与“找过而没有找到”是两回事。',
    has_host: (it) =>
      `${it === '' ? '实例' : c(it)}找到了主机。请求得比任何主机能给的更多，或者让每台主机都不接收。`,
  },
  'consumed-by-another': {
    met: (it) => `做到了：${c(it)}取走了等着的消息，发送方对此一无所知。`,
    never_waited: () => '这次运行里没有请求在等调度器。请从练习自己的运行开始。',
    started_again: (it) => `消息是被取走了，但${c(it)}又启动了。换一个办法。`,
    gone: () => '消息离开了队列，但没有人收到：它被丢弃了。',
    still_waits: () => '消息还在队列里等着：没有人来读。',
  },
  'stuck-then-freed': {
    met: (it) => `做到了：${c(it)}始终没有变为ACTIVE，也不再为它占着什么。`,
    never_stuck: () => '这次运行里没有哪个实例既卡住、又占着申领的资源。',
    still_held: (it) => `${c(it)}卡住了，但Placement还留着它的分配。`,
  },
  'delivered-twice': {
    met: (it) => `做到了：${it === '' ? '一条消息' : c(it)}又交出了一次，标着redelivered。`,
    two_messages: () => '那是两条同类的消息，各投递一次。要让同一条来两次。',
    acked_before: (it) => `${c(it)}在被终止之前已经确认：在消息代理看来，这条消息已经办完。`,
    once: () => '这次运行里每条消息都只投递了一次。',
  },
  'one-conductor-down': {
    met: (it) => `做到了：有一个conductor停着的时候，${c(it)}变为ACTIVE。`,
    no_boot: () => '还没有请求创建实例。',
    none_down: () => '请求创建实例的时候，所有conductor都在。',
    not_active: (it) => `${c(it)}停着，而在此期间没有实例变为ACTIVE。`,
  },
  'compute-hears': {
    met: (it) => `治好了：${c(it)}又能收到应答，并且创建了实例。`,
    never_deaf: () => '这次运行里每个计算服务都收到了应答。请从故障自己的运行开始。',
    by_hand: (it) =>
      `${c(it)}又有了，但没有人读：应答进去就留在里面。该读它的是一个进程里的线程，而那个进程以为自己还在读。`,
    no_proof: (it) => `${c(it)}又能收到应答了。证明一下：让它的主机创建一个实例。`,
    still_deaf: (it) => `${c(it)}还在等永远不会来的应答。`,
  },
  'queue-has-reader': {
    met: (it) => `治好了：${c(it)}有人读，并且是空的。`,
    never_sent: () => '这次运行里没有发出通知。请从故障自己的运行开始。',
    not_acked: (it) => `有人取走${c(it)}的消息却一条也不确认：在消息代理看来，它们都还在。`,
    purged: (it) => `${c(it)}暂时空了。没有人读它，下一条通知还会留在里面。`,
    deleted: (it) => `${c(it)}暂时没有了。第一个重新连接的发送方会再声明它，于是又开始堆积。`,
    still_piles: (it) => `${c(it)}还在堆积，没有人读。`,
  },
  'orphans-gone': {
    met: () => '治好了：无主的队列没有了，其余的队列原样不动。',
    never_orphan: () => '这次运行里没有留下无主的fanout队列。请从故障自己的运行开始。',
    purged: (it) => `副本是没有了，但${c(it)}还绑定在交换机上：下一次fanout又会放进去一条。`,
    one_more: (it) => `现在又多了一个：被强行终止的调度器什么也不会删除。${c(it)}也还在。`,
    hammer: () => '无主的队列没有了，但云里的所有队列、消息和连接也随之没有了。只去掉无主的那些。',
    still_there: (it) => `${c(it)}还在：绑定着，装着消息，没有人读。`,
  },
  'late-claim-freed': {
    met: (it) => `治好了：不再为失败的实例占着什么，${c(it)}用上了这块空间。`,
    never_late: () => '这次运行里没有哪个应答是在调用方放弃之后才到的。请从故障自己的运行开始。',
    still_held: (it) => `Placement还为${c(it)}占着资源，而它永远不会运行。`,
    still_error: (it) => `资源空出来了，但${c(it)}还停在ERROR。`,
    not_used: () => '资源空出来了。证明一下：创建一个同样大小的实例。',
  },
  'double-claim-freed': {
    met: (it) => `治好了：${c(it)}在运行，只在一台主机上占着它用的资源。`,
    never_double: () => '这次运行里没有哪个实例在两台主机上都占着资源。请从故障自己的运行开始。',
    server_gone: (it) => `两份分配都没有了，${c(it)}也没有了：它的用户要它回来。`,
    holds_none: (it) => `${c(it)}在运行，却不再占着任何资源：它的位置会被分给别人。`,
    still_double: (it) => `Placement还在两台主机上为${c(it)}占着资源。`,
  },
  'computes-up': {
    met: (it) => `治好了：所有计算服务都在线，并且创建了${c(it)}。`,
    never_down: () => '这次运行里没有哪个conductor停过。请从故障自己的运行开始。',
    restarted: (it) => `${c(it)}仍算宕机。重新启动的计算服务，等的还是原来那一样东西。`,
    no_server: () => '计算服务又在线了。证明一下：创建一个实例。',
    still_down: (it) => `${c(it)}仍算宕机：没有人记下它还活着。`,
  },
  'lost-request-replaced': {
    met: (it) => `治好了：丢失的请求已经放弃，${c(it)}在运行。`,
    never_lost: () => '这次运行里没有丢失请求。请从故障自己的运行开始。',
    not_again: () => '卡住的实例没有了。用户想要的，还得再请求一次。',
    still_stuck: (it) =>
      `${it === '' ? '实例' : c(it)}还停在BUILD。没有哪个队列里有它的请求，也就没有人会去做。`,
  },
  'leak-freed': {
    met: (it) => `治好了：无主的分配已经归还，${c(it)}用上了这块空间。`,
    never_leaked: () => '这次运行里没有为已经不在的实例占着什么。请从故障自己的运行开始。',
    sacrificed: (it) =>
      `现在有空间，是因为一个用户失去了实例。Placement还为${c(it)}占着资源，而这个实例并不存在。`,
    not_used: () => '无主的分配已经归还。证明一下：创建一个同样大小的实例。',
    still_held: (it) => `Placement还为${c(it)}占着资源。没有哪个数据库认识这个实例。`,
  },
  sql: {
    met: () => '做到了：正是这些行。',
    no_rows: () => '先在SQL面板里查询，再检查：以最后一次有行的结果为准。',
    other_rows: () => '这些行不是所要的。',
    failed: () => '无法比较结果：这里不能用SQL。',
  },
};
