/** The heading of the part that PRIVACY_HASH names. */
export const PRIVACY_ID = 'privacy';

/** Brings that part into sight and moves the focus there, where its place is open. */
export function showPrivacy(): void {
  const heading = document.getElementById(PRIVACY_ID);
  heading?.scrollIntoView();
  heading?.focus({ preventScroll: true });
}
