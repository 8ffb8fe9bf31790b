/** Placement's error body (`placement/util.py:json_error_formatter`). */
import type { HttpAnswer } from '../../service/effects.ts';
import { type Asked, json } from './routes.ts';

const TITLES: { readonly [status: number]: string } = {
  400: 'Bad Request',
  404: 'Not Found',
  409: 'Conflict',
};

/** `code`: `placement.undefined_code`, `placement.concurrent_update`, ... */
export function refused(
  asked: Asked,
  status: 400 | 404 | 409,
  detail: string,
  code = 'placement.undefined_code',
): HttpAnswer {
  const title = TITLES[status] ?? 'Error';
  return json(status, { errors: [{ status, title, detail, code, request_id: asked.http.requestId }] });
}
