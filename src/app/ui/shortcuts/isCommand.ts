/** German, French and Nordic keyboards write them by AltGr or Option, which is told as Alt, or as Ctrl and Alt. */
const BY_ALT = ['[', ']'];

/** Whether a key is the browser's or the system's, and so no shortcut of the page. */
export function isCommand({
  key,
  altKey,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>): boolean {
  const isWritten = altKey && BY_ALT.includes(key);
  return metaKey || (!isWritten && (altKey || ctrlKey));
}
