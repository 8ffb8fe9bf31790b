/** Why a service acted, as a sentence: the message, request or command that it was serving. */
import type { Origin } from '../../core/reading/cause.ts';
import { methodOf } from '../../core/words/methods.ts';
import type { Texts } from '../../i18n/index.ts';

export function whyOf(origin: Origin, texts: Texts): string {
  const t = texts.panels.tables.why;
  switch (origin.kind) {
    case 'message':
      return (origin.fact.rpc.type === 'call' ? t.call : t.cast)(
        methodOf(origin.fact.rpc),
        origin.fact.actor,
      );
    case 'request':
      return t.http(requestOf(origin.fact), origin.fact.actor);
    case 'command':
      return t.command(origin.fact.name);
    case 'own':
      return t.own;
  }
}

/** Method and path without the query. */
export const requestOf = (fact: { readonly method: string; readonly path: string }): string =>
  `${fact.method} ${fact.path.split('?')[0] ?? ''}`;
