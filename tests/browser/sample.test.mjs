// Every view of the sample, by mouse and keyboard, in both languages, on a desk and on a phone.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { assertQuiet, close, numberIn, open, reportOf, saved } from './harness.mjs';

let file;
before(() => { file = reportOf('sample'); });
afterEach(assertQuiet);
after(close);

test('each number of the overview leads to its rows', async () => {
  const page = await open(file);
  for (const table of ['documents', 'statements', 'laws', 'initiatives']) {
    const number = await numberIn(page.locator(`#tile-${table} .big`));
    assert.ok(number > 10, table);
    assert.equal(await page.locator(`#tile-${table} canvas`).count(), 1);
    await page.locator(`#tile-${table} .big`).click();
    assert.equal(await numberIn(page.locator('#found')), number);
    await page.goBack();
  }
  for (const panel of ['speakers', 'bodies', 'laws', 'countries', 'cues', 'status']) {
    const number = page.locator(`#panel-${panel} .bar-number`).first();
    const count = await numberIn(number);
    await number.click();
    // A row with two values of a kind is one row.
    assert.equal(await numberIn(page.locator('#found')), count, panel);
    await page.goBack();
  }
  const cell = page.locator('#panel-matrix .cell').first();
  const cited = await numberIn(cell);
  await cell.click();
  assert.equal(await numberIn(page.locator('#found')), cited);
  await page.goBack();
  await page.locator('#panel-network .node').first().focus();
  await page.keyboard.press('Enter');
  assert.ok(await numberIn(page.locator('#found')) > 0);
});

test('filters act on every view and stand in the address', async () => {
  const page = await open(file, '#overview?speaker=person%3Angh%E1%BB%8B');
  assert.equal(await numberIn(page.locator('#tile-statements .big')), 0);
  await page.locator('#clear').click();
  const all = await numberIn(page.locator('#tile-statements .big'));
  const bar = page.locator('#panel-speakers .bar').first();
  const said = await numberIn(bar.locator('.bar-number'));
  await bar.locator('.bar-name').click();
  assert.equal(await numberIn(page.locator('#tile-statements .big')), said);
  assert.ok(await numberIn(page.locator('#tile-documents .big')) < 15);
  assert.match(page.url(), /#overview\?speaker=/);
  await page.reload();
  assert.equal(await numberIn(page.locator('#tile-statements .big')), said);
  await page.locator('#view-table').click();
  assert.equal(await numberIn(page.locator('#found')), said);
  await page.locator('#view-article').click();
  assert.ok(await page.locator('#article-picker option').count() < 15);
  await page.keyboard.press('x');
  await page.locator('#view-overview').click();
  assert.equal(await numberIn(page.locator('#tile-statements .big')), all);

  await page.locator('#filter-kind').selectOption('laws:decree');
  const decrees = await numberIn(page.locator('#tile-laws .big'));
  assert.ok(decrees > 0 && await numberIn(page.locator('#tile-statements .big')) < all);
  await page.locator('#filter-kind').selectOption('');
  await page.locator('#filter-confidence').fill('95');
  await page.locator('#filter-confidence').dispatchEvent('change');
  assert.ok(await numberIn(page.locator('#tile-statements .big')) < all);
  await page.keyboard.press('Escape');
  await page.locator('#clear').click();
  await page.locator('#filter-from').fill('2025-01-01');
  await page.locator('#filter-from').dispatchEvent('change');
  assert.ok(await numberIn(page.locator('#tile-documents .big')) < 15);
  await page.locator('#clear').click();
  await page.locator('#filter-law').fill('hinh su');
  await page.locator('#filter-law').press('Enter');
  assert.match(await page.locator('.chip').first().innerText(), /Bộ luật Hình sự|Bộ luật Tố tụng hình sự/);
});

test('time is chosen by dragging', async () => {
  const page = await open(file);
  const box = await page.locator('#tile-documents .u-over').boundingBox();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 2, box.y + 30, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => location.hash.includes('from='));
  assert.equal(await page.locator('.chip').count(), 3);
});

