/** A plain static host: no headers of ours, and the page in a folder. */
import { cpus } from 'node:os';
import { expect, hostedTest as test } from './fixtures';
import { PrivacyPage } from './pages/privacyPage';
import { SegmentPage } from './pages/segmentPage';
import { drawLesion } from './pictures/drawLesion';
import { canvasFile } from './pictures/encode';

const THREADS = Math.min(8, cpus().length);

test.setTimeout(240_000);
test.skip(THREADS < 2, 'on one core there is no second thread to gain');

test('in a folder and without headers it works, with threads from the second load on', async ({
  page,
  host,
  guard,
}) => {
  // Chromium's word on a policy that can only come in a header, not in the page.
  guard.expect(/frame-ancestors/);
  host.serve({ path: '/some/path/', headers: {} });
  const { picture } = drawLesion({ width: 480, height: 360 });
  const photo = await canvasFile(page, 'arm.jpg', picture, 'image/jpeg');
  const segment = await SegmentPage.open(page, `${host.url}?backend=wasm`);
  await segment.drop(photo);
  await segment.waitForMask();
  await expect(segment.engineBadge).toHaveText('WASM, 1 thread');

  const privacy = new PrivacyPage(page);
  await privacy.waitUntilKept();
  await expect(privacy.offline).toContainText('after one reload');
  await page.getByRole('button', { name: 'Reload', exact: true }).click();
  await expect(privacy.offline).not.toContainText('after one reload');
  await expect(segment.engineBadge).toHaveText(`WASM, ${THREADS} threads`, { timeout: 60_000 });
  await segment.drop(photo);
  await segment.waitForMask();

  // The service worker brings the policy to the workers, too.
  const policies = await page.evaluate(async () => {
    const scripts = performance.getEntriesByType('resource').map(({ name }) => name);
    const workers = scripts.filter((name) => /worker-[^/]*\.js$/.test(name));
    return Promise.all(
      workers.map(async (name) => (await fetch(name)).headers.get('Content-Security-Policy')),
    );
  });
  expect(policies.length).toBeGreaterThan(0);
  for (const policy of policies) expect(policy).toContain("connect-src 'self'");
});
