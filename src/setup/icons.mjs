/**
 * Draws the icons of an installed page from public/favicon.svg: `node src/setup/icons.mjs`, by hand when that has changed
 * (`icons.test.ts` holds that none is forgotten). Where a system cuts an icon to its own shape the sign stands in the middle
 * of its own ground.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { findBrowser } from './install.mjs';
import { inRoot } from './paths.mjs';

/** `sign` = width of the sign, of the whole icon's; below 1 the rest is its ground. */
const ICONS = [
  { name: 'icon-192', size: 192, sign: 1 },
  { name: 'icon-512', size: 512, sign: 1 },
  { name: 'maskable-512', size: 512, sign: 0.8 },
  { name: 'apple-touch', size: 180, sign: 0.86 },
];

const svg = readFileSync(inRoot('public', 'favicon.svg'), 'utf8');
const ground = /<rect [^>]*fill="(#[0-9a-f]+)"/.exec(svg)?.[1];
const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

const { chromium } = await import('@playwright/test');
const path = findBrowser();
const browser = await chromium.launch({
  args: ['--no-sandbox', '--disable-gpu'],
  ...(path ? { executablePath: path } : {}),
});
mkdirSync(inRoot('public', 'icons'), { recursive: true });
try {
  for (const { name, size, sign } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const paint = sign < 1 ? `background:${ground}` : '';
    const width = Math.round(size * sign);
    await page.setContent(
      `<body style="margin:0;height:100vh;display:grid;place-items:center;${paint}"><img width="${width}" height="${width}" src="${address}">`,
    );
    const png = await page.screenshot({ omitBackground: true });
    writeFileSync(inRoot('public', 'icons', `${name}.png`), png);
    await page.close();
  }
} finally {
  await browser.close();
}
