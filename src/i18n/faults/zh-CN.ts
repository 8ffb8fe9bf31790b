/** 简体中文：可以对运行中的云做什么。 */
import type { JsonTable } from '../../core/trace/fact.ts';
import { c } from '../rich.ts';
import type { FaultTexts } from '../shape.ts';

const of = (args: JsonTable, name: string): string => c(String(args[name] ?? ''));

const ofMethod = (args: JsonTable): string => (args.method === undefined ? '请求' : of(args, 'method'));

const KILLED: { readonly [when: string]: (method: string) => string } = {
  before_ack: (m) => `在确认下一个${m}之前`,
  after_ack: (m) => `在确认下一个${m}之后、开始处理之前`,
  in_work: (m) => `在处理下一个${m}的途中`,
};

/** What happened, and what follows from it. */
const STRUCK: { readonly [when: string]: (method: string) => readonly [what: string, then: string] } = {
  before_ack: (m) => [`拿到${m}，还没确认就被终止`, '消息仍归RabbitMQ所有，会重新投递。'],
  after_ack: (m) => [`确认了${m}，还没处理就被终止`, 'RabbitMQ已忘掉这条消息，没有人会执行它。'],
  in_work: (m) => [`在处理${m}的途中被终止`, '消息早已确认，没有人会接着做完。'],
  before_confirm: (m) => [
    `发布了${m}，连接在收到发布确认之前断开`,
    '它无从知道RabbitMQ已收到，会用同一个_unique_id再发布一次。',
  ],
  ack_on_its_way: (m) => [
    `发出${m}的确认，连接随即断开`,
    'RabbitMQ没有读到这个确认：处理已经开始，消息却还会重新投递。',
  ],
};

export const faults: FaultTexts = {
  commands: {
    stop: {
      what: '服务正常结束：不再接收新请求，做完手上的请求（交给单独线程的工作不等，例如计算主机上的创建），再关闭连接；它的队列还在。',
      title: (a) => `${of(a, 'service')}收到停止命令`,
    },
    kill: {
      what: '进程立即消失，或在下一个请求的某一时刻消失：已确认而未做完的工作随之丢失。',
      title: (a) => `${of(a, 'service')}将${KILLED[String(a.when)]?.(ofMethod(a)) ?? '立即'}被强行终止`,
    },
    start: {
      what: '服务以空的内存启动，开始消费队列里等着的消息。',
      title: (a) => `启动${of(a, 'service')}`,
    },
    slow: {
      what: '它自己的每一步工作用时为平常的百分之几；100为正常。',
      title: (a) => `${of(a, 'service')}的用时变为平常的${of(a, 'percent')}%`,
    },
    add_service: {
      what: '某个主题多了一个worker：不必通知任何人，它自己开始消费。在discover_hosts之前分给新计算主机的实例，会落到cell0。',
      title: (a) => `主机${of(a, 'host')}上新增一个${of(a, 'program')}`,
    },
    remove_service: {
      what: '停止服务，并把它在services表中的行标为已删除。',
      title: (a) => `移除${of(a, 'service')}`,
    },
    cut_connection: {
      what: '它的AMQP连接断开，可以是现在，也可以在发布确认之前；它会在1、3、5秒等之后重新连接。',
      title: (a) =>
        a.when === 'before_confirm'
          ? `${of(a, 'service')}的连接将在发布确认之前断开`
          : `${of(a, 'service')}与消息代理的连接断开`,
    },
    lose_ack: {
      what: '它的下一个确认到不了消息代理，连接随之断开：消息会投递两次。',
      title: (a) => `${of(a, 'service')}的下一个确认将丢失`,
    },
    lose_consumer: {
      what: '消息代理忘记了它在消费自己的应答（或请求），通知也丢了（一次故障切换）：连接还在，却不再投递。如果没有别人消费这个队列，它的租约开始计时。',
      title: (a) => `消息代理忘记了${of(a, 'service')}在消费${a.of === 'requests' ? '请求' : '应答'}`,
    },
    cut_host: {
      what: '这台机器脱离网络：上面的服务照常运行，但联系不到其他主机。',
      title: (a) => `主机${of(a, 'host')}脱离网络`,
    },
    join_host: {
      what: '这台机器回到网络，上面的服务自己重新连接。',
      title: (a) => `主机${of(a, 'host')}回到网络`,
    },
    delay: {
      what: '从现在起，这个队列的每次投递多用这么久；0为正常。',
      title: (a) => `${of(a, 'queue')}的投递多用${of(a, 'ms')}毫秒`,
    },
    drop_message: {
      what: '思想实验：队首的消息凭空消失。AMQP中没有这种事。',
      title: (a) => `思想实验：${of(a, 'queue')}队首的消息消失`,
    },
    duplicate_message: {
      what: '思想实验：队首的消息再进队一次，_unique_id相同。',
      title: (a) => `思想实验：${of(a, 'queue')}队首的消息变成两条`,
    },
    stop_broker: {
      what: 'RabbitMQ停止：发布者被阻塞，消费者收不到消息，非持久队列消失。',
      title: () => '停止消息代理',
    },
    start_broker: {
      what: 'RabbitMQ启动；各服务重新连接，重新声明队列。',
      title: () => '启动消息代理',
    },
    restart_broker: {
      what: 'RabbitMQ停一段时间，然后自己恢复。',
      title: () => '重启消息代理',
    },
  },
  struck: (f) => {
    const [what, then] = STRUCK[f.when]?.(f.method === null ? '应答' : c(f.method)) ?? ['', ''];
    return { title: `${c(f.actor)}${what}`, tell: then };
  },
};
