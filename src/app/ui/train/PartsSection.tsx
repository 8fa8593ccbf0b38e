import { Button, NumberInput, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { movePicture, splitAgain } from '@/app/flows/changeTraining';
import { isTraining, type TrainingPicture } from '@/app/store/training';
import { Part } from '@/app/ui/evaluate/Part';
import { formatCount } from '@/app/ui/parts/formatNumbers';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { isUsable } from '@/core/dataset/checks';
import { type DatasetPart, PARTS } from '@/core/dataset/parts';
import shared from '@/app/ui/parts/Place.module.css';
import classes from './Train.module.css';

const ABOUT: Record<DatasetPart, { readonly name: string; readonly does: string }> = {
  training: { name: 'Training', does: 'The network learns from these.' },
  validation: { name: 'Validation', does: 'These tell which pass was best, and when to stop.' },
  test: {
    name: 'Test',
    does: 'Kept aside: never used before the end, so that they can tell whether it helped.',
  },
};
const MOST_TILES = 40;

/** Three strips; a picture is moved by its own choice, or drawn to another strip. */
export function PartsSection() {
  const ports = usePorts();
  const { pictures, parts, seed, isBusy } = useAppState((state) => ({
    pictures: state.training.pictures,
    parts: state.training.parts,
    seed: state.training.choices.seed,
    isBusy: isTraining(state) || state.training.reading !== null,
  }));
  const usable = pictures.filter(isUsable);
  /** The picture that was moved by its choice, which goes with the tile it stood on: the focus follows. */
  const moved = useRef<string | null>(null);
  useEffect(() => {
    if (moved.current === null) return;
    const choice = document.getElementById(toChoiceId(moved.current));
    (choice ?? document.getElementById(parts[moved.current] ?? ''))?.focus();
    moved.current = null;
  }, [parts]);
  const move = (id: string, part: DatasetPart) => {
    moved.current = id;
    movePicture(ports, id, part);
  };
  return (
    <Part title="Three parts">
      {PARTS.map((part) => (
        <Strip
          key={part}
          part={part}
          isBusy={isBusy}
          onMove={move}
          pictures={usable.filter(({ id }) => parts[id] === part)}
        />
      ))}
      <div className={classes.seed}>
        <NumberInput
          label="Seed of the split and of the training"
          description="Another number draws other parts; the same one the same parts and the same training."
          disabled={isBusy}
          min={0}
          allowDecimal={false}
          value={seed}
          onChange={(value) => {
            if (value !== '') splitAgain(ports, Number(value));
          }}
        />
      </div>
    </Part>
  );
}

function Strip(props: {
  readonly part: DatasetPart;
  readonly pictures: readonly TrainingPicture[];
  readonly isBusy: boolean;
  readonly onMove: (id: string, part: DatasetPart) => void;
}) {
  const { part, pictures, isBusy, onMove } = props;
  const ports = usePorts();
  const [isOver, setIsOver] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const { name, does } = ABOUT[part];
  const shown = showsAll ? pictures : pictures.slice(0, MOST_TILES);
  return (
    <section
      className={isOver ? classes.stripOver : classes.strip}
      id={part}
      tabIndex={-1}
      aria-label={`${name} part`}
      onDragOver={(event) => {
        if (isBusy || !event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        setIsOver(false);
        const id = event.dataTransfer.getData(DRAGGED);
        if (id === '') return;
        event.preventDefault();
        event.stopPropagation();
        movePicture(ports, id, part);
      }}
    >
      <Text size="sm">
        <strong>{name}</strong>, {formatCount(pictures.length)}{' '}
        {pictures.length === 1 ? 'picture' : 'pictures'}.{' '}
        <span className={shared.quiet}>{does}</span>
      </Text>
      <ul className={classes.tiles}>
        {shown.map((picture) => (
          <Tile key={picture.id} picture={picture} part={part} isBusy={isBusy} onMove={onMove} />
        ))}
      </ul>
      {pictures.length > shown.length && (
        <Button size="compact-sm" variant="subtle" onClick={() => setShowsAll(true)}>
          Show all {formatCount(pictures.length)}
        </Button>
      )}
    </section>
  );
}

const DRAGGED = 'application/x-lentigo-pair';

function toChoiceId(pictureId: string): string {
  return `choice-${pictureId}`;
}

function Tile(props: {
  readonly picture: TrainingPicture;
  readonly part: DatasetPart;
  readonly isBusy: boolean;
  readonly onMove: (id: string, part: DatasetPart) => void;
}) {
  const { picture, part, isBusy, onMove } = props;
  return (
    <li
      className={classes.tile}
      draggable={!isBusy}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, picture.id)}
    >
      <img src={picture.thumbnailUrl} alt="" draggable={false} />
      <span className={classes.tileName} title={picture.name}>
        {picture.name}
      </span>
      <select
        id={toChoiceId(picture.id)}
        className={classes.tilePart}
        aria-label={`Part of ${picture.name}`}
        disabled={isBusy}
        value={part}
        onChange={(event) => onMove(picture.id, event.currentTarget.value as DatasetPart)}
      >
        {PARTS.map((one) => (
          <option key={one} value={one}>
            {ABOUT[one].name}
          </option>
        ))}
      </select>
    </li>
  );
}
