/** English: what comes of a request to nova-api, whatever it asks for: turns of phrase of all acts. */
import { beginning, c } from '../rich.ts';
import { goesOn, quoted, to, took, wrote } from '../say/en.ts';
import { isUntaken, type Story } from '../story.ts';

const REASON = 160;

/** The sentence that Nova answers a refusal with; '' where the trace has none. */
export const reason = (s: Story): string =>
  s.http?.reason == null ? '.' : `: ${quoted(beginning(s.http.reason, REASON))}`;

/** What nova-api does with an action; what it refused or never took is not told as if it had been done. */
export function asked(s: Story, does: string): string {
  const status = s.http?.status ?? null;
  if (status === null)
    return isUntaken(s)
      ? `${to(s)} does not take the request: nothing of it is checked or noted.`
      : 'There is no answer.';
  if (status >= 500)
    return `It goes wrong behind the API; what was done by then stays done.${took(s)}${wrote(s)}`;
  if (s.http?.passed_on) return `It is refused, after others were asked${reason(s)}${took(s)}${wrote(s)}`;
  if (status >= 400) return `The API refuses, and sends nothing on${reason(s)}${took(s)}`;
  return `${does}${took(s)}${wrote(s)}`;
}

/** The conductor that takes the API's tasks. */
export const upper = (s: Story): string => (s.single ? 'the conductor' : 'the super conductor');

/** Of a cast to the compute of a server that has its host. */
export const straight = (s: Story): string =>
  `Routing key ${c(s.routing_key)} names the server's host: neither ${upper(s)} nor the scheduler has a part in it.${goesOn(s)}`;
