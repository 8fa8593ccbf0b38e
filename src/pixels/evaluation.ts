/** The pixels worker's part in an evaluation: answers EvaluationPixels. */
import { transfer } from 'comlink';
import { comparisonSteps, type Comparison } from '@/core/evaluation/compare';
import { type Summary, summarySteps } from '@/core/evaluation/summarise';
import { fail, succeed } from '@/core/failure';
import { type EvaluatedPicture, openPictureOf, scorePicture } from './evaluatedPictures';
import type { EvaluationPixels } from './evaluationProtocol';
import { inSlices } from './inSlices';
import { drawPanel } from './panel';
import { inTurn, replying } from './replying';

/** Between opening and scoring; as many as are in flight. */
const opened = new Map<string, EvaluatedPicture>();

export const evaluationPixels: EvaluationPixels = {
  openEvaluated: (jobId, files, options) =>
    inTurn(async () => {
      const picture = await openPictureOf(files, options);
      if (!picture.ok) return picture;
      const { held, input, truthBorder } = picture.value;
      opened.set(jobId, held);
      const reply = succeed({ size: held.size, input, truthBorder });
      return input === null ? reply : transfer(reply, [input.data.buffer]);
    }),

  scoreEvaluated: (jobId, order) =>
    replying(async () => {
      const held = opened.get(jobId);
      opened.delete(jobId);
      if (held === undefined) return fail('unexpected', 'the picture is not open');
      const scored = await scorePicture(held, order);
      return succeed(scored);
    }),

  dropEvaluated: (jobId) => {
    opened.delete(jobId);
    return Promise.resolve();
  },

  reckonSet: (rows, contenders) =>
    replying(async () => {
      const summaries: Summary[] = [];
      for (const id of contenders) {
        const summary = await inSlices(summarySteps(rows, id));
        if (summary !== null) summaries.push(summary);
      }
      const comparisons: Comparison[] = [];
      for (const other of contenders.filter((id) => id !== 'main')) {
        const comparison = await inSlices(comparisonSteps(rows, 'main', other));
        if (comparison !== null) comparisons.push(comparison);
      }
      return succeed({ summaries, comparisons });
    }),

  drawPanel: (cases) => inTurn(() => drawPanel(cases)),
};
