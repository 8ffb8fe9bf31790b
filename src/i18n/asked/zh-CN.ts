/** Chinese: what comes of a request to nova-api, whatever it asks for: turns of phrase of all acts. */
import { beginning, c } from '../rich.ts';
import { goesOn, quoted, to, took, wrote } from '../say/zh-CN.ts';
import { isUntaken, type Story } from '../story.ts';

const REASON = 160;

/** 拒绝时Nova给出的那句话。 */
export const reason = (s: Story): string =>
  s.http?.reason == null ? '。' : `：${quoted(beginning(s.http.reason, REASON))}`;

/** What nova-api does with an action; what it refused or never took is not told as if it had been done. */
export function asked(s: Story, does: string): string {
  const status = s.http?.status ?? null;
  if (status === null)
    return isUntaken(s) ? `${to(s)}没有接收这个请求：什么也没有检查，什么也没有记下。` : '没有得到响应。';
  if (status >= 500) return `后面的环节出了错；此前已经做完的事不会撤销。${took(s)}${wrote(s)}`;
  if (s.http?.passed_on) return `问过别的服务之后，请求被拒绝${reason(s)}${took(s)}${wrote(s)}`;
  if (status >= 400) return `API拒绝了，什么也没有发出去${reason(s)}${took(s)}`;
  return `${does}${took(s)}${wrote(s)}`;
}

/** The conductor that takes the API's tasks. */
export const upper = (s: Story): string => (s.single ? 'conductor' : 'super conductor');

/** Of a cast to the compute of a server that has its host. */
export const straight = (s: Story): string =>
  `路由键${c(s.routing_key)}指定实例所在的主机，${upper(s)}和调度器都不参与。${goesOn(s)}`;
