/** English: what is told alike whatever was asked, and steps that are no messages. */

import { took } from '../http/en.ts';
import { c, duration, list } from '../rich.ts';
import { alternates } from '../rpc/en.ts';
import { changes, fault, goesOn, quoted, SEPARATOR, to, unheard, vm, waits, wrote } from '../say/en.ts';
import type { GenericTexts, Telling, Tellings } from '../shape.ts';
import type { Story } from '../story.ts';

const carried = (s: Story): string =>
  `exchange ${s.exchange === '' ? 'the default one' : c(s.exchange)}, routing key ${c(s.routing_key)}`;

export const generic: GenericTexts = {
  call: {
    title: (s) => `${c(s.from)} calls ${c(s.method)} of ${to(s)}`,
    tell: (s) => `A call: ${carried(s)}.${waits(s)}${wrote(s)}`,
  },
  cast: {
    title: (s) => `${c(s.from)} casts ${c(s.method)} to ${to(s)}`,
    tell: (s) => `A cast: ${carried(s)}.${goesOn(s)}${wrote(s)}`,
  },
  fanout: {
    title: (s) => `${c(s.from)} tells all listeners ${c(s.method)}`,
    tell: (s) =>
      `One publish, one copy for each queue bound to exchange ${c(s.exchange)}.${unheard(s)}${goesOn(s)}`,
  },
  notification: {
    title: (s) => `${c(s.from)} reports ${c(s.method === '' ? s.routing_key : s.method)}`,
    tell: (s) => `A notification, for whoever cares; nobody is waited for.${unheard(s)}`,
  },
  reply: {
    title: (s) =>
      `${c(s.from)} answers ${to(s)}: ${c(s.method)}${s.failure === null ? '' : `, ${c(s.failure)}`}`,
    tell: (s) =>
      `The answer goes through the default exchange to the caller's own reply queue.${s.failure === null ? '' : ` It carries an error: ${c(s.failure)}.`}${waited(s)}`,
  },
  http: {
    title: (s) => `${c(s.from)} asks ${to(s)}: ${c(s.method)}`,
    tell: (s) => `REST, not the message queue.${took(s)}${wrote(s)}`,
  },
  direct: {
    title: (s) => `${c(s.from)} asks ${to(s)} directly: ${c(s.method)}`,
    tell: (s) =>
      `Thought experiment: no queue, a request to the one address that ${c(s.from)} holds. Cast or call makes no difference here: ${s.http?.ms == null ? `it waits for the answer` : `it waits ${duration(s.http.ms)}`}, and its worker does nothing else meanwhile.${wrote(s)}`,
  },
  direct_answer: {
    title: (s) => `${c(s.from)} answers ${to(s)}: ${c(s.method)}`,
    tell: (s) =>
      `${s.http?.ms == null ? 'The answer comes' : `${duration(s.http.ms)} after the request`}, on the connection of the request${s.http?.status === 200 ? '' : `, with ${c(s.http?.status ?? '')}: the exception travels back`}. Only now is the worker of ${to(s)} free to go on.${wrote(s)}`,
  },
  direct_refused: {
    title: (s) => `${c(s.from)} gets no answer from ${to(s)}: ${c(s.method)}`,
    tell: (s) =>
      s.http?.refused === 'connection_reset'
        ? `The connection breaks on the way: what was done by then stays done.`
        : `An error at once${s.http?.ms == null ? '' : `, ${duration(s.http.ms)} after the request`}: nobody keeps the request until ${to(s)} can take it, and it is not sent again.`,
  },
  answer: {
    title: (s) => `${c(s.from)} answers ${to(s)}${s.http?.status ? ` with ${c(s.http.status)}` : ''}`,
    tell: answerTell,
  },
  other: {
    title: (s) => `${c(s.from)} publishes a message`,
    tell: (s) => `It is no oslo.messaging RPC: ${carried(s)}.${unheard(s)}`,
  },
};

export const chosen: Telling = {
  title: (s) => {
    if (s.failure !== null) return `${c(s.from)} answers: no host, ${c(s.failure)}`;
    return s.selected
      ? `${c(s.from)} answers: ${c(s.selected.host)}`
      : `${c(s.from)} answers with the chosen host`;
  },
  tell: (s) =>
    `${s.failure === null ? '' : `The answer is an error: ${c(s.failure)}. `}${s.selected ? `Chosen: ${c(s.selected.host)}${alternates(s)}${s.selected.alternates.length === 0 ? '' : ', in case the build fails there'}. ` : ''}The answer travels through the conductor's own reply queue.${waited(s)}`,
};

