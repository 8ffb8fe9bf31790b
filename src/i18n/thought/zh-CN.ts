/** Chinese: the thought experiment without a queue. */
import type { Wide } from '../shape.ts';
import type { thought as en } from './en.ts';

export const thought: Wide<typeof en> = {
  name: '思想实验：没有队列。',
  wires: (wires, services) => `${services}个服务之间有${wires}条连线；有队列时只需${services}个连接。`,
  oneMore: (wires) =>
    `再加一台计算主机：多${wires}条连线，而且要用到它们的服务都得被告知；有队列时只多1个连接。`,
  fair: '公平地说：异步的HTTP加上重试和服务发现，能找回这里失去的一部分，而它这样重新造出来的，就是一个队列。',
};
