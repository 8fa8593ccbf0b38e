import { useEffect } from 'react';
import { isCommand } from './isCommand';
import { SHORTCUTS, type ShortcutActions } from './shortcuts';

/**
 * Listens for the single-key shortcuts, except while something is typed or a dialogue is open. Away from Segment only
 * the sheet has its key.
 */
export function useShortcuts(actions: ShortcutActions, isAtSegment: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isCommand(event) || event.defaultPrevented) return;
      if (isTyping(event.target) || ((isInDialogue() || !isAtSegment) && event.key !== '?')) return;
      const shortcut = SHORTCUTS.find(({ keys }) => keys.includes(toKey(event)));
      if (shortcut === undefined) return;
      event.preventDefault();
      shortcut.run(actions);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [actions, isAtSegment]);
}

/** Letters are those of the keys, whether Caps Lock is on or not. */
function toKey({ key, shiftKey }: KeyboardEvent): string {
  return /^[A-Z]$/.test(key) && !shiftKey ? key.toLowerCase() : key;
}

/** Whether a key there is a letter of what is written. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['radio', 'checkbox', 'range'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement;
}

function isInDialogue(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
