/** 中文：步骤之前的提问与练习。选项所指、哪个正确，都由运行算出。 */
import type { WhyParts } from '../../core/quiz/posed.ts';
import { goals } from '../goals/zh-CN.ts';
import { c } from '../rich.ts';
import type { QuizTexts } from '../shape.ts';

const atStep = (step: number | null): string => (step === null ? '' : `第${step}步`);
/** fanout没有路由键：去哪里只由交换机决定。 */
const theKey = (p: WhyParts): string => (p.key === '' ? '它的交换机' : `路由键${c(p.key)}`);
const message = (p: WhyParts): string => (p.method === '' ? '这条消息' : c(p.method));

export const quiz: QuizTexts = {
  label: '提问',
  before: (n) => `第${n}步之前`,
  ask: {
    'who-gets': (p) => `${c(p.sender)}发出${message(p)}。接下来谁收到它？`,
    kind: (p) => `${c(p.sender)}现在发出的是哪一种消息？`,
    waits: (p) => `${c(p.sender)}发出${message(p)}。它要等吗？`,
    'who-waits': () => '这一步开始之后，谁在等call的应答？',
    'queue-grows': (p) =>
      `${c(p.sender)}${p.key === '' ? '不带路由键' : `以路由键${c(p.key)}`}发布${message(p)}。它落在哪个队列里？`,
    'row-changes': () => '这一步会改动下列哪张表中的行？',
    host: () => '调度器在找主机。它会选哪一台？',
    times: (p) => `${message(p)}会交给消费者几次？`,
    ends: (p) => `实例${c(p.by)}最后是什么状态？`,
  },
  names: {
    'who-gets': '谁收到消息？',
    kind: '是哪一种消息？',
    waits: '发送方要等吗？',
    'who-waits': '谁在等？',
    'queue-grows': '哪个队列变长？',
    'row-changes': '哪张表的行会变？',
    host: '选中哪台主机？',
    times: '投递几次？',
    ends: '最后怎样？',
  },
  words: {
    nobody: () => '没有人',
    no_queue: () => '哪个都不在：没有队列为它绑定',
    no_row: () => '都不改动',
    no_host: () => '一台也没有',
    call: () => 'call：要应答',
    cast: () => 'cast：不等待应答',
    fanout: () => 'fanout：监听者各得一份',
    reply: () => '应答：它就是答案',
    sender_waits: (p) => `要：${c(p.sender)}停下来，直到应答到达`,
    sender_goes_on: (p) => `不要：${c(p.sender)}立即继续`,
    receiver_waits: (p) => `不要：是${p.it === '' ? '接收方' : c(p.it)}在等${c(p.sender)}`,
    never: () => '一次也没有',
    once: () => '一次',
    twice: () => '两次',
    more_often: () => '更多次',
  },
  deleted: '已删除',
  whys: {
    'who-gets': {
      gets: (p) => `${theKey(p)}通向队列${c(p.by)}，而${c(p.it)}正在读它。`,
      asked: (p) => `这是一个HTTP请求：直接到${c(p.it)}，不经过队列。`,
      sender: (p) => `它正是${c(p.it)}自己发出的。刚发出去的东西，不会马上又由自己收到。`,
      later: (p) => `还没轮到：${c(p.it)}要到${p.step === null ? '后面' : atStep(p.step)}才出场。`,
      peer: (p) => `${c(p.it)}是用HTTP访问的，它根本没有连到消息队列。`,
      other_queue: (p) =>
        p.by === ''
          ? `${theKey(p)}通向的队列，${c(p.it)}一个也不读。`
          : `${c(p.it)}读的是${c(p.by)}。${theKey(p)}通向别处。`,
      fellow: (p) =>
        p.right === ''
          ? `${c(p.it)}读的正是这个队列，但这一条它始终没有取走。`
          : `${c(p.it)}读的也是这个队列，但每条消息只交给其中一个：这一条交给了${c(p.right)}。`,
      other_vhost: (p) =>
        `消息只在自己的vhost里，${c(p.it)}读的是另一个vhost里的${c(p.by)}：不同vhost里的同名队列是两个队列。`,
      nobody: (p) => {
        if (p.by !== '') return `它进入${c(p.by)}，但这次运行里没有人从那里取走它。`;
        const bound = p.key === '' ? '没有队列绑定到这个交换机' : '没有队列为这个路由键绑定';
        return `${bound}：消息被丢弃，谁也不知道。`;
      },
      somebody: (p) => `有消费者在：${c(p.right)}正在读${c(p.by)}。`,
      not_asked: (p) => `这是发给${c(p.by)}的HTTP请求，不经过${c(p.it)}。`,
      refused: (p) => `${c(p.by)}没有接收它，HTTP请求也没有队列可以存放：发送方得到一个错误。`,
      refuses: (p) => `它是发给${c(p.it)}的，但${c(p.it)}没有接收：连接被拒绝。`,
    },
    kind: {
      is_call: () => '它带着消息编号和应答队列的名字：发送方要得到应答。',
      is_cast: () => '它没有写应答队列。由一个worker去做，做得怎样谁也不通知：不等待应答。',
      is_fanout: () => '它发往扇出交换机：发布一次，每个监听者各得一份。',
      is_reply: () => '它带着某次call的消息编号，发往调用方自己的应答队列。',
      no_call: () => 'call会写上应答队列，发送方会停下来，直到应答到达。',
      no_cast: () => 'cast不带消息编号，也就无从应答；这条消息不是这样。',
      no_fanout: () => 'fanout发给所有监听者，这条只给一个接收方。',
      no_reply: () => '应答要回答一次尚未结束的call，而这条消息是一件事的开头。',
    },
    waits: {
      waits: (p) =>
        `这是call。在应答到达之前${p.step === null ? '' : `（${atStep(p.step)}）`}，${c(p.sender)}不能再为这个请求做别的事。`,
      waits_in_vain: (p) =>
        `这是call，而这一次白等了：${p.step === null ? '' : `到${atStep(p.step)}`}以超时告终。`,
      goes_on: (p) => `没有应答可等：${c(p.sender)}交给消息代理，随即继续。`,
      does_wait: (p) => `它需要对方的应答：这是call，${c(p.sender)}就停在这里。`,
      does_not_wait: (p) => `对这条消息没有任何应答，${c(p.sender)}没有什么可等。`,
      receiver_works: (p) =>
        `收到消息的一方负责处理。要等的是发出请求的一方，而且只在需要应答时才等：看看${c(p.sender)}。`,
    },
    'who-waits': {
      waiting: (p) => `${c(p.it)}已经call了${c(p.method)}，还没有得到应答。`,
      does_not_wait: (p) => `${c(p.it)}此刻没有尚未结束的call。`,
      sent_cast: (p) => `${c(p.it)}是在发送，但用的是cast：不等待应答。`,
      stopped: (p) => `${c(p.it)}已停止，什么也不等。`,
      nobody: () => '没有尚未结束的call：现在没有人在等call的应答。',
      somebody: (p) => `有一个在等：${c(p.right)}有一次尚未结束的call。`,
    },
    'queue-grows': {
      routed: (p) => `交换机看各个绑定：${theKey(p)}通向${c(p.it)}。`,
      reply_queue: (p) =>
        `${c(p.it)}是${p.by === '' ? '' : `${c(p.by)}`}接收应答的地方，这条不是给它的应答。`,
      other_queue: (p) =>
        `${c(p.it)}有自己的路由键${p.by === '' ? '' : `，由${c(p.by)}读取`}。${p.key === '' ? '这条消息没有路由键' : `这里的路由键是${c(p.key)}`}。`,
      no_queue: (p) => `没有队列为${p.key === '' ? '它' : c(p.key)}绑定：交换机把消息丢弃。`,
      some_queue: (p) => `有绑定：${theKey(p)}通向${c(p.right)}。`,
    },
    'row-changes': {
      written: (p) => `对：这一步写了${c(p.it)}中的行。`,
      later: (p) => `还没有：${c(p.it)}中的行要到${p.step === null ? '后面' : atStep(p.step)}才改动。`,
      before: (p) =>
        `那是之前的事：${c(p.it)}中的行在${p.step === null ? '前面' : atStep(p.step)}已经改动过。`,
      elsewhere: (p) => `这一步没有写${c(p.it)}。`,
      no_row: () => '这一步里，任何数据库都没有行改动。',
      some_row: (p) => `有一行改动了：看看${c(p.right)}。`,
    },
    host: {
      chosen: (p) =>
        p.by === ''
          ? `只剩${c(p.it)}这一台，不必再比权重。`
          : `通过过滤的主机里，${c(p.it)}的权重最高：${p.by}。`,
      left_out: (p) => `Placement根本没有列出${c(p.it)}${p.by === '' ? '' : `：它的${c(p.by)}不够`}。`,
      forbidden: (p) => `Placement排除了${c(p.it)}：它带有这里禁止的特性${c(p.by)}。`,
      lacks: (p) => `Placement排除了${c(p.it)}：它缺少这里要求的特性${c(p.by)}。`,
      filtered: (p) => `过滤器${c(p.by)}去掉了${c(p.it)}。`,
      narrowed: (p) => `还没轮到过滤器，${c(p.it)}就已被排除。`,
      outweighed: (p) =>
        p.by === ''
          ? `${c(p.it)}也可以，只是用不着它。`
          : `${c(p.it)}也可以，但权重是${p.by}，不及${p.key}。`,
      unclaimed: (p) => `Placement拒绝了在${c(p.it)}上申领资源，于是试下一台。`,
      no_candidate: (p) => `${c(p.it)}不是这个实例的候选。`,
      no_host: () => '一台也不剩：调度器以NoValidHost应答。',
      undecided: () => '这次运行里什么也没有决定：调度器始终没有来选。',
      some_host: (p) => `还剩一台：${c(p.right)}。`,
    },
    times: {
      lost: (p) =>
        p.by === '' ? '没有队列收下它，也就交不到任何人手里。' : `它在${c(p.by)}里时，没有人来读。`,
      one: () => '它被交出、被确认，随即离开队列。',
      again: (p) => `它的确认没有到达消息代理，于是再交一次：一共${p.count}次，后一次标着redelivered。`,
      not_lost: (p) => `有人在读${c(p.by)}：它到得了。`,
      not_one: (p) =>
        p.count === 0 ? '它根本没有交到任何人手里。' : `它的确认没有到达消息代理：一共交出${p.count}次。`,
      not_again: (p) =>
        p.count === 0 ? '它一次也没有交出去，更谈不上第二次。' : '确认之后它就离开队列，不会再交第二次。',
    },
    ends: {
      ends: (p) => `它的行写着${c(p.it)}${p.step === null ? '' : `，最后一次写在${atStep(p.step)}`}。`,
      not_active: (p) => `它最后不是${c(p.it)}：它的行写着${c(p.right)}。`,
      not_building: (p) =>
        `这件事有了结果${p.step === null ? '' : `（${atStep(p.step)}）`}：它的行写着${c(p.right)}。`,
      not_error: (p) => `它没有以错误告终：它的行写着${c(p.right)}。`,
      not_state: (p) => `它的行最后是${c(p.right)}。`,
    },
  },
  open: {
    nothing: '下一步没有可问的。',
    no_step: '这次运行没有这一步，没什么可问。请回到课程自己的运行。',
    no_message: '这一步没有发送消息。',
    several: '这里正确答案不止一个。',
    no_choice: '从这里起，这次运行再也没有作出这样的决定。',
    even: '两台主机的权重完全相同：谁排在前面全凭偶然，无从预料。',
    no_server: '这里不涉及任何实例。',
    not_recorded: '录制没有记下这一点。',
    too_few: '没有可供选择的选项。',
  },
  right: '对。',
  wrong: '不是这个。',
  tryOrGo: '再选一个，或者继续，看看结果。',
  goOn: '继续',
  skip: '跳过，直接看',
  keys: '按数字，或按架构图上的位置。',
  spoken: (question, choices) => `${question}${choices}`,
  choice: (n, text) => `${n}：${text}。`,
  askHere: '就下一步提问',
  on: '在标记的步骤之前提问',
  marked: (n, of) => `已回答${n}题，共${of}题`,
  goals,
  exercise: '练习',
  incident: '故障',
  report: '取材于一份公开报告：',
  said: '。',
  was: '原来是这样',
  begin: '开始',
  beginTitle: '运行练习开始时的实验',
  check: '检查',
  hint: (n, of) => `提示${n}，共${of}条`,
  nextHint: '给我一个提示',
  tries: (n) => `试了${n}次`,
  way: '试了三次，每一次都值得。提示会一直说到完整的做法。',
  done: '已完成',
};
