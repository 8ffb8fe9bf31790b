/** Somebody at a command line: a request of theirs to nova-api, with a log-in of its own, and what comes back. */
import { CodedError } from '../base/assert.ts';
import { makeUserToken } from '../nova/token.ts';
import { ACTORS } from '../nova/words.ts';
import { type HttpAnswer, type HttpRequest, http, type Task } from '../service/effects.ts';
import type { Rows } from '../trace/trace.ts';
import { type Asker, askerOf } from '../words/commands.ts';
import type { CommandWorld } from './command.ts';

interface ClientRequest {
  /** of the experiment, and the index of its `command.given` */
  readonly command: string;
  readonly cause: number;
  /** who asks; absent = whom the command's row names */
  readonly as?: Asker;
  /** a log-in of its own, whose token nobody has seen; else the client's last one goes on */
  readonly fresh?: true;
  /** as typed: `openstack server create` */
  readonly typed: string;
  readonly request: Pick<HttpRequest, 'method' | 'path' | 'body'>;
}

export function askApi(world: CommandWorld, asked: ClientRequest): void {
  const { kernel, seed } = world;
  const { command, cause, fresh, typed, request, as = askerOf(command) } = asked;
  const token = tokenOf(seed, as, fresh ? world.login() : world.lastLogin());
  const askedAt = kernel.now();
  const task = (function* (): Task {
    let answer: HttpAnswer | null = null;
    try {
      answer = yield* http({ to: ACTORS.api, microversion: 'compute 2.93', token, ...request });
    } catch (error) {
      // the client shows "connection refused" and ends; the trace has the request without an answer
      if (!(error instanceof CodedError)) throw error;
    }
    world.answered(command, askedAt, answer);
  })();
  kernel.spawn(ACTORS.client, typed, task, { cause, group: 'scenario' });
}

/** A log-in of a user in the project of the same name. `serial` tells one from the next. */
function tokenOf(seed: Rows, name: Asker, serial: number): string {
  const user = (seed['keystone.local_user'] ?? []).find((row) => row.name === name);
  const project = (seed['keystone.project'] ?? []).find((row) => row.name === name);
  return makeUserToken(String(user?.user_id), String(project?.id), serial);
}
