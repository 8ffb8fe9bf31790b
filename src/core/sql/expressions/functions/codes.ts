/** Texts as other texts: hexadecimal, base 64, other bases, digests, addresses; numbers with commas. */
import { NotModelled } from '../../server/refusals.ts';
import { textOf, toDec, toInt } from '../../values/convert.ts';
import { decText, rounded } from '../../values/decimal.ts';
import { BYTES, INT, isNumber, STRING, UNSIGNED } from '../../values/types.ts';
import { numeric } from '../arithmetic.ts';
import { bytesOfText } from '../cast.ts';
import { type Env, type Ex, made, readInt, readText } from '../ex.ts';
import { md5, sha1, sha2 } from './digests.ts';
import { type FunctionSpec, type Functions, takes } from './spec.ts';
import { fitting } from './texts.ts';

/** The bytes of an argument, one character each. */
function readBytes(ex: Ex): (env: Env) => string | null {
  const read = readText(ex);
  return (env) => {
    const text = read(env);
    return text === null || ex.type.bytes ? text : bytesOfText(text);
  };
}

const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0').toUpperCase());

function hexText(bytes: string): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 1) text += HEX_PAIRS[bytes.charCodeAt(i)];
  return text;
}

const hex: FunctionSpec = takes(1, 1, ([arg], { session }) => {
  const ex = arg as Ex;
  const read = readBytes(ex);
  return made(STRING, [ex], (env) => {
    if (isNumber(ex.type)) {
      const whole = toInt(ex.get(env), ex.type, session);
      return whole === null ? null : BigInt.asUintN(64, whole).toString(16).toUpperCase();
    }
    const bytes = read(env);
    if (bytes === null || !fitting(session, 'hex', bytes.length * 2)) return null;
    return hexText(bytes);
  });
});

const unhex: FunctionSpec = takes(1, 1, ([ex]) => {
  const read = readText(ex as Ex);
  return made(BYTES, [ex as Ex], (env) => {
    const text = read(env);
    if (text === null || !/^[0-9a-f]*$/i.test(text)) return null;
    const even = text.length % 2 === 1 ? `0${text}` : text;
    return even.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
  });
});

/** A whole number in a base; null = no such base. */
function inBase(value: bigint, base: number): string | null {
  const size = Math.abs(base);
  if (size < 2 || size > 36) return null;
  const shown = base > 0 ? BigInt.asUintN(64, value) : value;
  return shown.toString(size).toUpperCase();
}

const conv: FunctionSpec = takes(3, 3, (args, { session }) => {
  const [ex, from, to] = args as [Ex, Ex, Ex];
  const [text, left, right] = [readText(ex), readInt(from, session), readInt(to, session)];
  return made(STRING, args, (env) => {
    const [value, base, wanted] = [text(env), left(env), right(env)];
    if (value === null || base === null || wanted === null) return null;
    const size = Math.abs(Number(base));
    if (size < 2 || size > 36) return null;
    const [, sign = '', digits = ''] = /^\s*([+-]?)([0-9a-z]*)/i.exec(value) ?? [];
    let whole = 0n;
    for (const digit of digits.toLowerCase()) {
      const worth = Number.parseInt(digit, 36);
      if (worth >= size) break;
      whole = whole * BigInt(size) + BigInt(worth);
    }
    return inBase(sign === '-' ? -whole : whole, Number(wanted));
  });
});

const fixedBase = (base: number): FunctionSpec =>
  takes(1, 1, ([arg], { session }) => {
    const ex = numeric(arg as Ex);
    return made(STRING, [ex], (env) => {
      const whole = toInt(ex.get(env), ex.type, session);
      return whole === null ? null : inBase(whole, base);
    });
  });

/** With commas: FORMAT(1234.5, 2). */
const format: FunctionSpec = takes(2, 3, (args, { session }) => {
  const [arg, places, locale] = args as [Ex, Ex, Ex | undefined];
  const ex = numeric(arg);
  const digits = readInt(places, session);
  return made(STRING, args, (env) => {
    const name = locale && textOf(locale.get(env), locale.type);
    if (name && !/^en_(US|GB)$/i.test(name)) throw new NotModelled(`FORMAT(..., '${name}')`);
    const [value, wanted] = [toDec(ex.get(env), ex.type, session), digits(env)];
    if (!value || wanted === null) return null;
    const scale = Math.min(Math.max(Number(wanted), 0), 38);
    const [whole = '', part] = decText(rounded(value, scale)).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return part === undefined ? grouped : `${grouped}.${part}`;
  });
});

