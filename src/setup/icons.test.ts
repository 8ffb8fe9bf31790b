import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from './paths.mjs';

const read = (...path: string[]) => readFileSync(inRoot(...path));
const manifest = JSON.parse(read('public', 'manifest.webmanifest').toString()) as {
  theme_color: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
};
const html = read('index.html').toString();

test('every icon of the manifest is there in the size that it says, one of them to be cut to any shape', () => {
  for (const { src, sizes, type } of manifest.icons) {
    const file = read('public', src);
    if (type !== 'image/png') continue;
    // width and height of a PNG's first block
    expect(`${file.readUInt32BE(16)}x${file.readUInt32BE(20)}`, src).toBe(sizes);
  }
  expect(manifest.icons.filter(({ purpose }) => purpose === 'maskable')).toHaveLength(1);
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
});

test('nothing of the manifest leads out of the folder that the page lies in', () => {
  const text = JSON.stringify(manifest);
  expect([...text.matchAll(/"(\/[^"]*|https?:[^"]*)"/g)]).toEqual([]);
});

test('the ground of an icon is the colour of the sign, and the frame has the colours of the two themes', () => {
  expect(read('public', 'favicon.svg').toString()).toContain(manifest.theme_color);
  const theme = read('src', 'ui', 'theme.css').toString();
  const papers = [...theme.matchAll(/--color-paper: (#\w+)/g)].map(([, colour]) => colour);
  const frames = [...html.matchAll(/name="theme-color" media="[^"]*" content="(#\w+)"/g)];
  expect(frames.map(([, colour]) => colour)).toEqual(papers.slice(0, 2));
});
