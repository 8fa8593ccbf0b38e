import { UnstyledButton, Text } from '@mantine/core';
import { openCase } from '@/app/flows/openCase';
import { takeFiles } from '@/app/flows/takeFiles';
import type { Case } from '@/app/store/types';
import { ChooseFiles } from '@/app/ui/parts/ChooseFiles';
import { formatScore } from '@/app/ui/parts/formatNumbers';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './CaseStrip.module.css';

/** All cases in a row, each with its state and, with a truth, its Dice. */
export function CaseStrip() {
  const ports = usePorts();
  const { cases, openId } = useAppState((state) => ({
    cases: state.cases,
    openId: state.openId,
  }));
  return (
    <nav className={classes.strip} aria-label="Cases">
      <ul className={classes.list}>
        {cases.map((one) => (
          <li key={one.id}>
            <UnstyledButton
              className={classes.case}
              aria-current={one.id === openId ? 'true' : undefined}
              onClick={() => void openCase(ports, one.id)}
            >
              {one.thumbnailUrl === '' ? (
                <span className={classes.thumbnail} />
              ) : (
                <img className={classes.thumbnail} src={one.thumbnailUrl} alt="" />
              )}
              <span className={classes.words}>
                <Text size="xs" truncate>
                  {one.file.name}
                </Text>
                <Text size="xs" className={`tabular ${classes.quiet}`}>
                  {describeCase(one)}
                </Text>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <ChooseFiles
        label="More files"
        multiple
        variant="default"
        size="sm"
        onFiles={(files) => void takeFiles(ports, files)}
      >
        Add
      </ChooseFiles>
    </nav>
  );
}

function describeCase({ progress, scores }: Case): string {
  if (scores !== null) return `Dice ${formatScore(scores.scores.dice)}`;
  switch (progress.status) {
    case 'opening':
      return 'opening';
    case 'waiting':
      return 'waiting';
    case 'segmenting':
      return 'outlining';
    case 'done':
      return 'done';
    case 'failed':
      return 'failed';
  }
}
