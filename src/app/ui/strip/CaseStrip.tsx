import type { KeyboardEvent } from 'react';
import { takeFiles } from '@/app/flows/takeFiles';
import { CameraButton } from '@/app/ui/camera/CameraButton';
import { ChooseFiles } from '@/app/ui/parts/ChooseFiles';
import { SamplesButton } from '@/app/ui/samples/SamplesButton';
import { isCommand } from '@/app/ui/shortcuts/isCommand';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './CaseStrip.module.css';
import { CaseTile } from './CaseTile';
import { KeepControl } from './KeepControl';
import { QueueControl } from './QueueControl';

/** All cases in a row, each with its state and, with a truth, its Dice; beside them what is done with all of them. */
export function CaseStrip() {
  const ports = usePorts();
  const { cases, openId } = useAppState((state) => ({
    cases: state.cases,
    openId: state.openId,
  }));
  return (
    <nav className={classes.strip} aria-label="Cases">
      <ul className={classes.list} onKeyDown={moveFocus}>
        {cases.map((one) => (
          <CaseTile key={one.id} one={one} isOpen={one.id === openId} />
        ))}
      </ul>
      <div className={classes.tools}>
        <QueueControl />
        <ChooseFiles
          label="More files"
          kind="pictures"
          variant="default"
          size="sm"
          onFiles={(files) => void takeFiles(ports, files)}
        >
          Add
        </ChooseFiles>
        <SamplesButton />
        <CameraButton variant="default" size="sm" />
        <KeepControl />
      </div>
    </nav>
  );
}

/** One Tab stop for all cases, however many: from there the focus goes by arrows, Home and End, and Enter opens. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const tiles = [...event.currentTarget.querySelectorAll('button')];
  const at = tiles.findIndex((tile) => tile === document.activeElement);
  const keys: Partial<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    Home: 0,
    End: tiles.length - 1,
  };
  const to = keys[event.key];
  if (to === undefined || isCommand(event)) return;
  event.preventDefault(); // the list would scroll
  tiles[to]?.focus();
}