export const state: Tellings<'build_request' | 'created' | 'buried' | 'changed' | 'deleted'> = {
  build_request: {
    title: (s) => `${c(s.from)} notes the request for ${vm(s)}`,
    tell: (s) =>
      `No cell has a row of the instance yet; whoever asks for it now is answered from ${c('build_requests')}.${wrote(s)}`,
  },
  created: {
    title: (s) => `${c(s.from)} creates the record of ${vm(s)} in the cell`,
    tell: (s) =>
      `The host is chosen, so its cell is known: only now the instance gets its row there${firstState(s)}.${wrote(s)}`,
  },
  buried: {
    title: (s) =>
      `${c(s.from)} notes ${vm(s)} in ${c(s.database)}: ${s.placed === null ? 'it has no host' : `host ${c(s.placed)} is in no cell`}`,
    tell: (s) =>
      `${s.placed === null ? 'Without a host there is no cell for it.' : `${c('host_mappings')} has no row for ${c(s.placed)}.`} ${c(s.database)} holds what has no cell, so that it can be listed and deleted as any server${firstState(s)}.${wrote(s)}`,
  },
  changed: {
    title: (s) => {
      const first = s.changes[0];
      return first
        ? `${vm(s)}: ${first.column} ${c(first.before)} → ${c(first.after)}`
        : `The record of ${vm(s)} changes`;
    },
    tell: (s) =>
      `${givenUp(s)}${c(s.from)} writes it through its own database connection.${changes(s)}${s.unseen ? ` It goes on as before, but what was asked for has failed; ${c('instance_faults')} has the reason, which the API shows with status ${c('ERROR')} alone: ${quoted(s.unseen)}` : fault(s)}`,
  },
  deleted: {
    title: (s) => `The record of ${vm(s)} is deleted`,
    tell: (s) => `${c(s.from)} did it through its own database connection.${wrote(s)}`,
  },
};

export const start: Telling = {
  title: () => 'No request and no message',
  tell: () => 'There is nothing here to step through.',
};

export const work: Telling = {
  title: (s) => (s.tables.length > 0 ? `${c(s.from)} writes to its databases` : `${c(s.from)} works`),
  tell: (s) =>
    s.method === ''
      ? `No message is sent; ${c(s.from)} uses its own connections.${wrote(s)}`
      : `${c(s.from)} asks ${to(s)} by REST: ${c(s.method)}.${took(s)}${wrote(s)}`,
};

export const command: Telling = {
  title: (s) => `Command: ${c(s.command?.name ?? '')}${s.instance === '' ? '' : ` ${c(s.instance)}`}`,
  tell: (s) => {
    const args = Object.entries(s.command?.args ?? {}).map(([key, value]) => `${key}=${String(value)}`);
    return `Somebody gave a command; all that follows comes from it.${args.length > 0 ? ` ${list(args, SEPARATOR)}.` : ''}`;
  },
};

function firstState(s: Story): string {
  const states = s.changes.filter((one) => one.column.endsWith('_state') && typeof one.after === 'string');
  return states.length === 0
    ? ''
    : ` (${states.map((one) => `${one.column} ${c(one.after)}`).join(SEPARATOR)})`;
}

function waited(s: Story): string {
  if (s.given_up)
    return s.waited === null
      ? ` ${to(s)} waits no longer.`
      : ` ${to(s)} gave up after ${duration(s.waited)}: nobody waits for it any more.`;
  if (s.waited === null) return '';
  const now = s.failure === null ? 'and goes on now' : 'and handles the error now';
  return ` ${to(s)} had waited ${duration(s.waited)} ${now}.`;
}

function answerTell(s: Story): string {
  if (s.method === 'POST /servers' && s.http?.status === 202) {
    const { state } = s.http;
    if (state !== null)
      return `202 Accepted after ${duration(s.http.ms ?? 0)}, and the instance is ${c(state)} by then: the client waited for all that lies between.${state === 'building' ? ' What is left of the build happens without it.' : ''}${wrote(s)}`;
    return `202 Accepted after ${duration(s.http.ms ?? 0)}: the request is noted, nothing is built. The rest happens without the client, which asks again when it wants to know.${wrote(s)}`;
  }
  const after = s.http?.ms == null ? '' : `, ${duration(s.http.ms)} after the request`;
  const why =
    s.http?.reason == null
      ? '.'
      : `, and ${(s.http.status ?? 0) < 500 ? 'why it is refused' : 'what it says of the error'}: ${quoted(s.http.reason)}`;
  return `The answer to ${c(s.method)}${after}${why}${wrote(s)}`;
}

/** Nobody takes a server up again that was set to error. */
function givenUp(s: Story): string {
  const isError = s.changes.some(({ column, after }) => column === 'vm_state' && after === 'error');
  return isError ? 'It failed, and nobody tries again by itself. ' : '';
}
