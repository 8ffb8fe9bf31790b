/** 简体中文：可以对运行中的云做什么。 */
import type { JsonTable } from '../../core/trace/fact.ts';
import type { FaultTexts } from '../fault-texts.ts';
import { c } from '../rich.ts';

const of = (args: JsonTable, name: string): string => c(String(args[name] ?? ''));

const ofMethod = (args: JsonTable): string => (args.method === undefined ? '请求' : of(args, 'method'));

const KILLED: { readonly [when: string]: (method: string) => string } = {
  before_ack: (m) => `在确认下一个${m}之前`,
  after_ack: (m) => `在确认下一个${m}之后、开始处理之前`,
  in_work: (m) => `在处理下一个${m}的途中`,
};

const STRUCK: { readonly [when: string]: (method: string) => string } = {
  before_ack: (m) => `拿到${m}，还没确认就被终止：消息仍归RabbitMQ所有，会重新投递。`,
  after_ack: (m) => `确认了${m}，还没处理就被终止：RabbitMQ已忘掉这条消息，没有人会执行它。`,
  in_work: (m) => `在处理${m}的途中被终止：消息早已确认，没有人会接着做完。`,
  before_confirm: (m) =>
    `发布了${m}，连接在收到发布确认之前断开：它无从知道RabbitMQ已收到，会用同一个_unique_id再发布一次。`,
  ack_on_its_way: (m) => `发出${m}的确认并开始处理；连接在RabbitMQ读到确认之前断开，所以消息会重新投递。`,
};

export const faults: FaultTexts = {
  commands: {
    stop: {
      name: '停止',
      what: '服务正常结束：关闭连接，它的队列还在。',
      title: (a) => `${of(a, 'service')}收到停止命令`,
    },
    kill: {
      name: '强行终止',
      what: '进程立即消失，或在下一个请求的某一时刻消失：已确认而未做完的工作随之丢失。',
      title: (a) => `${of(a, 'service')}将${KILLED[String(a.when)]?.(ofMethod(a)) ?? '立即'}被强行终止`,
    },
    start: {
      name: '启动',
      what: '服务以空的内存启动，开始消费队列里等着的消息。',
      title: (a) => `启动${of(a, 'service')}`,
    },
    slow: {
      name: '改变快慢',
      what: '它自己的每一步工作用时为平常的百分之几；100为正常。',
      title: (a) => `${of(a, 'service')}的用时变为平常的${of(a, 'percent')}%`,
    },
    add_service: {
      name: '添加服务',
      what: '某个主题多一个工作者，或多一台计算主机。不必通知任何人：它自己开始消费。',
      title: (a) => `主机${of(a, 'host')}上新增一个${of(a, 'program')}`,
    },
    remove_service: {
      name: '移除',
      what: '停止服务，并把它在services表中的行标为已删除。',
      title: (a) => `移除${of(a, 'service')}`,
    },
    cut_connection: {
      name: '切断连接',
      what: '它的AMQP连接断开，可以是现在，也可以在发布确认之前；它会在1、3、5秒等之后重新连接。',
      title: (a) =>
        a.when === 'before_confirm'
          ? `${of(a, 'service')}的连接将在发布确认之前断开`
          : `${of(a, 'service')}与消息代理的连接断开`,
    },
    lose_ack: {
      name: '丢失一个确认',
      what: '它的下一个确认到不了消息代理，连接随之断开：消息会投递两次。',
      title: (a) => `${of(a, 'service')}的下一个确认将丢失`,
    },
    cut_host: {
      name: '隔离主机',
      what: '这台机器脱离网络：上面的服务照常运行，但联系不到其他主机。',
      title: (a) => `主机${of(a, 'host')}脱离网络`,
    },
    join_host: {
      name: '恢复主机网络',
      what: '这台机器回到网络，上面的服务自己重新连接。',
      title: (a) => `主机${of(a, 'host')}回到网络`,
    },
    delay: {
      name: '延迟投递',
      what: '从现在起，这个队列的每次投递多用这么久；0为正常。',
      title: (a) => `${of(a, 'queue')}的投递多用${of(a, 'ms')}毫秒`,
    },
    drop_message: {
      name: '丢弃队首消息',
      what: '思想实验：队首的消息凭空消失。AMQP中没有这种事。',
      title: (a) => `思想实验：${of(a, 'queue')}队首的消息消失`,
    },
    duplicate_message: {
      name: '复制队首消息',
      what: '思想实验：队首的消息再进队一次，_unique_id相同。',
      title: (a) => `思想实验：${of(a, 'queue')}队首的消息变成两条`,
    },
    stop_broker: {
      name: '停止消息代理',
      what: 'RabbitMQ停止：发布者被阻塞，消费者收不到消息，非持久化队列消失。',
      title: () => '停止消息代理',
    },
    start_broker: {
      name: '启动消息代理',
      what: 'RabbitMQ启动；各服务重新连接，重新声明队列。',
      title: () => '启动消息代理',
    },
    restart_broker: {
      name: '重启消息代理',
      what: 'RabbitMQ离开一段时间，然后自己回来。',
      title: () => '重启消息代理',
    },
  },
  args: {
    service: '服务',
    host: '主机',
    program: '程序',
    when: '何时',
    method: '只针对这个RPC方法',
    percent: '平常用时的百分比',
    queue: '队列',
    vhost: '虚拟主机',
    ms: '多用的毫秒数',
    away_ms: '离开的毫秒数',
  },
  choices: {
    now: '立即',
    before_ack: '下一次确认之前',
    after_ack: '下一次确认之后、处理之前',
    in_work: '下一次处理的途中',
    before_confirm: '下一次发布确认之前',
  },
  thought: '思想实验：AMQP中没有这种事。',
  refusals: {
    not_there: (s) => `${c(s)}不在云中；请先添加。`,
    there: (s) => `${c(s)}已在云中；如果没有运行，请启动它。`,
    not_running: (s) => `${c(s)}没有运行；请先启动。`,
    running: (s) => `${c(s)}已在运行；请先停止或强行终止。`,
    no_amqp: (s) => `${c(s)}不使用AMQP：它没有可以丢失或切断的东西。`,
    no_connection: (s) => `${c(s)}没有可以切断的消息代理连接；请等它连上。`,
    broker_down: () => '消息代理没有运行；请先启动。',
    broker_runs: () => '消息代理已在运行；请先停止。',
    no_queue: (s, vhost) => `虚拟主机${c(vhost)}中现在没有队列${c(s)}。`,
    no_message: (s) => `队列${c(s)}中现在没有就绪的消息。`,
    no_consumer: (s) => `现在没有人消费队列${c(s)}。`,
    host_cut: (s) => `主机${c(s)}已被隔离；请先恢复。`,
    host_not_cut: (s) => `主机${c(s)}在网络上；只有被隔离的主机才能恢复。`,
    helper_down: (s, helper) => `${c(s)}的行由${c(helper)}写入，而它没有运行；请先启动它。`,
    hosts_servers: (s, n) => `${c(s)}上有实例（${c(n)}）；Nova不删除这样的计算服务。`,
  },
  refused: (command, seconds, why) => `${command}（${seconds}秒）此时没有意义：${why}`,
  struck: (f) => `${c(f.actor)}${STRUCK[f.when]?.(c(f.method ?? '应答')) ?? ''}`,
};