test('the table is searched without diacritics, sorted, saved, and leads to characters', async () => {
  const page = await open(file, '#table?in=laws');
  await page.locator('#search').fill('hinh su');
  await page.waitForFunction(() => location.hash.includes('q=hinh'));
  const found = await numberIn(page.locator('#found'));
  assert.ok(found > 0 && found < 100);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
  await page.locator('#search').fill('hình sự');
  await page.waitForFunction(() => decodeURIComponent(location.hash).includes('h%C3%ACnh') || location.hash.includes('h%C3%ACnh'));
  assert.ok(await numberIn(page.locator('#found')) <= found);
  await page.locator('#sort-surface').click();
  const surfaces = await page.locator('#rows .surface a').allInnerTexts();
  assert.deepEqual(surfaces, [...surfaces].sort(new Intl.Collator('vi').compare));
  const csv = await saved(page, () => page.locator('#save-csv').click());
  assert.equal(csv.name, 'sample-laws.csv');
  assert.equal(csv.text.trim().split('\r\n').length, surfaces.length + 1);
  const words = surfaces[0];
  await page.locator('#rows .surface a').first().click();
  const marked = await page.locator('#text mark.chosen').allInnerTexts();
  assert.equal(marked.join(''), words);
  assert.equal(await page.locator('#chosen blockquote').innerText(), words);
});

test('the keyboard is enough', async () => {
  const page = await open(file);
  await page.keyboard.press('3');
  await page.waitForSelector('#text');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.equal(await page.locator('#chosen').count(), 1);
  assert.match(page.url(), /row=/);
  const title = await page.locator('#article-picker').inputValue();
  await page.keyboard.press('n');
  await page.waitForFunction((before) => document.getElementById('article-picker').value !== before, title);
  await page.keyboard.press('/');
  await page.waitForSelector('#search:focus');
  await page.locator('#search').blur();
  await page.keyboard.press('?');
  assert.ok(await page.locator('#help-dialog').isVisible());
  await page.keyboard.press('Escape');
  await page.waitForSelector('#help-dialog', { state: 'detached' });
  await page.keyboard.press('1');
  await page.waitForSelector('#tile-documents');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('Tab');
  assert.ok(await page.locator('.skip').evaluate((link) => link === document.activeElement));
  for (const scope of ['#panel-speakers .bar-name', '#panel-network .node']) {
    assert.ok(await page.locator(scope).first().evaluate((element) => { element.focus(); return element === document.activeElement; }));
  }
});

test('both languages, light and dark', async () => {
  const page = await open(file);
  assert.match(await page.locator('#panel-speakers h2').innerText(), /Nói nhiều nhất/);
  await page.locator('#language').click();
  assert.equal(await page.locator('#panel-speakers h2').innerText(), 'Who speaks most');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  // What is left in Vietnamese is data: names and texts.
  for (const view of ['overview', 'table', 'article', 'review']) {
    await page.locator(`#view-${view}`).click();
    const words = await page.evaluate(() => [...document.querySelectorAll('label, h2, th[scope=col], summary, .tabs button, .views a')]
      .filter((element) => !element.closest('.matrix')).map((element) => (element.querySelector('select') ? element.firstChild.textContent : element.innerText)).join('\n'));
    assert.doesNotMatch(words.replace('Tiếng Việt', ''), /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i, view);
  }
  await page.reload();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.locator('#theme').click();
  assert.equal(await ground(), light);
  await page.locator('#theme').click();
  assert.notEqual(await ground(), light);
  const dark = await open(file, '', { colorScheme: 'dark' });
  assert.notEqual(await dark.evaluate(() => getComputedStyle(document.body).backgroundColor), light);
});

test('a phone has room for every view', async () => {
  const page = await open(file, '', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  for (const view of ['overview', 'table', 'article', 'review']) {
    await page.locator(`#view-${view}`).tap();
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= room, `${view}: ${wide} of ${room}`);
  }
  await page.locator('#view-article').tap();
  await page.locator('#text mark[data-rows]').first().tap();
  assert.ok(await page.locator('#chosen').isVisible());
});
