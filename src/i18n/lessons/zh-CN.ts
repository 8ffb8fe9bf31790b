/** 分章课程的中文。数字都从运行中读出，这里只写它们是什么。 */
import type { Wide } from '../shape.ts';
import type { lessons as en } from './en.ts';

export const lessons: Wide<typeof en> = {
  label: '课程',
  chapter: (n, of) => `第${n}章，共${of}章`,
  measures: {
    api_answer: '第一个用户得到响应',
    api_answer_last: '最后一个用户得到响应',
    active: '实例变为ACTIVE',
    active_last: '最后一个实例变为ACTIVE',
    states: '实例最后的状态',
    messages: 'RPC消息总数',
    api_to_scheduler: 'nova-api发给调度器的消息',
    scheduler_to_compute: '调度器发给计算主机的消息',
    conductor_to_compute: 'conductor发给计算主机的消息',
    conductor_waited: 'nova-conductor等待别人的时间',
    in_scheduler_queue: '在scheduler队列里等得最久',
    refused: '被拒绝的请求',
    by_second: '第二个调度器收到的请求',
    connections: '连到队列的服务',
    wires: '服务之间的连线',
    deepest_queue: '单个队列待投递消息的最大数',
    timeouts: '超时',
    late_replies: '来得太晚的应答',
    allocations_left: '未释放的分配',
    redelivered: '重新投递的消息',
  },
  measure: '从运行中读出',
  none: '–',
  notRun: '尚未运行',
  runAll: '运行',
  show: '显示',
  shown: '正在显示',
  compare: '比较两者',
  previous: '上一章',
  next: '下一章',
  end: '这是最后一章。下面的实验由你来做。',
  /** by the lesson's id: its chapters, and what its runs are called */
  of: {
    'why-a-queue': {
      chapters: {
        asks: {
          title: '谁向谁请求？',
          text: [
            'API把请求交给conductor。conductor向调度器要一台主机，得到应答后，由它自己把工作发给那台主机：调度器只回答问题。旧的资料画得不一样。',
            '运行一次，数一数：API发给调度器的消息有几条？调度器发给计算主机的有几条？',
          ],
        },
        call: {
          title: '一次请求，一个等待的调用方',
          text: [
            'call要等应答。nova-scheduler思考的时候，发出请求的nova-conductor线程什么也不做。',
            '队列不会让它更快：在队列里的时间很短，等的是对方的工作。',
          ],
        },
        cast: {
          title: '换成cast',
          text: [
            'nova-api用cast，所以还没有人去找主机，用户就已得到响应。第二次运行把创建过程中的两次cast都改成call。',
            '实例就绪的时间差不多，只是用户和nova-api的一个worker要等到选好主机、开始创建为止：nova-compute另起线程创建，当场就应答。',
          ],
        },
        away: {
          title: '调度器停了20秒',
          text: [
            '有队列时，请求就在原地等着；调度器恢复后取走它，创建成功。谁也不必重试。',
            '直接调用时，连接立刻被拒绝，请求失败。',
          ],
        },
        second: {
          title: '来了第二个调度器',
          text: [
            '它声明自己的队列，开始消费，就分到了一部分请求。不必通知任何人。',
            '直接调用时它什么也收不到：调用方只有自己启动时已有的地址。每多一个服务，就要连到所有会调用它的服务；有队列时只是一条连接。',
          ],
        },
        burst: {
          title: '请求一下子涌来',
          text: [
            '同时来六个请求，nova-api有两个worker。有队列时，API收下一个请求，cast出去，随即可处理下一个。',
            '直接调用时，每个worker都被占用到选好主机、开始创建为止，最后一个用户要等前面所有人。',
          ],
        },
        not_given: {
          title: '队列不能给你什么',
          text: [
            '消息在开始处理之前就已确认。计算服务在两者之间被终止，请求就随之消失：不会重新投递，实例停在BUILD。',
            '超时不等于“没有做”：调用方放弃了，调度器后来仍做完了，申领的资源也一直占着。',
            '队列更满也不代表系统更快：排在里面的事仍然要做。',
          ],
        },
      },
      runs: {
        boot: '与Nova一致',
        all_calls: '两次cast都改成call',
        away: '经过队列',
        away_direct: '直接调用',
        second: '经过队列',
        second_direct: '直接调用',
        burst: '经过队列',
        burst_direct: '直接调用',
        lost: '确认之后被强行终止',
        late: '恢复得太晚',
      },
    },
  },
};
