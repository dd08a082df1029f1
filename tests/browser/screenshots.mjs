// The pictures of README.md: node tests/browser/screenshots.mjs && pngquant --ext .png --force --quality 60-90 96 docs/images/*.png
import { fileURLToPath } from 'node:url';
import { close, open, reportOf } from './harness.mjs';

const file = reportOf('sample', null, '--language', 'en');
const shots = {
  'report-overview': ['#overview', { viewport: { width: 1200, height: 860 }, locale: 'en-GB' }],
  'report-article': ['#table?in=laws&q=Công ước Hà Nội', { viewport: { width: 1200, height: 780 }, locale: 'en-GB', colorScheme: 'dark' }],
};
for (const [name, [hash, options]] of Object.entries(shots)) {
  const page = await open(file, hash, options);
  await page.evaluate(() => document.querySelectorAll('#filters').forEach((filters) => { filters.open = false; }));
  if (await page.locator('#rows').count()) await page.locator('#rows .surface a').first().click();
  await page.waitForTimeout(800);
  await page.screenshot({ path: fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url)) });
}
await close();
