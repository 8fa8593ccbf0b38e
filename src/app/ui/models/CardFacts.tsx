import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ModelAdaptation, ModelCard } from '@/engine/protocol';
import { formatBytes, formatCount, formatScore } from '@/app/ui/parts/formatNumbers';
import classes from './Models.module.css';

/** What a model is, what it learned from, where it fails and what its files are; all from its card. */
export function CardFacts({ card }: { readonly card: ModelCard }) {
  const { width, height } = card.input.size;
  return (
    <>
      <Text>{card.summary}</Text>
      <dl className={`tabular ${classes.facts}`} aria-label="Facts of the network">
        <Fact name="Name and version">
          {card.name} {card.version}
        </Fact>
        {card.adaptation !== undefined && <AdaptationFact adaptation={card.adaptation} />}
        <Fact name="Limits">
          <Items items={card.limits} />
        </Fact>
        <Fact name="Learned from">
          <Items items={card.training.data} />
        </Fact>
        <Fact name="Pictures used">{card.training.split}</Fact>
        <Fact name="Training">
          {card.training.recipe}. {card.training.passes} passes over the pictures,{' '}
          {card.training.hours} hours on {card.training.hardware}.
        </Fact>
        <Fact name="Size">
          {formatCount(card.parameters)} parameters; sees a picture at {width} × {height} px
        </Fact>
        <Fact name="Shape">{wordShape(card.architecture)}</Fact>
        <Fact name="Outline at first">
          Threshold {Math.round(card.mask.threshold * 100)} %, keeps {KEPT[card.mask.keep]}
          {card.mask.fillHoles ? ', holes filled' : ''}
        </Fact>
        <Fact name="Licence">{card.licence}</Fact>
        <Fact name="Owed to">
          <Items items={card.attribution} />
        </Fact>
        <Fact name="Files">
          <ul className={classes.list}>
            {card.files.map(({ name, bytes, sha256 }) => (
              <li key={name}>
                {name}, {formatBytes(bytes)}
                <span className={classes.hash}>SHA-256 {sha256}</span>
              </li>
            ))}
          </ul>
          Lentigo compares what it downloads with these hashes before it runs it.
        </Fact>
      </dl>
    </>
  );
}

/** Of a network that was trained further by its user: from what, with what, and whether it helped. */
function AdaptationFact({ adaptation }: { readonly adaptation: ModelAdaptation }) {
  const { parent, date, pairs, passesRun, bestPass, test, samples } = adaptation;
  const change = (name: string, of: ModelAdaptation['test']) =>
    of === null
      ? []
      : [
          `${name}, ${formatCount(of.pictures)} pictures: Dice ${formatScore(of.before)} before, ${formatScore(of.after)} after (difference ${of.interval.map(formatScore).join(' to ')})`,
        ];
  return (
    <Fact name="Trained further">
      <Items
        items={[
          `from ${parent.name} ${parent.version} on ${date.slice(0, 10)}`,
          `${formatCount(pairs.training)} training, ${formatCount(pairs.validation)} validation and ${formatCount(pairs.test)} test pictures; pass ${formatCount(bestPass)} of ${formatCount(passesRun)}`,
          ...change('Test part', test),
          ...change('Drawn samples', samples),
        ]}
      />
      <span className={classes.hash}>SHA-256 of its parent’s weights {parent.sha256}</span>
    </Fact>
  );
}

function wordShape(architecture: ModelCard['architecture']): string {
  const channels = architecture.widths.join(', ');
  return architecture.kind === 'residual-unet'
    ? `Residual U-Net of ${channels} channels`
    : `Residual U-Net whose encoder is ${architecture.encoder} (${architecture.blocks.join(', ')} inverted blocks a level) and whose decoder has ${channels} channels`;
}

const KEPT: Record<ModelCard['mask']['keep'], string> = {
  all: 'all regions',
  largest: 'the largest region',
  central: 'the most central region',
};

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Items({ items }: { readonly items: readonly string[] }) {
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