const ofBytes = (compute: (bytes: string) => string | null, type = STRING): FunctionSpec =>
  takes(1, 1, ([ex]) => {
    const read = readBytes(ex as Ex);
    return made(type, [ex as Ex], (env) => {
      const bytes = read(env);
      return bytes === null ? null : compute(bytes);
    });
  });

const lines = (text: string): string => text.replace(/.{76}(?=.)/g, '$&\n');

function crc32(bytes: string): bigint {
  let crc = 0xffffffff;
  for (const char of bytes) {
    crc ^= char.charCodeAt(0) & 255;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return BigInt((crc ^ 0xffffffff) >>> 0);
}

const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;
const isAddress = (text: string): boolean =>
  ADDRESS.test(text) && text.split('.').every((part) => Number(part) < 256);

const code = (compute: (bytes: string) => bigint): FunctionSpec =>
  takes(1, 1, ([ex]) => {
    const read = readBytes(ex as Ex);
    return made(INT, [ex as Ex], (env) => {
      const bytes = read(env);
      return bytes === null ? null : compute(bytes);
    });
  });

export const CODES: Functions = {
  hex,
  unhex,
  conv,
  bin: fixedBase(2),
  oct: fixedBase(8),
  format,
  ascii: code((bytes) => BigInt(bytes === '' ? 0 : bytes.charCodeAt(0))),
  ord: code((bytes) => {
    const lead = bytes.charCodeAt(0);
    const size = Number.isNaN(lead) ? 0 : lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    let whole = 0n;
    for (const byte of bytes.slice(0, size)) whole = whole * 256n + BigInt(byte.charCodeAt(0));
    return whole;
  }),
  to_base64: ofBytes((bytes) => lines(base64(bytes))),
  from_base64: ofBytes((bytes) => fromBase64(bytes), BYTES),
  md5: ofBytes(md5),
  sha: ofBytes(sha1),
  sha1: ofBytes(sha1),
  sha2: takes(2, 2, (args, { session }) => {
    const [read, bits] = [readBytes(args[0] as Ex), readInt(args[1] as Ex, session)];
    return made(STRING, args, (env) => {
      const [bytes, size] = [read(env), bits(env)];
      if (bytes === null || size === null) return null;
      if (size !== 256n && size !== 0n) throw new NotModelled(`SHA2(..., ${size})`);
      return sha2(bytes);
    });
  }),
  crc32: {
    ...code(crc32),
    make: (args, context) => ({ ...code(crc32).make(args, context), type: UNSIGNED }),
  },
  inet_aton: takes(1, 1, ([ex]) => {
    const read = readText(ex as Ex);
    return made(INT, [ex as Ex], (env) => {
      const text = read(env);
      if (text === null || !isAddress(text)) return null;
      return text.split('.').reduce((whole, part) => whole * 256n + BigInt(part), 0n);
    });
  }),
  inet_ntoa: takes(1, 1, ([ex], { session }) => {
    const read = readInt(ex as Ex, session);
    return made(STRING, [ex as Ex], (env) => {
      const whole = read(env);
      if (whole === null || whole < 0n || whole > 0xffffffffn) return null;
      return [24n, 16n, 8n, 0n].map((by) => (whole >> by) & 255n).join('.');
    });
  }),
  is_ipv4: takes(1, 1, ([ex]) => {
    const read = readText(ex as Ex);
    return made(INT, [ex as Ex], (env) => (isAddress(read(env) ?? '') ? 1n : 0n));
  }),
};

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(bytes: string): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [0, 1, 2].map((n) => (i + n < bytes.length ? bytes.charCodeAt(i + n) : undefined));
    const whole = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += SIGNS.charAt(whole >> 18) + SIGNS.charAt((whole >> 12) & 63);
    text += b === undefined ? '=' : SIGNS.charAt((whole >> 6) & 63);
    text += c === undefined ? '=' : SIGNS.charAt(whole & 63);
  }
  return text;
}

function fromBase64(text: string): string | null {
  const plain = text.replace(/\s/g, '').replace(/=+$/, '');
  let [bits, count, bytes] = [0, 0, ''];
  for (const sign of plain) {
    const worth = SIGNS.indexOf(sign);
    if (worth < 0) return null;
    bits = ((bits << 6) | worth) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += String.fromCharCode((bits >> count) & 255);
  }
  return bytes;
}
