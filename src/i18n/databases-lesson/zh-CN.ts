/** 简体中文：关于数据库的一课。 */
import type { Wide } from '../shape.ts';
import type { databasesLesson as en } from './en.ts';

export const databasesLesson: Wide<typeof en> = {
  title: '为什么没有nova数据库？',
  label: '课程',
  answer: [
    '什么也没有少。以前叫‹nova›的数据库就在这里，只是改用所属Cell的名字：‹nova_cell1›。',
    '数据库的名字不过是连接URL的末尾。安装指南至今仍写‹nova›；DevStack从Pike（2017年）起按Cell命名，因为Cell可以有好几个。',
    '旁边还有两个小数据库：‹nova_api›存放整个云共有的数据，‹nova_cell0›存放调度失败的实例。',
  ],
  layouts: '由来',
  names: {
    'one-nova': '只有nova',
    'nova-and-api': 'nova、nova_api、nova_cell0',
    'devstack-2019': '2019年的DevStack',
    'placement-apart': 'placement独立',
  },
  when: {
    'one-nova': '至Liberty（2015年）',
    'nova-and-api': 'Ocata（2017年）',
    'devstack-2019': 'Pike到Rocky（2017年至2019年初）',
    'placement-apart': 'Stein（2019年）起',
  },
  what: {
    'one-nova': '所有数据都在一个数据库里：实例、主机、实例类型、密钥对。',
    'nova-and-api':
      'Mitaka（2016年）起必须有‹nova_api›：创建实例的请求先写入这里。Newton随后把实例类型、密钥对、主机聚合和服务器组迁入，又在这里建了Placement的表，因为它的代码当时还属于Nova。Ocata起必须使用Cell：每个云都有‹cell0›，另外至少还有一个Cell，安装指南把后者的数据库叫作‹nova›。',
    'devstack-2019':
      '从Pike起，‹cell0›以外可以有好几个Cell，所以DevStack用Cell的名字给每个主数据库命名：‹nova_cell1›。Placement的表在Pike又多了几张，仍在‹nova_api›里。',
    'placement-apart':
      'Placement成为独立的项目，有了自己的数据库。Train从Nova中删除了它的代码；在升级而来的云中，旧表仍留在‹nova_api›里，不再使用。',
  },
  why: {
    'one-nova': '只有一个数据库、一个消息队列时，这就够了，但也只能到此为止。',
    'nova-and-api':
      '整个云的索引很小，留在一处；又大又忙的表才能分散到各个Cell。每个实例都必须属于某个Cell，列出和删除才能用同一种方式；调度失败的实例就放在‹cell0›，那里没有主机，也没有消息队列。',
    'devstack-2019': '每个Cell有自己的数据库和消息队列：一个出故障，其他照常工作。',
    'placement-apart': 'Nova只通过REST询问Placement。从不用SQL读取的表，不需要放在同一个数据库里。',
  },
  moved: (from, to, n) => `${from} → ${to}：${n}张表`,
  added: (to, n) => `${to}中新增：${n}张表`,
  sinceBefore: '与前一种布局相比，哪些表换了位置',
  tables: (n) => `${n}张表`,
  nameOnly: '只有名字',
  showTables: (database) => `提问：SHOW TABLES IN ${database}`,
  own: '数据库服务器自己的：',
  ask: '自己问一问',
  askNote: '点一下，就在控制台里向上面选定的布局提问。',
  questions: {
    databases: '有哪些数据库？',
    cells: '每个Cell用哪个数据库、哪个消息队列？',
    placement: 'Placement的表在nova_api里吗？',
    buried: '哪些实例调度失败？',
    housed: '哪些实例在主机上？',
    version: '这套表结构属于哪个版本？',
    sizes: '每个数据库有多少张表？',
  },
  server: '一个实例走过的数据库',
  serverNote: '数字是含有其uuid的表数。点一个时刻就跳到那里。',
  whichServer: '实例',
  moment: (step) => `第${step}步`,
  noMoment: '这次运行没有创建实例。',
  tablesAt: (step) => `到第${step}步，它的uuid出现在：`,
  nowhere: '还没有出现',
  others: '其他项目各自保存什么',
  othersNote: '每个项目都有自己的数据库。它们不看Nova的，Nova也不看它们的：彼此通过REST询问。',
  keeps: {
    keystone: '用户、项目、角色、服务目录',
    glance: '镜像：名称、大小、状态、数据存放的位置',
    neutron: '网络、子网、端口、地址',
    cinder: '卷和快照。这个云里没有它的服务，它的数据库是空的。',
  },
};
