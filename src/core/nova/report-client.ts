/**
 * What services ask Placement about allocations beside the claim of a boot (`nova/scheduler/client/report.py`): they move
 * from a server to its migration and back, and are given back. Services above the cells and computes do it alike.
 */
import { CodedError } from '../base/assert.ts';
import { isObject, type JsonObject, parseJson } from '../base/json.ts';
import type { HttpAnswer, HttpRequest, Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import { askPlacement, safely } from './ask-placement.ts';
import { textOf } from './context.ts';
import { loggerOf } from './log.ts';

const LOG = loggerOf('nova.scheduler.client.report');

/** Who asks, and what it takes before each of its requests. */
export interface PlacementClient {
  /** of the request that it is done for */
  readonly host: ServiceHost;
  readonly context: JsonObject;
  readonly before: () => Task;
}

/** `GET /allocations/{uuid}` at 1.28: what a consumer holds; nothing where there is no such consumer. */
interface Held {
  readonly allocations: { readonly [provider: string]: JsonObject };
  readonly consumer_generation?: number | null;
  readonly project_id?: string;
  readonly user_id?: string;
}

/** `CONSUMER_GENERATION_VERSION` */
const WITH_GENERATION = 'placement 1.28';

function* ask(
  { host, context, before }: PlacementClient,
  request: Pick<HttpRequest, 'method' | 'path' | 'body'>,
): Task<HttpAnswer> {
  yield* before();
  const globalRequestId = textOf(context, 'request_id');
  return yield* askPlacement(host, { microversion: WITH_GENERATION, globalRequestId, ...request });
}

/** `get_allocs_for_consumer`. Errors: those of `http`. */
export function* allocationsOf(client: PlacementClient, consumer: string): Task<Held> {
  const answer = yield* ask(client, { method: 'GET', path: `/allocations/${consumer}` });
  const body = parseJson(answer.body);
  return isObject(body) && isObject(body.allocations) ? (body as unknown as Held) : { allocations: {} };
}

export const holdsNothing = ({ allocations }: Held): boolean => Object.keys(allocations).length === 0;

/** How often it is tried again when somebody else changed a provider meanwhile (`report.py:retries`) */
const ATTEMPTS = 4;

/**
 * `move_allocations`: `to` has what `from` had, which has nothing any more. True also where that was so already; false where
 * Placement refuses. Errors: `CodedError` `AllocationMoveFailed` when one of the two was changed meanwhile.
 */
export function* moveAllocations(client: PlacementClient, from: string, to: string): Task<boolean> {
  return (yield* safely(client, move(client, from, to))) ?? false;
}

function* move(client: PlacementClient, from: string, to: string): Task<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const source = yield* allocationsOf(client, from);
    const target = yield* allocationsOf(client, to);
    if (!holdsNothing(target) && holdsNothing(source)) return true;
    const { project_id = null, user_id = null, consumer_generation = null } = source;
    const owner = { project_id, user_id };
    const body = {
      [from]: { allocations: {}, ...owner, consumer_generation },
      [to]: {
        allocations: resourcesOf(source),
        ...owner,
        consumer_generation: target.consumer_generation ?? null,
      },
    };
    const request = { method: 'POST', path: '/allocations', body: JSON.stringify(body) } as const;
    const { status, body: said } = yield* ask(client, request);
    if (status === 204) return true;
    if (!said.includes('placement.concurrent_update')) return false;
    if (said.includes('consumer generation conflict'))
      throw new CodedError('AllocationMoveFailed', moveFailed(from, to, said));
  }
  return false;
}

const moveFailed = (from: string, to: string, error: string): string =>
  `Failed to move allocations from consumer ${from} to consumer ${to}. Error: ${error}`;

/** Without the providers' generations, which a claim does not name. */
const resourcesOf = ({ allocations }: Held): JsonObject =>
  Object.fromEntries(
    Object.entries(allocations).map(([provider, { resources = {} }]) => [provider, { resources }]),
  );

/** Whose allocations: of a server, or of the record of its move. */
type ConsumerType = 'instance' | 'migration';

/**
 * `delete_allocation_for_instance` without force: what a server or a migration holds is given back. False where it holds
 * nothing. Errors: `CodedError` `AllocationDeleteFailed`.
 */
export function* giveBackAllocations(
  client: PlacementClient,
  consumer: string,
  type: ConsumerType = 'migration',
): Task<boolean> {
  const held = yield* safely(client, allocationsOf(client, consumer));
  if (!held || holdsNothing(held)) return false;
  const body = JSON.stringify({ ...held, allocations: {} });
  const put = ask(client, { method: 'PUT', path: `/allocations/${consumer}`, body });
  const answer = yield* safely(client, put);
  if (!answer) return false;
  if (answer.status !== 204) throw yield* refused(client, consumer, answer, type);
  yield* LOG.info(client, `Deleted allocation for ${type} ${consumer}`);
  return true;
}

/**
 * `delete_allocation_for_instance` of a server, with force: nobody looks first at what it holds; that it holds nothing is no
 * error. Errors: `CodedError` `AllocationDeleteFailed`.
 */
export function* deleteAllocations(client: PlacementClient, consumer: string): Task {
  yield* client.before();
  const globalRequestId = textOf(client.context, 'request_id');
  const request = { method: 'DELETE', path: `/allocations/${consumer}` } as const;
  const answer = yield* safely(client, askPlacement(client.host, { ...request, globalRequestId }));
  if (!answer || answer.status === 404) return;
  if (answer.status !== 204) throw yield* refused(client, consumer, answer, 'instance');
  yield* LOG.info(client, `Deleted allocations for instance ${consumer}`);
}

function* refused(
  { context }: PlacementClient,
  consumer: string,
  { status, body }: HttpAnswer,
  type: ConsumerType,
): Task<CodedError> {
  const why = `Unable to delete allocation for ${type} ${consumer}: (${status} ${body})`;
  yield* LOG.warning({ context }, why);
  const message = `Failed to delete allocations for consumer ${consumer}. Error: ${body}`;
  return new CodedError('AllocationDeleteFailed', message);
}

/**
 * `remove_provider_tree_from_instance_allocation`: what a consumer holds of one provider is given back, the rest stays. False
 * where Placement refuses.
 */
export function* leaveProvider(client: PlacementClient, consumer: string, provider: string): Task<boolean> {
  const held = yield* allocationsOf(client, consumer);
  if (holdsNothing(held)) return true;
  yield* ask(client, { method: 'GET', path: `/resource_providers?in_tree=${provider}` });
  const { [provider]: left, ...rest } = resourcesOf(held);
  if (left === undefined) return true;
  const body = JSON.stringify({ ...held, allocations: rest });
  const { status } = yield* ask(client, { method: 'PUT', path: `/allocations/${consumer}`, body });
  return status === 204;
}
