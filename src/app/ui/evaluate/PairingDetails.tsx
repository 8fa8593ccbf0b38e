import { Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isRunning } from '@/app/store/evaluation';
import { changeRule } from '@/app/flows/takeFolder';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import type { PairingRule } from '@/core/naming/pairingRule';
import shared from '@/app/ui/parts/Place.module.css';
import classes from './Evaluate.module.css';

/** A table of thousands of names helps nobody; the CSV has them all. */
const MOST_SHOWN = 200;

/** The rule, to be read and changed, and what it made of the files. */
export function PairingDetails() {
  const { pairing, hasSources } = useAppState(({ evaluation }) => ({
    pairing: evaluation.pairing,
    hasSources: evaluation.sources.length > 0 || evaluation.unread.length > 0,
  }));
  const { pairs, leftovers } = pairing;
  return (
    <div className={shared.details}>
      <details>
        <summary>How files are paired</summary>
        <RuleForm />
      </details>
      {hasSources && pairs.length > 0 && (
        <details>
          <summary>Show the pairs</summary>
          <Table className={shared.names} aria-label="Pairs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Picture</Table.Th>
                <Table.Th>Truth</Table.Th>
                {pairs.some(({ mask }) => mask !== null) && <Table.Th>Mask</Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {pairs.slice(0, MOST_SHOWN).map(({ id, picture, truth, mask }) => (
                <Table.Tr key={id}>
                  <Table.Td>{picture ?? 'none'}</Table.Td>
                  <Table.Td>{truth ?? 'none'}</Table.Td>
                  {pairs.some((one) => one.mask !== null) && <Table.Td>{mask ?? 'none'}</Table.Td>}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {pairs.length > MOST_SHOWN && (
            <Text size="sm">And {pairs.length - MOST_SHOWN} more.</Text>
          )}
        </details>
      )}
      {leftovers.length > 0 && (
        <details open={leftovers.length <= 5}>
          <summary>Files left over, and why</summary>
          <Table className={shared.names} aria-label="Files left over">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>File</Table.Th>
                <Table.Th>Why</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {leftovers.slice(0, MOST_SHOWN).map(({ path, reason }) => (
                <Table.Tr key={path + reason}>
                  <Table.Td>{path}</Table.Td>
                  <Table.Td>{reason}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {leftovers.length > MOST_SHOWN && (
            <Text size="sm">And {leftovers.length - MOST_SHOWN} more.</Text>
          )}
        </details>
      )}
    </div>
  );
}

function RuleForm() {
  const ports = usePorts();
  const rule = useAppState(({ evaluation }) => evaluation.rule);
  const isBusy = useAppState(isRunning);
  const [draft, setDraft] = useState<Partial<Record<keyof PairingRule, string>>>({});
  const toList = (text: string) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const apply = () => {
    const { endings, folders } = draft;
    setDraft({});
    void changeRule(ports, {
      endings: endings === undefined ? rule.endings : toList(endings),
      folders: folders === undefined ? rule.folders : toList(folders),
    });
  };
  return (
    <div className={classes.rule}>
      <Text size="sm">
        A file is a truth if its folder’s name ends in one of these words, or its own name in one of
        these endings; without the ending its name is the picture’s. Upper and lower case are the
        same. This fits ISIC 2016 to 2018, HAM10000 and PH2 as they are.
      </Text>
      {(['endings', 'folders'] as const).map((key) => (
        <TextInput
          key={key}
          label={key === 'endings' ? 'Endings of truths' : 'Folders of truths'}
          disabled={isBusy}
          value={draft[key] ?? rule[key].join(', ')}
          onChange={(event) => setDraft({ ...draft, [key]: event.currentTarget.value })}
          onBlur={apply}
          onKeyDown={(event) => event.key === 'Enter' && apply()}
        />
      ))}
    </div>
  );
}
