/** Chinese: the panel that tells a step. */
import type { Wide } from '../shape.ts';
import type { narration as en } from './en.ts';

/** A line of Chinese may break between any two letters; these words are read as one, with a mark that closes behind them. */
const WHOLE =
  /((?:\d+(?:个|台|张|行|步|次|条|份|列)|交给|记下|申领|资源|建立|内存|继续|选定|保存|应答|创建|实例|主机|队列|消息|请求|响应|等待|处理|交换机|绑定|副本|服务|调度器|数据库|数据表|步骤|节点|过滤器|虚拟机|网络|接口|端口|地址|状态|记录|镜像|磁盘|调度|计算|通知|选择|分配|写入|读取|启动|停止|重启|删除|发布|投递|确认|监听|进程|线程|执行|返回|结果|超时|异常|错误|客户端|发送方|调用方|接收方)[，。、；：！？）》”’]*)/u;

export const narration: Wide<typeof en> = {
  words: (text) => text.split(WHOLE),
  step: (n, count) => `第${n}步，共${count}步`,
  empty: '还没有可以显示的步骤。',
  message: '消息',
  tables: (changed) => (changed === 0 ? '数据表' : `数据表：${changed}行有变化`),
};
