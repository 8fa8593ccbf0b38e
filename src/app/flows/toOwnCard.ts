/** The card of a model that was trained here: its parent's facts where they still hold, and what was measured of it. */
import type { BeforeAfter, TrainingOutcome } from '@/app/store/training';
import { diceChange } from '@/core/dataset/verdict';
import type { Summary } from '@/core/evaluation/summarise';
import type { ModelAdaptation, ModelCard, ModelScores } from '@/engine/protocol';
import type { Trained } from './scoreTraining';

export const OWN_TEST_SET = 'your test part';
const RULE =
  "ISIC: means of per-picture figures at the pictures' own size; the clean-up of the model it came from";

export type Naming = { readonly id: string; readonly name: string; readonly date: Date };

export function toOwnCard(
  { model, parent, record }: Trained,
  outcome: TrainingOutcome,
  { id, name, date }: Naming,
): ModelCard {
  const count = (part: string) => record.pictures.filter((one) => one.part === part).length;
  const { settings } = record;
  const pairs = {
    training: count('training'),
    validation: count('validation'),
    test: count('test'),
  };
  const adaptation: ModelAdaptation = {
    parent: {
      id: parent.id,
      name: parent.name,
      version: parent.version,
      sha256: parent.files.find((file) => file.name === 'weights.bin')!.sha256,
    },
    date: date.toISOString(),
    pairs,
    settings,
    passesRun: model.rows.at(-1)?.pass ?? 0,
    bestPass: model.bestPass,
    test: toChange(outcome.test),
    samples: toChange(outcome.samples),
  };
  const seconds = model.rows.reduce((sum, row) => sum + row.seconds, 0);
  const after = outcome.test.summaries.find(({ contender }) => contender === 'main');
  // what was measured of the parent does not hold of its child: scores, agreement, calibration, golden pair
  return {
    schema: 1,
    id,
    name,
    summary: `${parent.name} ${parent.version}, trained further on ${pairs.training + pairs.validation + pairs.test} pictures of its user in the browser.`,
    version: '1.0.0',
    architecture: parent.architecture,
    parameters: model.parameters,
    input: { ...parent.input, size: model.inputSize },
    mask: parent.mask,
    files: model.files.map((file) => ({
      name: file.name,
      bytes: file.bytes.byteLength,
      sha256: file.sha256,
    })),
    training: {
      data: [...parent.training.data, `${pairs.training} pairs of its user`],
      split: `${pairs.training} training, ${pairs.validation} validation, ${pairs.test} test; seed ${settings.seed}`,
      recipe: `${SCOPES[settings.scope]} trained further at ${settings.resolution} px, rate ${settings.learningRate}, batch ${settings.batch}; Adam; BCE + soft Dice; the pass with the best validation Dice`,
      passes: model.bestPass,
      hours: Math.round((seconds / 3600) * 1000) / 1000,
      hardware: `the browser, ${model.rows.at(-1)?.backend ?? 'unknown'}`,
      seed: settings.seed,
    },
    licence: parent.licence,
    attribution: parent.attribution,
    limits: [
      ...parent.limits,
      'Trained further by its user; measured on a few pictures of the same source only.',
    ],
    scores: after === undefined ? [] : [toScores(after)],
    adaptation,
  };
}

const SCOPES = {
  'output-and-last-decoder': 'output and last decoder block',
  decoder: 'decoder',
  all: 'whole network',
} as const;

function toChange({ summaries, comparison }: BeforeAfter): ModelAdaptation['test'] {
  const change = diceChange(comparison);
  const [before, after] = ['rival', 'main'].map(
    (id) => summaries.find(({ contender }) => contender === id)?.measures.dice.mean,
  );
  if (change === null || before === undefined || after === undefined) return null;
  return { pictures: change.pictures, before, after, interval: [...change.interval] };
}

function toScores({ scored, measures, missed }: Summary): ModelScores {
  const mean = (key: keyof typeof measures) => measures[key].mean;
  const interval = (key: keyof typeof measures): [number, number] => [
    measures[key].interval?.[0] ?? measures[key].mean,
    measures[key].interval?.[1] ?? measures[key].mean,
  ];
  return {
    set: OWN_TEST_SET,
    pictures: scored,
    accuracy: mean('accuracy'),
    dice: mean('dice'),
    jaccard: mean('jaccard'),
    recall: mean('recall'),
    precision: mean('precision'),
    thresholdedJaccard: mean('thresholdedJaccard'),
    rule: RULE,
    intervals: { dice: interval('dice'), jaccard: interval('jaccard') },
    failures: missed,
    command: 'Lentigo, Train',
  };
}
