/** The button that correcting begins with, and the focus goes back to. */
export const CORRECT_ID = 'correct';
/** What takes the strokes. */
export const PAD_ID = 'correct-pad';
