/** 简体中文：本页用语的含义，一词一行。消息的种类见words.kindMeaning。 */
import type { Wide } from '../shape.ts';
import type { glossary as en } from './en.ts';

export const glossary: Wide<typeof en> = {
  queue: ['消息队列', '按顺序存放消息，直到有worker取走；发送方与worker不必同时在场。'],
  broker: ['消息代理（broker）', '管理交换机与队列的程序，这里是RabbitMQ。'],
  exchange: ['交换机（exchange）', '按路由键把消息分到队列；不是网络交换机。'],
  binding: ['绑定', '交换机与队列之间的规则。'],
  routing_key: ['路由键', '消息上的词，交换机据此选择队列。'],
  reply_queue: ['应答队列', '每个进程一个，由该进程的所有call共用，不会每次调用新建。'],
  ack: [
    '确认（ack）',
    '告诉消息代理“已收到”。在oslo.messaging的RPC中，先确认、后处理：此后消息只在worker的内存里。',
  ],
  timeout: ['超时', '调用方不再等待；工作可能已经完成。'],
  durable: ['持久', '指队列：消息代理重启后它还在；其中的消息只有存盘的才还在。'],
  instance: ['实例', '又称云主机：server在Nova中的记录；虚拟机则运行在hypervisor上。'],
  virtual_machine: ['虚拟机', '运行在hypervisor上；实例是它在Nova中的记录。'],
  flavor: ['实例类型（flavor）', '又称云主机类型：server的大小，即核数、内存、磁盘。'],
  hypervisor: ['hypervisor（虚拟机监控器）', '计算主机上运行虚拟机的程序。'],
  conductor: ['conductor', 'nova-conductor主持创建与迁移，并替没有数据库连接的计算服务写数据库。'],
  scheduler: ['调度器', 'nova-scheduler为实例选择主机：先过滤，再按权重排序。'],
  filter: ['过滤器', '判断一台主机能不能接收这个实例。'],
  weigher: ['权重器', '给剩下的每台主机打分，总分最高的被选中。'],
  cell: ['Cell（单元）', '大型云的一部分，有自己的消息队列、数据库与计算主机。cell0存放调度失败的实例。'],
  placement: ['Placement', '登记每台主机有多少资源、分配给了谁的服务。'],
  allocation: ['分配', 'Placement的记录：一个实例占用一台主机的多少资源。'],
  claim: ['资源占用（claim）', 'nova-compute在创建之前，先在自己的账上为实例占用资源；不够就拒绝。'],
};
