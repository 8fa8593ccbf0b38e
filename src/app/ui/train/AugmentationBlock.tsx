import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { changeChoices } from '@/app/flows/changeTraining';
import { trainingData } from '@/app/flows/trainingData';
import { isTraining } from '@/app/store/training';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';
import classes from './Train.module.css';

const KINDS = [
  { key: 'rotations', name: 'Rotations' },
  { key: 'flips', name: 'Flips' },
  { key: 'zooms', name: 'Zooms' },
  { key: 'colour', name: 'Colour' },
] as const;
const VIEWS = 6;

/** What may happen to a training picture each time it is seen, and what that looks like. */
export function AugmentationBlock() {
  const ports = usePorts();
  const { augmentation, isBusy, firstId } = useAppState((state) => ({
    augmentation: state.training.choices.augmentation,
    isBusy: isTraining(state),
    firstId:
      state.training.pictures.find(({ id }) => state.training.parts[id] === 'training')?.id ?? null,
  }));
  const [isShown, setIsShown] = useState(false);
  const [seed, setSeed] = useState(1);
  const [urls, setUrls] = useState<readonly string[]>([]);
  useEffect(() => {
    const pair = firstId === null ? undefined : trainingData(ports.store).get(firstId)?.pair;
    if (!isShown || pair === undefined) return;
    let isGone = false;
    let made: readonly string[] = [];
    void ports.pixels.drawViews(pair, augmentation, seed, VIEWS).then((views) => {
      if (isGone || !views.ok) return;
      made = views.value.map((view) => URL.createObjectURL(view));
      setUrls(made);
    });
    return () => {
      isGone = true;
      for (const url of made) URL.revokeObjectURL(url);
    };
  }, [ports, augmentation, seed, firstId, isShown]);
  return (
    <fieldset className={classes.augmentation}>
      <legend>Augmentation</legend>
      <Text size="sm" className={shared.quiet}>
        Each pass sees every picture in another way, so that few pictures teach more.
      </Text>
      <Group gap="md">
        {KINDS.map(({ key, name }) => (
          <Checkbox
            key={key}
            label={name}
            disabled={isBusy}
            checked={augmentation[key]}
            onChange={(event) =>
              changeChoices(ports, {
                augmentation: { ...augmentation, [key]: event.currentTarget.checked },
              })
            }
          />
        ))}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            if (isShown) setSeed(seed + 1);
            setIsShown(true);
          }}
        >
          {isShown ? 'Show others' : 'Show what it does'}
        </Button>
      </Group>
      {isShown && (
        <ul className={classes.views} aria-label="Views of a training picture">
          {urls.map((url, index) => (
            <li key={url}>
              <img src={url} alt={`View ${index + 1}, its truth outlined`} />
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
