/**
 * `node tools/drawIcons.mjs`: draws the app's icons in public/install/ from public/icon.svg, in Chromium. Run it after
 * the drawing has changed; its results are kept in the repository.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireBrowser } from './browser.mjs';
import { root } from './setup.mjs';

/** A platform may cut a maskable icon down to a circle of 80 % of its width. */
const MASKABLE_SCALE = 0.86; // the drawing reaches 74 % of the icon's own width
const GROUND = '#f3e3d6'; // the icon's own, so that its round corners do not show
const ICONS = [
  { name: 'icon-192.png', side: 192, maskable: false },
  { name: 'icon-512.png', side: 512, maskable: false },
  { name: 'icon-maskable-512.png', side: 512, maskable: true },
];

const executablePath = await requireBrowser();
if (executablePath === null) throw new Error('No Chromium was found and none could be installed.');
const svg = readFileSync(join(root, 'public/icon.svg')).toString('base64');
const folder = join(root, 'public/install');
mkdirSync(folder, { recursive: true });

const { chromium } = await import('playwright');
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath, args });
try {
  for (const { name, side, maskable } of ICONS) {
    const page = await browser.newPage({ viewport: { width: side, height: side } });
    const width = maskable ? side * MASKABLE_SCALE : side;
    const ground = maskable ? GROUND : 'transparent';
    await page.setContent(
      `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${ground}">
        <img alt="" width="${width}" src="data:image/svg+xml;base64,${svg}">`,
    );
    await page.getByRole('presentation').evaluate((image) => image.decode());
    await page.screenshot({ path: join(folder, name), omitBackground: true });
    await page.close();
    console.log(`public/install/${name}`);
  }
} finally {
  await browser.close();
}
