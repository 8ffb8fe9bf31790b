/** Hands a file to the reader. Nothing leaves the browser. */

export const MIME = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json;charset=utf-8',
  sql: 'application/sql;charset=utf-8',
  sqlite: 'application/vnd.sqlite3',
  ndjson: 'application/x-ndjson;charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml;charset=utf-8',
  text: 'text/plain;charset=utf-8',
  zip: 'application/zip',
} as const;

/** `content` may come in pieces. */
export function download(name: string, content: string | Uint8Array | readonly string[], type: string): void {
  const parts = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  const url = URL.createObjectURL(new Blob(parts as BlobPart[], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // the browser has begun to read it by then
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
