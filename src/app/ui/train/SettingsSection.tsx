import { Checkbox, NativeSelect, NumberInput, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type ListedModels, listModels } from '@/app/browser/listModels';
import { changeChoices, chooseParent } from '@/app/flows/changeTraining';
import { findCard } from '@/app/flows/findCard';
import { parentOf } from '@/app/flows/planTraining';
import { isTraining, type TrainingChoices } from '@/app/store/training';
import { Part } from '@/app/ui/evaluate/Part';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';
import { AugmentationBlock } from './AugmentationBlock';
import classes from './Train.module.css';

const RATES = [0.003, 0.001, 0.0003, 0.0001];
const BATCHES = [1, 2, 4, 8];
const RESOLUTIONS = [128, 192, 256];

/** What the training does, each with a line of what it means; the defaults suit most. */
export function SettingsSection() {
  const ports = usePorts();
  const isEncoderFixed = useIsEncoderFixed();
  const { choices, isBusy } = useAppState((state) => ({
    choices: state.training.choices,
    isBusy: isTraining(state),
  }));
  const change = (changed: Partial<TrainingChoices>) => changeChoices(ports, changed);
  const { limit } = choices;
  return (
    <Part title="Settings">
      <Text size="sm" className={shared.quiet}>
        The defaults suit most cameras. It learns by Adam from binary cross-entropy and soft Dice.
      </Text>
      <div className={classes.choices}>
        <ParentChoice isBusy={isBusy} />
        <NativeSelect
          label="What trains"
          description={describeScope(choices.scope, isEncoderFixed)}
          disabled={isBusy}
          value={choices.scope}
          data={[
            { value: 'output-and-last-decoder', label: 'output and last decoder block' },
            { value: 'decoder', label: 'the decoder' },
            { value: 'all', label: 'the whole network', disabled: isEncoderFixed },
          ]}
          onChange={(event) =>
            change({ scope: event.currentTarget.value as TrainingChoices['scope'] })
          }
        />
        <NativeSelect
          label="Ends after"
          description="A pass sees every training picture once."
          disabled={isBusy}
          value={limit.kind}
          data={[
            { value: 'passes', label: 'passes' },
            { value: 'minutes', label: 'minutes' },
          ]}
          onChange={(event) =>
            change({
              limit:
                event.currentTarget.value === 'minutes'
                  ? { kind: 'minutes', minutes: 10 }
                  : { kind: 'passes', passes: 20 },
            })
          }
        />
        <NumberInput
          label={limit.kind === 'passes' ? 'Passes' : 'Minutes'}
          description={
            limit.kind === 'passes'
              ? 'The rate falls towards the last one.'
              : 'As many passes as fit, by the measurement below.'
          }
          disabled={isBusy}
          min={limit.kind === 'passes' ? 1 : 0.5}
          max={500}
          allowDecimal={limit.kind === 'minutes'}
          value={limit.kind === 'passes' ? limit.passes : limit.minutes}
          onChange={(value) => {
            const number = Number(value);
            if (!(number > 0)) return;
            change({
              limit:
                limit.kind === 'passes'
                  ? { kind: 'passes', passes: Math.min(500, Math.max(1, Math.round(number))) }
                  : { kind: 'minutes', minutes: number },
            });
          }}
        />
        <NumberInput
          label="Patience"
          description="Ends when validation has not improved for so many passes; 0 for never."
          disabled={isBusy}
          min={0}
          max={100}
          allowDecimal={false}
          value={choices.earlyStoppingPatience ?? 0}
          onChange={(value) => {
            const passes = Math.round(Number(value));
            change({ earlyStoppingPatience: passes > 0 ? passes : null });
          }}
        />
        <NativeSelect
          label="Learning rate"
          description="How far a step goes. Smaller forgets less; larger learns faster."
          disabled={isBusy}
          value={String(choices.learningRate)}
          data={withOwn(RATES, choices.learningRate)}
          onChange={(event) => change({ learningRate: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          label="Batch"
          description="Pictures a step. Larger is steadier and takes more memory."
          disabled={isBusy}
          value={String(choices.batch)}
          data={withOwn(BATCHES, choices.batch)}
          onChange={(event) => change({ batch: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          label="Resolution"
          description="What the network sees, in pixels a side. Smaller is faster and coarser."
          disabled={isBusy}
          value={String(choices.resolution)}
          data={withOwn(RESOLUTIONS, choices.resolution)}
          onChange={(event) => change({ resolution: Number(event.currentTarget.value) })}
        />
      </div>
      <Checkbox
        label="Keep the network’s own statistics (batch normalisation)"
        description="Surer with few pictures: means and variances stay as they were learned from thousands."
        disabled={isBusy}
        checked={choices.freezeBatchNorm}
        onChange={(event) => change({ freezeBatchNorm: event.currentTarget.checked })}
      />
      <AugmentationBlock />
    </Part>
  );
}

function describeScope(scope: TrainingChoices['scope'], isEncoderFixed: boolean): string {
  const less = 'Less of the network: faster, and surer with few pictures.';
  if (!isEncoderFixed) return less;
  return scope === 'all'
    ? '⚠ This network’s encoder does not train in a browser: choose one of the other two.'
    : `${less} Its encoder stays as it is.`;
}

/** Whether only the decoder of the network to start from trains, by its card. */
function useIsEncoderFixed(): boolean {
  const ports = usePorts();
  const parentId = useAppState(parentOf);
  const [isFixed, setIsFixed] = useState(false);
  useEffect(() => {
    let isGone = false;
    if (parentId === undefined) return;
    void findCard(ports, parentId).then((found) => {
      const kind = found.ok ? found.value.architecture.kind : null;
      if (!isGone) setIsFixed(kind === 'inverted-residual-unet');
    });
    return () => {
      isGone = true;
    };
  }, [ports, parentId]);
  return isFixed;
}

function ParentChoice({ isBusy }: { readonly isBusy: boolean }) {
  const ports = usePorts();
  const { parentId, running, own } = useAppState((state) => ({
    parentId: state.training.parentId,
    running: state.engine.status === 'ready' ? state.engine.card : null,
    own: state.ownModels,
  }));
  const [listed, setListed] = useState<ListedModels | null>(null);
  useEffect(() => {
    let isGone = false;
    void listModels(ports.modelsUrl).then((found) => !isGone && setListed(found));
    return () => {
      isGone = true;
    };
  }, [ports]);
  const models = [
    ...(listed?.models ?? []).map(({ id, name }) => ({ value: id, label: name })),
    ...own.map(({ id, card }) => ({ value: id, label: card.name })),
  ];
  const isListed = running === null || models.some(({ value }) => value === running.id);
  return (
    <NativeSelect
      label="Start from"
      description="The network that is trained further; it stays as it is."
      disabled={isBusy}
      value={parentId ?? running?.id ?? ''}
      data={isListed ? models : [{ value: running.id, label: running.name }, ...models]}
      onChange={(event) => chooseParent(ports, event.currentTarget.value)}
    />
  );
}

/** The offered numbers, and the chosen one where it is another (of a training that was kept). */
function withOwn(offered: readonly number[], chosen: number): string[] {
  return (offered.includes(chosen) ? [...offered] : [...offered, chosen]).map(String);
}
