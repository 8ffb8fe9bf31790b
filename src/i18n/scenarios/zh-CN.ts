/** Chinese: the scenarios by id, as the top bar names them, and the question that a lesson of the gallery begins with. */
import type { Wide } from '../shape.ts';
import type { scenarios as en } from './en.ts';

export const scenarios: Wide<typeof en> = {
  boot: { title: '创建实例' },
  'why-a-queue': { title: '究竟为什么要有队列？' },
  'no-nova-database': { title: '为什么没有nova数据库？' },
  scheduler_down_20s: { title: 'scheduler停了20秒' },
  delete: { title: '删除实例' },
  stop_start_reboot: { title: '关闭、启动、重启实例' },
  rebuild: { title: '重建实例' },
  attach_detach_interface: { title: '添加并移除网络接口' },
  snapshot: { title: '给实例做快照' },
  resize: {
    title: '调整大小：换实例类型，也换主机',
    question: '迁移途中实例归谁管？确认之前，原主机还保留着什么？',
  },
  cold_migration: {
    title: '冷迁移，再退回来',
    question: '实例怎样回到它离开的主机？',
  },
  live_migration: { title: '热迁移实例：谁问谁' },
  evacuate: { title: '从停机的主机疏散实例，主机又回来' },
  shelve_unshelve: { title: '搁置实例，再取消搁置' },
  scheduler_down_timeout: { title: 'scheduler回来得太晚' },
  multi_create: { title: '一次请求创建三个实例' },
  no_valid_host: { title: '没有主机放得下' },
  quota_exceeded: { title: '配额已经用完' },
  placement_down: { title: 'Placement不在' },
  disabled_host: { title: '一台主机停止接收新实例' },
  reschedule: { title: '创建失败，换一台主机' },
  max_retries: { title: '每台主机都创建失败' },
  build_abort: { title: '创建失败，不再换主机' },
  neutron_down_in_build: { title: '创建途中Neutron不在了' },
  killed_in_build: { title: '计算服务在创建途中被杀，又重新启动' },
  compute_down: { title: '不再报告心跳的计算服务' },
  'amqp-direct': { title: '直连交换机：路由键必须相等', question: '交换机比较整个键，消息会到哪个队列？' },
  'amqp-topic': {
    title: '主题交换机：*是一个词，#是任意多个词',
    question: '键里的*代表多少个词，#又代表多少？',
  },
  'amqp-fanout': { title: '扇出交换机：人人得一份', question: '一条消息，许多监听者，谁会收到？' },
  'amqp-headers': { title: '头交换机：按消息头匹配', question: '能不能不看路由键，按消息头来路由？' },
  'amqp-work-queue': { title: '工作队列：预取数让快者多劳', question: '两个工人共用一个队列，各做多少？' },
  'amqp-requeue': { title: '重新入队：回到原位，并标记为重投递', question: '消费者把消息还回来，会怎样？' },
  'amqp-dead-letters': { title: '死信：被拒绝的消息另有去处', question: '没有人要的消息到哪里去？' },
  'amqp-ttl': {
    title: '存活时间：过期的消息在队首被丢弃',
    question: '过期的消息什么时候离开队列，一到时间就走吗？',
  },
  'amqp-priority': { title: '优先级：紧急的先走', question: '一条消息能不能越过前面的消息？' },
  'amqp-confirms': { title: '确认与退回：有人接收吗？', question: '消息代理说了“收到”，真的有人收到了吗？' },
};
