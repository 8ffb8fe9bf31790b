/** Chinese: the words for closed lists. */

import { awayActs } from '../away-acts/zh-CN.ts';
import { change, SEPARATOR, tableChange } from '../say/zh-CN.ts';
import { serverActs } from '../server-acts/zh-CN.ts';
import type { Words } from '../shape.ts';

export const words: Words = {
  kinds: {
    call: 'call',
    reply: '应答',
    cast: 'cast',
    fanout: 'fanout',
    notification: '通知',
    http: 'HTTP',
    state: '状态',
    service: '服务',
    work: '处理',
  },
  kindMeaning: {
    call: 'call（请求–应答，等待结果）：调用方停下来等待，直到得到结果、错误或超时。',
    reply: '应答：call的结果，经调用方自己的应答队列返回。',
    cast: 'cast（单向投递，不等待应答）：发出后立即继续，没有应答。',
    fanout: 'fanout（扇出，广播）：发布一次，每个监听者各得一份；发送方不等待应答。',
    notification: '通知：告知已发生的事，不等待任何人。',
    http: '服务之间或客户端发出的REST请求，不经过消息队列。',
    state: '实例的记录改变状态。',
    service: '服务启动或停止。',
    work: '服务内部的处理：数据库语句和REST请求，不发消息。',
  },
  rpcTypes: {
    call: 'call',
    cast: 'cast',
    fanout: 'fanout',
    reply: '应答',
    notification: '通知',
    other: '其他',
  },
  chapters: {
    ...serverActs.phases,
    ...awayActs.phases,
    start: '开始',
    api: 'API',
    schedule: '调度',
    build: '创建',
    network: '网络',
    active: '完成',
    periodic: '周期任务',
    other: '其他',
  },
  groups: {
    scenario: '属于这个请求',
    neutron: '由Neutron发布',
    periodic: '周期任务或启动过程',
  },
  drops: {
    unroutable: '没有为它绑定的队列',
    expired: '超过了存活时间',
    queue_expired: '所在队列闲置过久，已被删除',
    queue_deleted: '所在队列已被删除',
    purged: '所在队列已被清空',
    broker_restart: '消息代理重启，而消息没有存盘',
    maxlen: '所在队列已满',
    rejected: '消费者拒收',
    publish_unconfirmed: '消息代理在确认发布之前断开',
    thought_experiment: '思想实验使它消失',
  },
  resolutions: {
    result: '结果',
    remote_error: '对方抛出的错误',
    MessagingTimeout: '超时：调用方不再等待，工作可能已经完成',
    MessageDeliveryFailure: '消息没能交给消息代理',
    caller_killed: '调用方在等待中被终止',
  },
  tableChange,
  change,
  separator: SEPARATOR,
};
