// A run of more than ten thousand rows.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { assertQuiet, close, numberIn, open, reportOf } from './harness.mjs';

const NAMES = ['Lê Thu Sa', 'Trần Bá Mạch', 'Vi Văn Tả', 'Đỗ Thị Sen', 'Lò Văn Ỏm', 'Nông Thị Xiêm', 'Cao Bá Ngạn', 'Kha Thị Vóc'];
const LAWS = ['Luật Đất đai', 'Bộ luật Lao động', 'Luật Dược', 'Luật Giáo dục'];
const documents = Array.from({ length: 1700 }, (_, at) => {
  const lines = Array.from({ length: 6 }, (_, line) => `Ông ${NAMES[(at * 5 + line * 3) % NAMES.length]} cho biết hạng mục ${at}.${line} theo ${LAWS[(at + line) % LAWS.length]} đã xong.`);
  return { id: `d${at}`, title: `Bài ${at}`, text: lines.join('\n\n'), outlet: `Báo ${at % 7}`, published_at: new Date(Date.UTC(2023, 0, 1 + at % 700)).toISOString() };
});
let file;
before(() => { file = reportOf('large', documents, '--max-size', '3'); });
afterEach(assertQuiet);
after(close);

test('a large run is counted whole, filtered and searched without waiting', async () => {
  const page = await open(file);
  const rows = await numberIn(page.locator('#tile-statements .big')) + await numberIn(page.locator('#tile-laws .big'));
  assert.ok(rows > 10000, String(rows));
  assert.match(await page.locator('.about').innerText(), /trong 1\.700 bài/);
  const timed = async (what, act, limit) => {
    const start = Date.now();
    await act();
    assert.ok(Date.now() - start < limit, `${what}: ${Date.now() - start} ms`);
  };
  await timed('filter', async () => {
    await page.locator('#panel-laws .bar-name').first().click();
    await page.waitForSelector('.chip');
  }, 3000);
  const filtered = await numberIn(page.locator('#tile-statements .big'));
  assert.ok(filtered > 0 && filtered < rows);
  await page.locator('#tile-statements .big').click();
  await timed('search', async () => {
    await page.locator('#search').fill('sen 12');
    await page.waitForFunction(() => location.hash.includes('q='));
  }, 4000);
  assert.ok(await page.locator('#rows tbody tr').count() <= 50);
  await page.keyboard.press('Escape');
  // A row whose article is not in the file says so.
  const missing = await open(file, '#table?in=documents&sort=-headline');
  await missing.locator('#page-after').click();
  const dead = await open(file, `#article?doc=${await missing.evaluate(() => {
    const data = JSON.parse(document.getElementById('data').textContent);
    return data.strings[data.documents.id[data.documents.article.indexOf(0)]];
  })}`);
  assert.match(await dead.locator('.empty').innerText(), /không có trong tệp/);
});
