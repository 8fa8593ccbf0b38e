import type { BeforeAfter } from '@/app/store/training';
import { findExemplars } from '@/core/evaluation/exemplars';
import { figuresOf } from '@/core/evaluation/measures';
import { fail, type Reply } from '@/core/failure';
import type { PanelCase } from '@/pixels/protocol';
import type { Ports } from './ports';
import { readBoth, trainingData } from './trainingData';

const PLACES = { worst: 'Worst', median: 'Median', best: 'Best' } as const;

/** The paper's Figure 2 of the test part after training, each row with the Dice before and after; a PNG. */
export async function drawBeforeAfter(
  { store, pixels }: Ports,
  { rows }: BeforeAfter,
): Promise<Reply<Blob>> {
  const data = trainingData(store);
  const cases: PanelCase[] = [];
  for (const { id, place, dice } of findExemplars(rows, 'main', 1)) {
    const row = rows.find((one) => one.id === id);
    const datum = data.get(id);
    const files = datum === undefined ? null : await readBoth(datum.files);
    if (files?.ok !== true || row?.mask == null) continue;
    const before = figuresOf(row.outcomes.rival)?.dice ?? NaN;
    const caption = `${PLACES[place]}: ${id}, Dice ${before.toFixed(3)} before, ${dice.toFixed(3)} after`;
    cases.push({ caption, ...files.value, mask: row.mask });
  }
  if (cases.length === 0) return fail('save-failed', 'no picture was scored');
  return pixels.drawPanel(cases);
}
