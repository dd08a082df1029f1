// The report in Debian's Chromium, driven by Playwright: pages made of runs that are made here, and all that they say.
//
//   npm ci --prefix tests/browser && npm test --prefix tests/browser
//
// TRICHDAN is the program (target/release/trichdan, or the one in target/debug), CHROMIUM the browser (/usr/bin/chromium).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = ['release', 'debug'].map((profile) => join(root, 'target', profile, 'trichdan'));
const program = process.env.TRICHDAN || built.find(existsSync);
const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export const home = mkdtempSync(join(tmpdir(), 'trichdan-browser-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));

export const trichdan = (...args) => execFileSync(program, args, { cwd: home, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** The page of the sample, or of a run over documents. */
export function reportOf(name, documents, ...options) {
  let folder = join(root, 'output/sample');
  if (documents) {
    writeFileSync(join(home, `${name}.jsonl`), documents.map((document) => JSON.stringify(document)).join('\n'));
    trichdan('run', `${name}.jsonl`, '--output', name, '--format', 'csv');
    folder = name;
  }
  trichdan('report', folder, '-o', `${name}.html`, ...options);
  return join(home, `${name}.html`);
}

let browser;
const complaints = [];

/** A page that is open; what it says and asks for is kept. */
export async function open(file, hash = '', options = {}) {
  browser ||= await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ARGUMENTS });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'vi-VN', acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  context.on('request', (request) => {
    if (request.url().split('#')[0] !== `file://${file}` && !request.url().startsWith('blob:')) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(`file://${file}${hash}`);
  await page.waitForSelector('main');
  return page;
}

/** That no page has said anything, or asked for anything, so far. */
export function assertQuiet() {
  assert.deepEqual(complaints.splice(0), []);
}

/** That a page has said one thing, and nothing else. */
export function assertSaid(expected) {
  const said = complaints.splice(0);
  assert.equal(said.length, 1, said.join('\n'));
  assert.match(said[0], expected);
}

export const close = () => browser && browser.close();

/** A number as the page writes it. */
export const numberIn = async (locator) => Number((await locator.first().innerText()).replace(/\D/g, ''));

/** The text of a download. */
export async function saved(page, click) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
}
