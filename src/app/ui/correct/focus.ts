/** Where the focus goes while an outline is corrected. */

/** The button that correcting begins with. */
export const BUTTON_ID = 'correct';
/** What takes the strokes. */
export const PAD_ID = 'correct-pad';

/** Back to where correcting began. */
export function focusButton(): void {
  focus(BUTTON_ID);
}

/** To the strokes, where there is a place for them. */
export function focusPad(): void {
  focus(PAD_ID);
}

function focus(id: string): void {
  document.getElementById(id)?.focus({ preventScroll: true });
}
