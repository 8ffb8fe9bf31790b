/** Secrets of many looks, and how each of them is found in a text again. SYNTHETIC: none of them opens anything. */
import { textToBase64 } from '../base/base64.ts';

type SecretLook = (n: number) => string;

const two = (n: number): string => String(n % 100).padStart(2, '0');
const LOOKS: readonly SecretLook[] = [
  (n) => `gAAAAAB-canary${n}-x_y`,
  (n) => `${'c0ffee'.repeat(4)}${String(n).padStart(8, '0')}`,
  (n) => `Pa55!canary${n}`,
  (n) => `c0ffee${two(n)}-dead-4bee-8fad-${String(n).padStart(12, 'c0ffee')}`,
  (n) => `AQB${n}canaryKEY==`,
  (n) => `411111111111${1000 + n}`,
];
/** What stands in a name is told from a word by its look alone. */
const IN_NAMES: readonly SecretLook[] = [
  (n) => `gAAAAABcanary${n}`,
  (n) => `0badf00d${'c0ffee'.repeat(4)}${String(n).padStart(3, '0')}`,
  (n) => `Jz5TY20BRg${n}KOh7UJj0`,
  (n) => `411111111111${1000 + n}`,
];
const planted: string[] = [];
const plant = (looks: readonly SecretLook[]): string => {
  const made = looks[planted.length % looks.length]?.(planted.length) ?? '';
  planted.push(made);
  return made;
};
export const secret = (): string => plant(LOOKS);
/** Behind a name of words. */
export const inName = (name: string): string => `${name}${plant(IN_NAMES)}`;
/** As a number of JSON. */
export const number = (): number => Number(plant([(n) => `411111111111${1000 + n}`]));
export const login = (scheme: string): string => `${scheme}://nova:${secret()}@10.0.0.1/nova`;

/** All that were planted by what is loaded. */
export const SECRETS: readonly string[] = planted;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const hex = (text: string): string =>
  [...bytes(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A secret as it may stand in a text: itself, within base64 at each of its three places, with signs of percent, in hexadecimal. */
const looksOf = (one: string): readonly string[] => {
  const packed = ['', 'a', 'ab'].map((before) => textToBase64(before + one).slice(4, -4));
  return [...new Set([one, ...packed, encodeURIComponent(one), hex(one)])];
};
const looked = new Map<string, readonly string[]>();

/** Those of the secrets that stand in the text, whatever their look. */
export const secretsIn = (text: string): readonly string[] =>
  planted.filter((one) => {
    const looks = looked.get(one) ?? looksOf(one);
    looked.set(one, looks);
    return looks.some((look) => text.includes(look));
  });
