/** One list from which the keys work and the sheet is drawn. */
import { changeMask, changePreferences } from '@/app/flows/changeSettings';
import { startCorrecting, stopCorrecting } from '@/app/flows/correctOutline';
import { openCase } from '@/app/flows/openCase';
import type { Ports } from '@/app/flows/ports';
import { savePicture } from '@/app/flows/saveCase';
import { toggleDiameters } from '@/app/flows/setScale';
import { toggleUncertainty } from '@/app/flows/showUncertainty';
import { effectiveView, isCorrecting, maskSettings } from '@/app/store/selectors';
import { DEFAULT_OPACITY } from '@/app/store/preferences';
import { VIEW_KINDS } from '@/app/store/views';
import { VIEW_NAMES } from '@/app/ui/parts/viewNames';

export type Shortcut = {
  /** As KeyboardEvent.key says it; the first is shown in the sheet. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly run: (actions: ShortcutActions) => void;
};

/** What a shortcut may need besides the flows. */
export type ShortcutActions = {
  readonly ports: Ports;
  readonly chooseFiles: () => void;
  readonly toggleSheet: () => void;
  readonly zoom: (step: 'in' | 'out' | 'fit') => void;
};

const THRESHOLD_STEP = 0.05;

export const SHORTCUTS: readonly Shortcut[] = [
  ...VIEW_KINDS.map((view, index): Shortcut => ({
    keys: [String(index + 1)],
    does: VIEW_NAMES[view].does,
    run: ({ ports }) => changePreferences(ports, { view }),
  })),
  {
    keys: ['[', '<'],
    does: 'Lower the threshold; so does <',
    run: ({ ports }) => moveThreshold(ports, -1),
  },
  {
    keys: [']', '>'],
    does: 'Raise the threshold; so does >',
    run: ({ ports }) => moveThreshold(ports, 1),
  },
  {
    keys: ['v'],
    does: 'Show or hide the overlay',
    run: ({ ports }) => {
      const { opacity } = ports.store.getState().preferences;
      if (effectiveView(ports.store.getState()) === 'overlay') {
        changePreferences(ports, { opacity: opacity > 0 ? 0 : DEFAULT_OPACITY });
      }
    },
  },
  {
    keys: ['u'],
    does: 'Show or hide where the outline is unsure',
    run: ({ ports }) => toggleUncertainty(ports),
  },
  {
    keys: ['d'],
    does: 'Draw or hide the diameters',
    run: ({ ports }) => toggleDiameters(ports),
  },
  {
    keys: ['e'],
    does: 'Correct the outline by hand, or end it; Ctrl and Z undoes, Space with a drag moves the picture',
    run: ({ ports }) =>
      isCorrecting(ports.store.getState()) ? stopCorrecting(ports) : startCorrecting(ports),
  },
  {
    keys: ['l'],
    does: 'Loupe under the pointer; with the focus on the picture the arrows move it',
    run: ({ ports }) =>
      changePreferences(ports, { loupe: !ports.store.getState().preferences.loupe }),
  },
  { keys: [','], does: 'Previous case', run: ({ ports }) => stepCase(ports, -1) },
  {
    keys: ['.'],
    does: 'Next case; with the focus on a case the arrows go along the row',
    run: ({ ports }) => stepCase(ports, 1),
  },
  { keys: ['+', '='], does: 'Zoom in', run: ({ zoom }) => zoom('in') },
  { keys: ['-', '−'], does: 'Zoom out', run: ({ zoom }) => zoom('out') },
  { keys: ['0'], does: 'Fit the picture', run: ({ zoom }) => zoom('fit') },
  { keys: ['o'], does: 'Open pictures', run: ({ chooseFiles }) => chooseFiles() },
  { keys: ['s'], does: 'Save the mask', run: ({ ports }) => void savePicture(ports, 'mask') },
  { keys: ['?'], does: 'This sheet', run: ({ toggleSheet }) => toggleSheet() },
];

function moveThreshold(ports: Ports, direction: 1 | -1): void {
  const { threshold } = maskSettings(ports.store.getState());
  const moved = Math.round((threshold + direction * THRESHOLD_STEP) * 100) / 100;
  changeMask(ports, { threshold: Math.min(0.99, Math.max(0.01, moved)) });
}

function stepCase(ports: Ports, step: 1 | -1): void {
  const { cases, openId } = ports.store.getState();
  const next = cases[cases.findIndex((one) => one.id === openId) + step];
  if (next !== undefined) void openCase(ports, next.id);
}
