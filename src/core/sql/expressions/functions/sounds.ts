/** Texts that are put together of other things: sets, quotes, sounds, codes of characters. */
import { INT, STRING } from '../../values/types.ts';
import { textOfBytes } from '../cast.ts';
import { type Ex, made, readInt, readText } from '../ex.ts';
import { type Functions, takes } from './spec.ts';
import { ofTexts } from './texts.ts';

export const SOUNDS: Functions = {
  make_set: takes(2, 65, (args, { session }) => {
    const [bitsOf, ...list] = args as [Ex, ...Ex[]];
    const read = readInt(bitsOf, session);
    const texts = list.map(readText);
    return made(STRING, args, (env) => {
      const bits = read(env);
      if (bits === null) return null;
      return texts
        .map((text, i) => ((bits >> BigInt(i)) & 1n ? text(env) : null))
        .filter((one) => one !== null)
        .join(',');
    });
  }),
  quote: takes(1, 1, ([ex]) => {
    const read = readText(ex as Ex);
    return made(STRING, [ex as Ex], (env) => {
      const text = read(env);
      if (text === null) return 'NULL';
      return `'${text.replace(/['\\]/g, '\\$&').replaceAll('\0', '\\0').replaceAll('\u001a', '\\Z')}'`;
    });
  }),
  soundex: ofTexts(1, 1, ([text = '']) => soundex(text)),
  'sounds like': ofTexts(2, 2, ([a = '', b = '']) => (soundex(a) === soundex(b) ? 1n : 0n), INT),
  char: takes(1, 255, (args, { session, call }) => {
    const reads = args.map((arg) => readInt(arg, session));
    const isText = call.word !== 'binary';
    return made(isText ? STRING : { ...STRING, bin: true, bytes: true }, args, (env) => {
      const bytes = reads.map((read) => bytesOfCode(read(env))).join('');
      return isText ? (textOfBytes(bytes) ?? bytes) : bytes;
    });
  }),
};

function bytesOfCode(code: bigint | null): string {
  if (code === null) return '';
  let [rest, bytes] = [BigInt.asUintN(32, code), ''];
  do {
    bytes = String.fromCharCode(Number(rest & 255n)) + bytes;
    rest >>= 8n;
  } while (rest > 0n);
  return bytes;
}

const CODES = '01230120022455012623010202';

function soundex(text: string): string {
  let [made, last] = ['', ''];
  for (const char of text.toUpperCase()) {
    if (!/[A-Z]/.test(char)) continue;
    const code = CODES[char.charCodeAt(0) - 65] ?? '0';
    if (made === '') made = char;
    else if (code !== '0' && code !== last) made += code;
    if (code !== '0' || made.length === 1) last = code;
  }
  return made === '' ? '' : made.padEnd(4, '0');
}
