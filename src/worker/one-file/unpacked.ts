/** A part of the one file: deflated, then in base64. */
import { inflateSync } from 'fflate';

export const unpacked = (text: string): Uint8Array<ArrayBuffer> =>
  inflateSync(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))) as Uint8Array<ArrayBuffer>;
