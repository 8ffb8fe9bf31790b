/** The colours of the light theme, as the page has them. */
import { readFileSync } from 'node:fs';
import { defined } from '../../../core/base/assert.ts';
import type { PictureInk } from './letters.ts';

const css = readFileSync(new URL('../../theme.css', import.meta.url), 'utf8');

export const lightInk: PictureInk = {
  colour: (token) => defined(new RegExp(`\\s${token}: (#[0-9a-f]+);`).exec(css)?.[1], token),
  sans: 'Geist, sans-serif',
  mono: 'Geist Mono, monospace',
};
