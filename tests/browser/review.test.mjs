// Marks: put, mended, kept, exported, imported, and scored by the program.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { assertQuiet, assertSaid, close, home, open, reportOf, saved, trichdan } from './harness.mjs';

const text = 'Bà Lê Thu Sa, Giám đốc Sở Y tế, cho biết thuốc đã về đủ.\n\n𝄞\n\nÔng Trần Bá Mạch nhấn mạnh: “Chúng tôi chờ đã lâu”.\n\nTrời mưa suốt tuần.';
let file;
before(() => { file = reportOf('marks', [{ id: 'd', text, title: 'Thuốc về' }]); });
afterEach(assertQuiet);
after(close);

test('marks are exported, imported, and scored', async () => {
  const page = await open(file, '#article?doc=d&row=s1');
  await page.keyboard.press('r');
  assert.equal(await page.locator('#mark-right').getAttribute('aria-pressed'), 'true');
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.locator('#mend-speaker_name').fill('Trần Bá Mạch Văn');
  await page.locator('#mend-form .edges button').nth(1).click();
  assert.equal(await page.locator('#mend-form .preview').innerText(), 'tôi chờ đã lâu');
  await page.locator('#mend-note').fill('thiếu tên');
  await page.locator('#mend-save').click();
  // The place behind a letter outside the basic plane is counted as the tables count.
  assert.equal((await page.locator('#text mark.chosen').allInnerTexts()).join(''), 'tôi chờ đã lâu');
  await page.evaluate(() => {
    const piece = [...document.querySelectorAll('#text p span')].find((span) => span.textContent.startsWith('Trời'));
    getSelection().setBaseAndExtent(piece.firstChild, 0, piece.firstChild, 8);
  });
  await page.locator('#missed-initiatives').click();
  assert.equal(await page.locator('#text mark.missed').innerText(), 'Trời mưa');

  await page.locator('#view-review').click();
  assert.equal(await page.locator('#marks tbody tr').count(), 3);
  const { name, text: exported } = await saved(page, () => page.locator('#export').click());
  assert.equal(name, 'marks-marks.jsonl');
  const marks = exported.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(marks.map((mark) => [mark.mark, mark.table, mark.row_id]), [['right', 'statements', 'd#s1'], ['mended', 'statements', 'd#s2'], ['missed', 'initiatives', null]]);
  const points = Array.from(text);
  for (const mark of marks) assert.equal(points.slice(mark.start, mark.end).join(''), mark.text);
  assert.equal(marks[1].values.speaker_name, 'Trần Bá Mạch Văn');
  assert.equal(marks[1].was.speaker_name, 'Trần Bá Mạch');
  assert.equal(marks[1].note, 'thiếu tên');

  await page.reload();
  assert.equal(await page.locator('#marks tbody tr').count(), 3);
  writeFileSync(join(home, 'marks-in.jsonl'), exported);
  const other = await open(file, '#review');
  await other.locator('#import').setInputFiles(join(home, 'marks-in.jsonl'));
  await other.waitForSelector('#marks');
  assert.equal(await other.locator('#marks tbody tr').count(), 3);
  writeFileSync(join(home, 'bad.jsonl'), '{"mark": "right"}\n');
  await other.locator('#import').setInputFiles(join(home, 'bad.jsonl'));
  await other.waitForFunction(() => document.getElementById('announce').textContent.includes('1'));
  assert.equal(await other.locator('#marks tbody tr').count(), 3);

  trichdan('eval', 'marks-in.jsonl', 'marks', '--json', 'figures.json');
  const figures = JSON.parse((await import('node:fs')).readFileSync(join(home, 'figures.json'), 'utf8'));
  assert.deepEqual(figures.statements.found, { precision: 1, recall: 1, f1: 1, gold: 2, predicted: 2, correct: 2 });
  assert.deepEqual(figures.statements.speaker_name, { accuracy: 0.5, of: 2 });
  assert.equal(figures.statements.exact_span.correct, 1);
  assert.equal(figures.initiatives.found.gold, 1);
});

test('an article full of scripts stays text', async () => {
  const attack = '<script>alert(1)</script></script><img src=x onerror=alert(2)><!-- <svg onload="alert(3)"> javascript:alert(4) ${alert(5)}';
  const document = (id) => ({
    id: `${attack}${id}`, title: attack, url: 'javascript:alert(6)', outlet: attack, published_at: '2025-01-02',
    text: `Ông Trần Bá Mạch, Giám đốc ${attack}, nói: “${attack}”.\n\n${`${attack} `.repeat(200)}\n\nBộ Công an ký thỏa thuận với ${attack} và Nhật Bản về ${attack}.\n\nBà Lê Thu Sa cho biết thuốc đã về đủ.`,
  });
  const hostile = reportOf('hostile', [document(1), document(2)]);
  for (const hash of ['', '#table?in=documents', '#table?in=statements', '#article', '#review', `#overview?outlet=${encodeURIComponent(attack)}`, `#article?doc=${encodeURIComponent(`${attack}1`)}&row=s1`, `#overview?speaker=${encodeURIComponent(attack)}&kind=x&status=${encodeURIComponent(attack)}`]) {
    const page = await open(hostile, hash);
    assert.equal(await page.locator('main img, main script, main iframe, main [onerror], main [onload]').count(), 0);
    assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
    assertQuiet();
  }
  const page = await open(hostile, '#article');
  assert.ok((await page.locator('#text').innerText()).includes(attack));
  // What is put into the page from outside does not run.
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assertSaid(/inline script violates the following Content Security Policy/);
});
