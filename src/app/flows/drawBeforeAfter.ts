import type { BeforeAfter } from '@/app/store/training';
import { findExemplars } from '@/core/evaluation/exemplars';
import { figuresOf } from '@/core/evaluation/measures';
import { fail, type Reply } from '@/core/failure';
import type { PanelCase } from '@/pixels/protocol';
import type { Ports } from './ports';
import { readBoth, trainingData } from './trainingData';

const PLACES = { worst: 'Worst', median: 'Median', best: 'Best' } as const;

/** The paper's Figure 2 of the test part by its worst, median and best picture: a row before training, a row after; a PNG. */
export async function drawBeforeAfter(
  { store, pixels }: Ports,
  { rows, masksBefore }: BeforeAfter,
): Promise<Reply<Blob>> {
  const data = trainingData(store);
  const cases: PanelCase[] = [];
  for (const { id, place, dice } of findExemplars(rows, 'main', 1)) {
    const row = rows.find((one) => one.id === id);
    const datum = data.get(id);
    const files = datum === undefined ? null : await readBoth(datum.files);
    if (files?.ok !== true || row?.mask == null) continue;
    const before = figuresOf(row.outcomes.rival)?.dice ?? NaN;
    const caption = (when: string, value: number) =>
      `${PLACES[place]}: ${id}, ${when} training, Dice ${value.toFixed(3)}`;
    const maskBefore = masksBefore[id] ?? null;
    if (maskBefore !== null)
      cases.push({ caption: caption('before', before), ...files.value, mask: maskBefore });
    cases.push({ caption: caption('after', dice), ...files.value, mask: row.mask });
  }
  if (cases.length === 0) return fail('save-failed', 'no picture was scored');
  return pixels.drawPanel(cases);
}
