import { Table, Text } from '@mantine/core';
import { judgePairs } from '@/app/flows/planTraining';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { useAppState } from '@/app/ui/usePorts';
import {
  ADVISED_PAIRS,
  canTrainOn,
  LEAST_PAIRS,
  type PairRemark,
  type SetVerdict,
} from '@/core/dataset/checks';
import shared from '@/app/ui/parts/Place.module.css';

const MOST_SHOWN = 200;

/** What is wrong with single pairs, and whether all of them together can be trained on. */
export function PairChecks() {
  const judged = useAppState(judgePairs);
  const { pictures, leftovers, isThere } = useAppState((state) => ({
    pictures: state.training.pictures,
    leftovers: state.training.leftovers,
    isThere:
      state.training.reading === null &&
      state.training.sources.length + state.training.leftovers.length > 0,
  }));
  if (!isThere && pictures.length === 0) return null;
  const remarked = pictures.filter(({ remark }) => remark !== null);
  const words = tellVerdict(judged);
  return (
    <>
      {words !== null && !canTrainOn(judged) && <MessageBox message={words} />}
      {words !== null && canTrainOn(judged) && (
        <Text size="sm">
          {words.what} {words.whatNow}
        </Text>
      )}
      <div className={shared.details}>
        {remarked.length > 0 && (
          <details open={remarked.length <= 5}>
            <summary>Pairs to look at</summary>
            <Names
              label="Pairs to look at"
              rows={remarked.map(({ id, name, remark }) => [id, name, tellRemark(remark!)])}
            />
          </details>
        )}
        {leftovers.length > 0 && (
          <details open={leftovers.length <= 5}>
            <summary>Files left over, and why</summary>
            <Names
              label="Files left over"
              rows={leftovers.map(({ path, reason }) => [path + reason, path, reason])}
            />
          </details>
        )}
      </div>
    </>
  );
}

function Names(props: {
  readonly label: string;
  readonly rows: readonly (readonly [key: string, name: string, why: string])[];
}) {
  return (
    <>
      <Table className={shared.names} aria-label={props.label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>File</Table.Th>
            <Table.Th>Why</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.slice(0, MOST_SHOWN).map(([key, name, why]) => (
            <Table.Tr key={key}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{why}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {props.rows.length > MOST_SHOWN && (
        <Text size="sm">And {props.rows.length - MOST_SHOWN} more.</Text>
      )}
    </>
  );
}

function tellRemark(remark: PairRemark): string {
  switch (remark.kind) {
    case 'duplicate':
      return `the same picture as ${remark.of}; left out, or the parts would know each other`;
    case 'truth-is-picture':
      return 'its truth is the picture itself; left out';
    case 'truth-empty':
      return 'its truth is empty; used as a picture without a lesion';
    case 'truth-full':
      return 'its truth covers the whole picture; used, but look whether that is meant';
  }
}

function tellVerdict(
  verdict: SetVerdict,
): { readonly what: string; readonly whatNow: string } | null {
  switch (verdict.kind) {
    case 'good':
      return null;
    case 'few':
      return {
        what: `${verdict.pairs} pairs can be learned from.`,
        whatNow: `With ${ADVISED_PAIRS} or more the result is surer, and so is the verdict.`,
      };
    case 'too-few':
      return {
        what: `${verdict.pairs} ${verdict.pairs === 1 ? 'pair is' : 'pairs are'} too few: at least ${LEAST_PAIRS} are needed.`,
        whatNow: `Give more pictures with truths; ${ADVISED_PAIRS} are a good number.`,
      };
    case 'all-empty':
      return {
        what: 'All truths to learn from are empty: there is no lesion in them.',
        whatNow: 'Check that lesions are white on black in the truths, then give them again.',
      };
    case 'empty-part':
      return {
        what: `The ${verdict.part} part is empty.`,
        whatNow: 'Move a picture into it.',
      };
    case 'seen':
      return {
        what: `${verdict.pictures} of the test part’s pictures ${verdict.pictures === 1 ? 'is one' : 'are among those'} that the network to start from has learned from.`,
        whatNow:
          'The verdict may be too kind; move them to another part, or start from another network.',
      };
    case 'mixed':
      return {
        what: `Pictures of one patient or lesion (${verdict.group}) are in the test part and outside of it.`,
        whatNow: 'The verdict may be too kind; move them together.',
      };
  }
}
