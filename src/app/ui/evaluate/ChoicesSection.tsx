import { Checkbox, NativeSelect, NumberInput, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type ListedModels, listModels } from '@/app/browser/listModels';
import {
  changeEvaluation,
  type EvaluationChoices,
  isRunning,
  type RivalKind,
} from '@/app/store/evaluation';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';
import classes from './Evaluate.module.css';
import { Part } from './Part';

/** What gives the masks, and what they are compared with. */
export function ChoicesSection() {
  const ports = usePorts();
  const { choices, isStopped, described, isBusy, card, modelId, hasMasks, hasPictures, own } =
    useAppState((state) => ({
      own: state.ownModels,
      choices: state.evaluation.choices,
      isStopped: state.evaluation.run.status === 'stopped',
      described: state.evaluation.described,
      isBusy: isRunning(state),
      modelId: state.modelId,
      card: state.engine.status === 'ready' ? state.engine.card : null,
      hasMasks: state.evaluation.pairing.pairs.some(({ mask }) => mask !== null),
      hasPictures: state.evaluation.pairing.pairs.some(({ picture }) => picture !== null),
    }));
  const [models, setModels] = useState<ListedModels | null>(null);
  useEffect(() => {
    let isGone = false;
    void listModels(ports.modelsUrl).then((found) => !isGone && setModels(found));
    return () => {
      isGone = true;
    };
  }, [ports]);
  const change = (changed: Partial<EvaluationChoices>) =>
    changeEvaluation(ports.store, {
      choices: { ...ports.store.getState().evaluation.choices, ...changed },
    });
  const loaded = card?.id ?? modelId ?? models?.default;
  const others = [
    ...(models?.models ?? []),
    ...own.map(({ id, card: { name } }) => ({ id, name })),
  ].filter(({ id }) => id !== loaded);
  const rivalId = (others.find(({ id }) => id === choices.rivalModelId) ?? others[0])?.id ?? null;
  useEffect(() => {
    // the one that was chosen runs itself now, or was deleted
    if (models === null || choices.rival !== 'model' || choices.rivalModelId === rivalId) return;
    changeEvaluation(ports.store, { choices: { ...choices, rivalModelId: rivalId } });
  }, [ports, models, choices, rivalId]);
  const percent = (share: number) => Math.round(share * 100);
  const isNetwork = choices.main === 'network';
  if (isStopped)
    return (
      <Part title="What to evaluate">
        <Text size="sm">
          It goes on as it was begun: {described.map(({ name }) => name).join('; ')}. Discard its
          figures to choose anew.
        </Text>
      </Part>
    );
  return (
    <Part title="What to evaluate">
      <div className={classes.choices}>
        <NativeSelect
          label="Masks from"
          disabled={isBusy}
          value={choices.main}
          data={[
            ...(hasPictures
              ? [
                  {
                    value: 'network',
                    label: `the network${card === null ? '' : ` (${card.name})`}`,
                  },
                ]
              : []),
            ...(hasMasks ? [{ value: 'masks', label: 'the folder of masks' }] : []),
          ]}
          onChange={(event) => {
            const main = event.currentTarget.value as EvaluationChoices['main'];
            change({ main, ...(main === 'masks' && { rival: 'none' as const }) });
          }}
        />
        {isNetwork && (
          <NumberInput
            label="Threshold"
            suffix=" %"
            min={1}
            max={99}
            disabled={isBusy}
            value={percent(choices.threshold ?? card?.mask.threshold ?? 0.5)}
            onChange={(value) => {
              const share = Number(value) / 100;
              if (share > 0 && share < 1) change({ threshold: share });
            }}
          />
        )}
        <NativeSelect
          label="Compare with"
          disabled={isBusy}
          value={choices.rival}
          data={[
            { value: 'none', label: hasPictures ? 'Otsu’s threshold alone' : 'nothing' },
            ...(hasPictures ? [{ value: 'threshold', label: 'another threshold' }] : []),
            ...(hasPictures && others.length > 0
              ? [{ value: 'model', label: 'another model' }]
              : []),
            ...(hasMasks && isNetwork ? [{ value: 'masks', label: 'the folder of masks' }] : []),
          ]}
          onChange={(event) =>
            change({
              rival: event.currentTarget.value as RivalKind,
              rivalModelId: rivalId,
            })
          }
        />
        {choices.rival === 'threshold' && (
          <NumberInput
            label="Other threshold"
            suffix=" %"
            min={1}
            max={99}
            disabled={isBusy}
            value={percent(choices.rivalThreshold)}
            onChange={(value) => {
              const share = Number(value) / 100;
              if (share > 0 && share < 1) change({ rivalThreshold: share });
            }}
          />
        )}
        {choices.rival === 'model' && (
          <NativeSelect
            label="Other model"
            disabled={isBusy}
            value={rivalId ?? ''}
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => change({ rivalModelId: event.currentTarget.value })}
          />
        )}
      </div>
      <Checkbox
        label="Resize truths of another size to their picture (nearest pixel); else they count as not scored"
        disabled={isBusy}
        checked={choices.isTruthResized}
        onChange={(event) => change({ isTruthResized: event.currentTarget.checked })}
      />
      {hasPictures && (
        <Text size="sm" className={shared.quiet}>
          Otsu’s threshold, the oldest way to find something dark on something light, is always
          there as the baseline, with the network’s clean-up.
        </Text>
      )}
    </Part>
  );
}
