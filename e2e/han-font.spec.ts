/** First of all: without a font that has Chinese characters, every picture and every measurement in Chinese is false. */
import { expect, test } from '@playwright/test';

test('this machine can draw Chinese characters', async ({ page }) => {
  await page.goto('/#lang=zh-CN&s=boot&step=1&v=1');
  const width = await page.evaluate(() => {
    const probe = document.createElement('span');
    probe.className = 'han-probe';
    probe.textContent = '消息队列';
    document.body.append(probe);
    probe.attributeStyleMap.set('position', 'absolute');
    probe.attributeStyleMap.set('font-size', '16px');
    return probe.getBoundingClientRect().width;
  });
  expect(width, 'install a CJK font, e.g. fonts-wqy-microhei').toBeGreaterThanOrEqual(60);
});
