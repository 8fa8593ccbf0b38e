/** Gives the place the focus, where what had it has just gone. */
export function focusPlace(): void {
  document.querySelector('main')?.focus();
}
