/**
 * The built page as its user meets it: from opening the address to the first mask, the longest task of the main thread
 * on the way, and from a move of the threshold to the repainted stage.
 */

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url of the built page
 * @param {number} rounds
 */
export async function measureApp(browser, url, rounds) {
  const small = await drawLesion(browser, 512, 512);
  const large = await drawLesion(browser, 4000, 3000);
  const cold = [];
  const warm = [];
  const longest = [];
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext(); // nothing cached, no service worker yet
    const first = await openAndSegment(context, url, small);
    cold.push(first.maskMs);
    longest.push(first.longestTaskMs);
    warm.push((await openAndSegment(context, url, small)).maskMs);
    await context.close();
  }
  return { cold, warm, longest, repaint: await measureRepaint(browser, url, large, 20) };
}

/** A new window's own parts (its address bar is a page too) are loaded by then: the visitor's browser is open already. */
const WINDOW_OPEN_MS = 4000;

/** The page writes what it keeps a moment after a change. */
const WRITE_AFTER_CLOSE_MS = 1000;

/** @param {import('playwright').BrowserContext} context @param {string} url @param {Buffer} picture */
async function openAndSegment(context, url, picture) {
  const page = await context.newPage();
  await watch(page);
  await giveWhenShown(page, picture);
  await page.waitForTimeout(WINDOW_OPEN_MS);
  await page.goto(url, { waitUntil: 'commit' });
  const { maskMs, longestTaskMs } = await page.evaluate(() => globalThis.benchWatch.firstMask);
  // A case that is kept would be there again at the next open, with its mask.
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByLabel('Picture files').waitFor({ state: 'attached' });
  await page.waitForTimeout(WRITE_AFTER_CLOSE_MS);
  await page.close();
  return { maskMs, longestTaskMs };
}

/**
 * Has the page itself take the picture as soon as it can, and tell when the mask is there: the driver's own scripts are
 * evaluated on the page's main thread too, and would be counted as the page's.
 *
 * @param {import('playwright').Page} page @param {Buffer} picture
 */
function giveWhenShown(page, picture) {
  return page.addInitScript((base64) => {
    const { atob, benchWatch, DataTransfer, document, Event, File, MutationObserver } = globalThis;
    benchWatch.firstMask = new Promise((resolve) => {
      let isGiven = false;
      const observer = new MutationObserver(() => {
        if (!isGiven) {
          const input = document.querySelector('input[aria-label="Picture files"]');
          if (input === null) return;
          isGiven = true;
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          const given = new DataTransfer();
          given.items.add(new File([bytes], 'bench.jpg', { type: 'image/jpeg' }));
          input.files = given.files;
          // as a person's choice of a file is: a task of its own, not the end of the page's first rendering
          setTimeout(() => input.dispatchEvent(new Event('change', { bubbles: true })));
        } else if (/Outline covers|No lesion found/.test(document.body.textContent)) {
          observer.disconnect();
          const maskMs = performance.now(); // since the address was opened
          // a task is told after its end
          setTimeout(
            () => resolve({ maskMs, longestTaskMs: Math.max(0, ...benchWatch.tasks) }),
            50,
          );
        }
      });
      observer.observe(document, { childList: true, characterData: true, subtree: true });
    });
  }, picture.toString('base64'));
}

/**
 * @param {import('playwright').Browser} browser @param {string} url
 * @param {Buffer} picture @param {number} moves
 */
async function measureRepaint(browser, url, picture, moves) {
  const page = await browser.newPage();
  await watch(page);
  await page.goto(url);
  await page.getByLabel('Picture files').setInputFiles(toFile(picture));
  await page.getByText(/Outline covers|No lesion found/).waitFor({ timeout: 120_000 });
  // The flips and turns of a new picture run after its mask; a slider is moved when they are done.
  await page.getByText(/^Agreement \d\.\d/).waitFor({ timeout: 120_000 });
  await page.getByRole('row', { name: /^Area [\d,]+ px/ }).waitFor({ timeout: 120_000 });
  const slider = page.getByRole('slider', { name: 'Threshold' });
  await slider.focus();
  const times = [];
  for (let move = 0; move < moves; move++) {
    const painted = page.evaluate(() => globalThis.benchWatch.nextRepaint());
    await slider.press(move % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
    times.push(await painted);
  }
  await page.close();
  return times;
}

/** Counts long tasks, and times from a key press to the first painting of a mask that was not there before. */
function watch(/** @type {import('playwright').Page} */ page) {
  return page.addInitScript(() => {
    const tasks = [];
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map((e) => e.duration)),
    ).observe({
      type: 'longtask',
      buffered: true,
    });
    const seen = new WeakSet();
    let pressed = 0;
    let resolveNext = null;
    addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
    const { drawImage } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.drawImage = function (source, ...rest) {
      drawImage.call(this, source, ...rest);
      if (!(source instanceof ImageBitmap) || seen.has(source)) return;
      seen.add(source);
      if (pressed > 0) resolveNext?.(performance.now() - pressed);
    };
    globalThis.benchWatch = {
      tasks,
      nextRepaint: () => new Promise((resolve) => (resolveNext = resolve)),
    };
  });
}

/** A drawn lesion as JPEG, made by the browser. */
async function drawLesion(/** @type {import('playwright').Browser} */ browser, width, height) {
  const page = await browser.newPage();
  const base64 = await page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w, h);
      const context = canvas.getContext('2d');
      context.fillStyle = '#d3a58d';
      context.fillRect(0, 0, w, h);
      const glow = context.createRadialGradient(w / 2, h / 2, h / 8, w / 2, h / 2, h / 3.4);
      glow.addColorStop(0, '#4d2f22');
      glow.addColorStop(0.8, '#7c4a34');
      glow.addColorStop(1, '#7c4a3400');
      context.fillStyle = glow;
      context.fillRect(0, 0, w, h);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    [width, height],
  );
  await page.close();
  return Buffer.from(base64, 'base64');
}

function toFile(/** @type {Buffer} */ buffer) {
  return { name: 'bench.jpg', mimeType: 'image/jpeg', buffer };
}
