/** The end of a training: the best pass's model beside the one it came from, on the test part and on the drawn samples. */
import {
  type BeforeAfter,
  changeTraining,
  changeTrainingRun,
  type TrainingOutcome,
} from '@/app/store/training';
import type { EvaluatedRow } from '@/app/store/evaluation';
import type { AppStore } from '@/app/store/store';
import { judgeTraining } from '@/core/dataset/verdict';
import type { ContenderId, Outcome } from '@/core/evaluation/types';
import { type Failure, fail, type Reply, succeed } from '@/core/failure';
import type { InputSpec } from '@/core/raster/types';
import { SAMPLES, sampleTitle } from '@/core/samples/samples';
import type { ModelCard, TrainedModel } from '@/engine/protocol';
import type { TestFiles, TrainingRecord } from '@/storage/trainingRecords';
import { failTraining } from './keepTraining';
import type { HeldTraining } from './heldTraining';
import { closeTraining } from './openTraining';
import type { Ports } from './ports';
import { mergeRow } from './planEvaluation';
import { readBoth, type TrainingFiles } from './trainingData';

/** What waits to be kept. */
export type Trained = {
  readonly model: TrainedModel;
  readonly parent: ModelCard;
  readonly record: TrainingRecord;
};

const trained = new WeakMap<AppStore, Trained>();

export function lastTrained({ store }: Ports): Trained | null {
  return trained.get(store) ?? null;
}

type ScoredFiles = { readonly id: string; readonly read: () => Promise<Reply<TestFiles>> };

/** Ends with the run 'done' and its outcome; or 'stopped', with why where the user did not ask for it. */
export async function scoreTraining(ports: Ports, held: HeldTraining): Promise<void> {
  const { store } = ports;
  const tests = listTests(ports, held);
  const total = tests.length + SAMPLES.length;
  const none = { done: 0, total };
  changeTrainingRun(store, { status: 'scoring', isEnded: true, step: null, scored: none });
  const scored = await scoreBoth(ports, held, tests).catch((error: unknown) =>
    fail('unexpected', String(error), error),
  );
  if (store.getState().training.run.status === 'halting') {
    changeTrainingRun(store, { status: 'stopped' });
    return;
  }
  if (!scored.ok) {
    failTraining(ports, scored.failure);
    return;
  }
  await closeTraining(ports);
  changeTraining(store, { outcome: scored.value, estimate: { status: 'none' } });
  changeTrainingRun(store, { status: 'done' });
}

async function scoreBoth(
  ports: Ports,
  { record, parent }: HeldTraining,
  tests: readonly ScoredFiles[],
): Promise<Reply<TrainingOutcome>> {
  const { store, engine } = ports;
  const model = await engine.finishTraining();
  if (!model.ok) return model;
  trained.set(store, { model: model.value, parent, record });
  const specs: Specs = {
    card: parent,
    trained: { ...parent.input, size: model.value.inputSize },
  };
  const test = await compare(ports, tests, specs);
  if (!test.ok) return test;
  const samples = await compare(ports, listSamples(ports), specs);
  if (!samples.ok) return samples;
  return succeed({
    verdict: judgeTraining(test.value.comparison),
    test: test.value,
    samples: samples.value,
    bestPass: model.value.bestPass,
    keptAs: null,
  });
}

function listTests(ports: Ports, { record, tests }: HeldTraining): readonly ScoredFiles[] {
  return record.pictures
    .filter(({ part }) => part === 'test')
    .map(({ id }) => ({ id, read: () => readTest(ports, id, tests.get(id)) }));
}

/** From where it was given; a file that was moved or changed meanwhile, from what was kept at the beginning. */
async function readTest(
  ports: Ports,
  id: string,
  files: TrainingFiles | undefined,
): Promise<Reply<TestFiles>> {
  const { notKept } = ports.store.getState().training;
  const given =
    files === undefined ? fail('file-missing', 'it is not here any more') : await readBoth(files);
  if (given.ok || notKept !== null) return given;
  const kept = await (await ports.openTrainingShelf()).loadTest(id);
  return kept.ok && kept.value !== null ? succeed(kept.value) : given;
}

function listSamples({ pixels }: Ports): readonly ScoredFiles[] {
  return SAMPLES.map((sample) => ({
    id: sampleTitle(sample),
    read: () => pixels.drawSample(sample.spec),
  }));
}

type Specs = { readonly card: ModelCard; readonly trained: InputSpec };

async function compare(
  ports: Ports,
  pictures: readonly ScoredFiles[],
  specs: Specs,
): Promise<Reply<BeforeAfter>> {
  const { store, pixels } = ports;
  const rows: EvaluatedRow[] = [];
  const masksBefore: Record<string, Blob | null> = {};
  for (const { id, read } of pictures) {
    if (store.getState().training.run.status === 'halting') {
      return fail('training-order', 'the comparison was stopped');
    }
    const files = await read();
    const before = await scoreOne(ports, id, files, 'parent', specs);
    if (!before.ok) return before;
    const after = await scoreOne(ports, id, files, 'trained', specs);
    if (!after.ok) return after;
    masksBefore[id] = before.value.mask;
    rows.push({ ...mergeRow(before.value, after.value), mask: after.value.mask });
    const { scored } = store.getState().training.run;
    changeTrainingRun(store, { scored: { ...scored, done: scored.done + 1 } });
  }
  const figures = await pixels.reckonSet(
    rows.map(({ id, outcomes, size }) => ({ id, outcomes, size, sweep: null })),
    ['main', 'rival'],
  );
  if (!figures.ok) return figures;
  const { summaries, comparisons } = figures.value;
  const comparison = comparisons.find(({ second }) => second === 'rival') ?? null;
  return succeed({ rows, masksBefore, summaries, comparison });
}

/** A picture that cannot be read is a row that failed; a network that is gone ends the comparison. */
async function scoreOne(
  { pixels, engine, newId }: Ports,
  id: string,
  files: Reply<TestFiles>,
  which: 'parent' | 'trained',
  { card, trained: trainedSpec }: Specs,
): Promise<Reply<EvaluatedRow>> {
  const contender: ContenderId = which === 'trained' ? 'main' : 'rival';
  const failed = (failure: Failure): Reply<EvaluatedRow> => {
    const outcomes: Partial<Record<ContenderId, Outcome>> = {
      [contender]: { kind: 'failed', failure },
    };
    return succeed({ id, outcomes, size: null, sweep: null, mask: null });
  };
  if (!files.ok) return failed(files.failure);
  const jobId = newId();
  const spec = which === 'trained' ? trainedSpec : card.input;
  const options = { spec, needsOtsu: false, resize: true };
  const opened = await pixels.openEvaluated(jobId, { ...files.value, mask: null }, options);
  if (!opened.ok) return failed(opened.failure);
  const { size, input } = opened.value;
  if (input === null) return fail('unexpected', 'the picture gave no input');
  const answer = await engine.predictIn(which, input);
  if (!answer.ok) {
    await pixels.dropEvaluated(jobId);
    return answer;
  }
  const scored = await pixels.scoreEvaluated(jobId, {
    probabilities: answer.value.probabilities,
    networks: [{ id: contender, settings: card.mask }],
    masks: null,
    otsu: null,
  });
  if (!scored.ok) return failed(scored.failure);
  const { outcomes, mask } = scored.value;
  return succeed({ id, outcomes, size, sweep: null, mask });
}
