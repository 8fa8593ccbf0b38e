import { Table, Text, Title } from '@mantine/core';
import { formatCount, formatScore, formatShare } from '@/app/ui/parts/formatNumbers';
import type { ModelAgreement, ModelCard } from '@/engine/protocol';
import shared from '@/app/ui/parts/Place.module.css';
import classes from './Models.module.css';

/** What the network's own doubt is worth: when the page warns, how often that is right, and what the network does where there is no lesion. */
export function CardCertainty({ card }: { readonly card: ModelCard }) {
  const { agreement, calibration } = card;
  return (
    <>
      {agreement !== undefined && <AgreementFacts agreement={agreement} />}
      {calibration !== undefined && (
        <>
          <Title order={3} size="h4">
            How its probabilities were set right
          </Title>
          <Text size="sm">
            Its logits are divided by {formatScore(calibration.temperature)}, chosen on validation
            pictures, so that a probability means what it says. Expected calibration error before
            and after:{' '}
            {calibration.sets
              .map(
                ({ set, before, after }) =>
                  `${set} ${formatScore(before)} to ${formatScore(after)}`,
              )
              .join('; ')}
            .
          </Text>
        </>
      )}
    </>
  );
}

function AgreementFacts({ agreement }: { readonly agreement: ModelAgreement }) {
  const { threshold, aim, sets, withoutLesion, command } = agreement;
  return (
    <>
      <Title order={3} size="h4">
        When it warns
      </Title>
      <Text size="sm">
        The page outlines each picture eight times, flipped and turned, and warns where the outlines
        agree by less than {formatScore(threshold)} (mean Dice). That was chosen on validation
        pictures so that {formatShare(aim)} of the misses are warned of, dermoscopy and phone
        pictures counting alike; a miss is an outline with a Jaccard below 0.65.
      </Text>
      <div className={classes.sets}>
        {sets.map((one) => (
          <Facts
            key={one.set}
            name={`Warnings on ${one.set}`}
            caption={`${one.set}, ${formatCount(one.pictures)} pictures, ${formatCount(one.misses)} misses`}
            rows={[
              ['Misses warned of', one.caught === null ? 'no miss' : formatShare(one.caught)],
              ['Pictures warned of', formatShare(one.warned)],
              ['ROC area', one.rocArea === null ? 'not defined' : formatScore(one.rocArea)],
              ['Dice with itself, turned', formatScore(one.turned)],
            ]}
          />
        ))}
        {withoutLesion.map((one) => (
          <Facts
            key={one.set}
            name={`Without a lesion: ${one.set}`}
            caption={`No lesion: ${one.set}, ${formatCount(one.pictures)} pictures`}
            rows={[
              ['Empty outline', formatShare(one.empty)],
              ['Empty or warned of', formatShare(one.handled)],
            ]}
          />
        ))}
      </div>
      <Text size="sm" className={shared.quiet}>
        Measured by <code>{command}</code>.
      </Text>
    </>
  );
}

function Facts(props: {
  readonly name: string;
  readonly caption: string;
  readonly rows: readonly (readonly [string, string])[];
}) {
  const { name, caption, rows } = props;
  return (
    <Table captionSide="top" verticalSpacing={4} className="tabular" aria-label={name}>
      <Table.Caption ta="left" mt={0}>
        {caption}
      </Table.Caption>
      <Table.Tbody>
        {rows.map(([what, value]) => (
          <Table.Tr key={what}>
            <Table.Th scope="row" fw={400}>
              {what}
            </Table.Th>
            <Table.Td ta="right">
              <strong>{value}</strong>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
