/** Two cameras: either can be chosen, and the other one is let go. */
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures';
import { SegmentPage } from './pages/segmentPage';

const TWO_FAKE_CAMERAS = '--use-fake-device-for-media-stream=device-count=2';
const ALLOWED = '--use-fake-ui-for-media-stream';

test.use({ browserArgs: [TWO_FAKE_CAMERAS, ALLOWED] });

test('the picture comes from the camera that is chosen', async ({ page }) => {
  const segment = await SegmentPage.open(page);
  const camera = await segment.openCamera();
  const take = camera.getByRole('button', { name: 'Take a picture' });
  const choice = camera.getByLabel('Camera', { exact: true });
  await expect(take).toBeEnabled();
  const names = await choice.getByRole('option').allInnerTexts();
  expect(names).toHaveLength(2);
  const video = camera.getByLabel('What the camera sees');
  const first = await readSource(video);
  await expect(
    choice.getByRole('option', { name: first, exact: true, selected: true }),
  ).toHaveCount(1);

  const track = await video.evaluateHandle(trackOf);
  const second = names.find((name) => name !== first)!;
  await choice.selectOption(second);
  await expect(take).toBeEnabled();
  await expect.poll(() => readSource(video)).toBe(second);
  await expect(
    choice.getByRole('option', { name: second, exact: true, selected: true }),
  ).toHaveCount(1);
  expect(await track.evaluate(({ readyState }) => readyState)).toBe('ended');

  await choice.selectOption(first);
  await expect.poll(() => readSource(video)).toBe(first);
  await take.click();
  await expect(camera).toBeHidden();
  await expect(segment.case('Camera 2')).toBeVisible(); // of the year 2…
});

/** The name of the camera whose picture is shown; empty where there is none. */
function readSource(video: Locator): Promise<string> {
  return video.evaluate((element: HTMLVideoElement) => {
    const stream = element.srcObject as MediaStream | null;
    return stream?.getVideoTracks()[0]?.label ?? '';
  });
}

function trackOf(element: Element): MediaStreamTrack {
  return ((element as HTMLVideoElement).srcObject as MediaStream).getVideoTracks()[0]!;
}
