/** Chinese: REST requests, by method and path. */

import { c } from '../rich.ts';
import { to, took, vm, wrote } from '../say/zh-CN.ts';
import type { BootHttpTexts } from '../shape.ts';
import { isUntaken, type Story } from '../story.ts';

const REST = '走REST，不经过消息队列';

/** What a check has found wrong ends the request. */
function refused({ http }: Story): string {
  if (http?.refused) return '这一次没有得到响应。';
  if ((http?.status ?? 0) < 400) return '';
  const what = (http?.status ?? 0) >= 500 ? '后面的环节出了错' : '它拒绝了';
  return `这一次${what}${http?.passed_on ? '' : '，什么也没有发出去'}。`;
}

export const http = {
  'POST /servers': {
    title: (s) => `${c(s.from)}请${to(s)}创建实例`,
    tell: (s) =>
      isUntaken(s)
        ? `${to(s)}没有接收这个请求：什么也没有检查，什么也没有记下。`
        : `API先查令牌、实例类型（flavor，云主机类型）、镜像、网络和配额，都通过了才受理；此时还没有选主机。${refused(s)}${took(s)}${wrote(s)}`,
  },
  'GET /servers/{id}': {
    title: (s) => `${c(s.from)}向${to(s)}查询实例的状态`,
    tell: (s) => `API从数据库回答，不去问计算主机。${took(s)}`,
  },
  'POST /os-server-external-events': {
    title: (s) => `${c(s.from)}把端口的变化告诉${to(s)}`,
    tell: (s) =>
      `Neutron不使用Nova的消息队列，走的是人人可用的公开入口：REST。API再把事件转给对应的主机。${took(s)}`,
  },
  'GET /auth/tokens': {
    title: (s) => `${c(s.from)}请${to(s)}验证令牌`,
    tell: (s) => `是谁、在哪个项目、有哪些角色？${to(s)}认可之后，服务才相信这个令牌。${took(s)}`,
  },
  'POST /auth/tokens': {
    title: (s) => `${c(s.from)}从${to(s)}取得令牌`,
    tell: (s) => `有了它，服务就能以自己的身份访问其他服务。${took(s)}`,
  },
  'GET /images/{id}': {
    title: (s) => `${c(s.from)}向${to(s)}查询镜像`,
    tell: (s) => `镜像必须存在、可用，而且与实例类型的内存和磁盘相配。${took(s)}`,
  },
  'GET /schemas/image': {
    title: (s) => `${c(s.from)}向${to(s)}查询镜像有哪些字段`,
    tell: (s) => `客户端库按这份模式整理镜像的属性。${took(s)}`,
  },
  'GET /networks': {
    title: (s) => `${c(s.from)}向${to(s)}查询网络`,
    tell: (s) => `网络必须存在，而且项目有权使用。${took(s)}`,
  },
  'GET /networks/{id}': {
    title: (s) => `${c(s.from)}向${to(s)}查询网络的细节`,
    tell: (s) => `网段和背后的物理网络可能限制可选的主机。${took(s)}`,
  },
  'GET /quotas/{id}': {
    title: (s) => `${c(s.from)}向${to(s)}查询端口配额`,
    tell: (s) => `新实例需要一个端口，项目要有余量。${took(s)}`,
  },
  'GET /ports': {
    title: (s) => `${c(s.from)}向${to(s)}查询端口`,
    tell: (s) => `端口带有地址和状态；Nova用来计数，或者抄进自己的缓存。${took(s)}`,
  },
  'POST /ports': {
    title: (s) => `${c(s.from)}请${to(s)}为${vm(s)}创建端口`,
    tell: (s) => `地址和MAC由Neutron选定，都不归Nova管。${took(s)}${wrote(s)}`,
  },
  'PUT /ports/{id}': {
    title: (s) => `${c(s.from)}请${to(s)}把端口绑到本机`,
    tell: (s) => `主机已经确定，Neutron可以决定端口在那里怎么接。${took(s)}${wrote(s)}`,
  },
  'GET /subnets': {
    title: (s) => `${c(s.from)}向${to(s)}查询子网`,
    tell: (s) => `网关、DNS和地址范围会写进网络缓存。${took(s)}`,
  },
  'GET /floatingips': {
    title: (s) => `${c(s.from)}向${to(s)}查询浮动IP`,
    tell: (s) => `404只说明这个Neutron不提供浮动IP，Nova照常继续。${took(s)}`,
  },
  'GET /security-groups': {
    title: (s) => `${c(s.from)}向${to(s)}查询安全组的名称`,
    tell: (s) => `它们是实例详情的一部分。${took(s)}`,
  },
  'GET /allocation_candidates': {
    title: (s) => `${c(s.from)}问${to(s)}：谁的资源够用`,
    tell: (s) =>
      `Placement掌握库存清单和已有的分配：CPU、内存或磁盘不够的主机，根本轮不到过滤器。${REST}。${took(s)}`,
  },
  'GET /allocations/{id}': {
    title: (s) => `${c(s.from)}向${to(s)}查询实例占用的资源`,
    tell: (s) => `哪个资源提供者的哪些资源分配给了这个消费者？${took(s)}`,
  },
  'PUT /allocations/{id}': {
    title: (s) => `${c(s.from)}在${to(s)}中申领资源`,
    tell: (s) =>
      `先申领、后创建：两个请求不会拿到同一份资源，超出容量的会被拒绝。${c('generation')}过时的只会重试，最多十次。${took(s)}${wrote(s)}`,
  },
  'GET /resource_providers/{id}/allocations': {
    title: (s) => `${c(s.from)}向${to(s)}查询本机已分配的资源`,
    tell: (s) => `资源跟踪器拿Placement的账与自己的账核对。${took(s)}`,
  },
} satisfies BootHttpTexts;

export { took };
