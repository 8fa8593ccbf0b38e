/**
 * Tells what a run of the page says of itself until it is done or has halted.
 *
 * @param {{ done: import('playwright').Locator, halted: import('playwright').Locator }} ends
 * @param {() => Promise<string>} read the words of now
 * @param {(line: string) => void} tell
 * @param {number} everyMs
 * @returns {Promise<string>} why it halted, '' where it did not
 */
export async function followRun({ done, halted }, read, tell, everyMs) {
  let told = '';
  for (;;) {
    const isOver = await done
      .or(halted)
      .first()
      .waitFor({ timeout: everyMs })
      .then(
        () => true,
        () => false,
      );
    const now = (await read()).trim();
    if (now !== told) tell((told = now));
    if (isOver) return (await halted.count()) > 0 ? halted.first().innerText() : '';
  }
}
