/** REST between the services: a request starts a process at the server; its end is the answer. */
import { CodedError } from '../base/assert.ts';
import type { Micros } from '../base/time.ts';
import type { Actor, FactBody, Group } from '../trace/fact.ts';
import type { HttpAnswer, HttpIncoming, HttpRequest, Task } from './effects.ts';
import type { Process } from './process.ts';

export interface HttpHost {
  /** is there a way through the network between the two? */
  connects(a: Actor, b: Actor): boolean;
  serverOf(actor: Actor): ((request: HttpIncoming) => Task<HttpAnswer>) | null;
  requestId(actor: Actor): string;
  groupFor(actor: Actor, callers: Group): Group;
  /** this id was given out by a service whose requests make a scenario */
  giveOut(requestId: string): void;
  emit(actor: Actor, body: FactBody, options: { cause: number | null; group: Group }): number;
  start(
    actor: Actor,
    name: string,
    task: Task<unknown>,
    options: { cause: number | null; group: Group },
    ended: (value: unknown, error: unknown) => void,
  ): Process;
  /** one way through the network */
  wire(from: Actor): Micros;
}

interface Caller {
  after(delay: Micros, run: () => void): void;
  answer(answer: HttpAnswer): void;
  fail(error: unknown): void;
}

export interface HttpSide {
  ask(process: Process, request: HttpRequest, caller: Caller): void;
}

export function makeHttpSide(host: HttpHost): HttpSide {
  let exchanges = 0;
  return {
    ask(process, request, caller) {
      exchanges += 1;
      const exchange_id = exchanges;
      const group = host.groupFor(request.to, process.group);
      const asked = host.emit(
        process.actor,
        {
          kind: 'http.requested',
          exchange_id,
          to: request.to,
          method: request.method,
          path: request.path,
          microversion: request.microversion ?? '',
          global_request_id: request.globalRequestId ?? null,
          body: request.body ?? null,
        },
        { cause: process.cause, group },
      );
      process.cause = asked;
      const arrive = (): void => {
        const server = host.connects(process.actor, request.to) ? host.serverOf(request.to) : null;
        if (!server) {
          caller.fail(
            new CodedError('connection_refused', `${request.to} does not answer: connection refused`),
          );
          return;
        }
        const requestId = host.requestId(request.to);
        if (group === 'scenario' && host.groupFor(request.to, 'periodic') === 'scenario')
          host.giveOut(requestId);
        const task = server({ ...request, from: process.actor, requestId });
        const worker = host.start(
          request.to,
          `${request.method} ${request.path}`,
          task,
          { cause: asked, group },
          (answer, error) => {
            if (error !== undefined) {
              caller.fail(
                new CodedError(
                  'connection_reset',
                  `${request.to} broke off ${request.method} ${request.path}`,
                ),
              );
              return;
            }
            const { status, body } = answer as HttpAnswer;
            const index = host.emit(
              request.to,
              {
                kind: 'http.answered',
                exchange_id,
                to: process.actor,
                status,
                request_id: requestId,
                body: body === '' ? null : body,
              },
              { cause: worker.cause, group },
            );
            caller.after(host.wire(request.to), () => {
              if (!host.connects(process.actor, request.to)) {
                const lost = `the answer of ${request.to} to ${request.method} ${request.path} was lost`;
                caller.fail(new CodedError('connection_reset', lost));
                return;
              }
              process.cause = index;
              caller.answer({ status, body });
            });
          },
        );
      };
      caller.after(host.wire(process.actor), arrive);
    },
  };
}
