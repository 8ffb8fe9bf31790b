/** REST requests by the name that they are known by. */

const ID = /^([0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|\d+)$/;

/** `POST /servers`, `GET /servers/{id}`: the path without query, version, project and ids. */
export function requestKey(method: string, path: string): string {
  const [bare = ''] = path.split('?');
  const parts = bare.split('/').filter((part) => part !== '' && !/^v\d+(\.\d+)?$/.test(part));
  if (parts.length > 1 && ID.test(parts[0] ?? '')) parts.shift();
  return `${method} /${parts.map((part) => (ID.test(part) ? '{id}' : part)).join('/')}`;
}
