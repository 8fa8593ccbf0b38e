import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { carriesFiles, transferredFiles } from '@/app/browser/transferredFiles';
import { takeFiles } from '@/app/flows/takeFiles';
import classes from './App.module.css';
import { EmptyStage } from './empty/EmptyStage';
import { Header } from './header/Header';
import { Inspector } from './inspector/Inspector';
import { Notices } from './parts/Notices';
import { RefusalList } from './refusals/RefusalList';
import { ShortcutSheet } from './shortcuts/ShortcutSheet';
import { useShortcuts } from './shortcuts/useShortcuts';
import { StageView } from './stage/StageView';
import type { ViewportControls } from './stage/useViewport';
import { CaseStrip } from './strip/CaseStrip';
import { useAppState, usePorts } from './usePorts';

/** The page: files may be dropped or pasted anywhere on it. */
export function App() {
  const ports = usePorts();
  const [sheetOpen, setSheetOpen] = useState(false);
  const [dragging, setDragging] = useState(false);
  const hidden = useRef<HTMLInputElement>(null);
  const controls = useRef<ViewportControls | null>(null);
  const { hasOpen, hasCases } = useAppState((state) => ({
    hasOpen: state.openId !== null,
    hasCases: state.cases.length > 0 && state.openId !== null,
  }));

  const actions = useMemo(
    () => ({
      ports,
      chooseFiles: () => hidden.current?.click(),
      toggleSheet: () => setSheetOpen((open) => !open),
      zoom: (step: 'in' | 'out' | 'fit') => {
        if (step === 'fit') controls.current?.fit();
        else controls.current?.step(step);
      },
    }),
    [ports],
  );
  useShortcuts(actions);

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = transferredFiles(event.clipboardData);
      if (files.length > 0) {
        event.preventDefault();
        void takeFiles(ports, files);
      }
    };
    // A file dropped beside a drop area would otherwise replace the page.
    const onDragOver = (event: DragEvent) => {
      if (carriesFiles(event.dataTransfer)) event.preventDefault();
      setDragging(carriesFiles(event.dataTransfer));
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragging(false);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setDragging(false);
      void takeFiles(ports, transferredFiles(event.dataTransfer));
    };
    window.addEventListener('paste', onPaste);
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('paste', onPaste);
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [ports]);

  const onControls = useCallback((next: ViewportControls | null) => {
    controls.current = next;
  }, []);

  return (
    <div className={classes.page}>
      <Header onSheet={() => setSheetOpen(true)} />
      <main className={hasOpen ? classes.main : classes.mainEmpty} aria-label="Segment">
        <div className={classes.stage}>
          {hasOpen ? <StageView onControls={onControls} /> : <EmptyStage />}
          <RefusalList />
        </div>
        {hasCases && <CaseStrip />}
        {hasOpen && <Inspector />}
      </main>
      <ShortcutSheet opened={sheetOpen} onClose={() => setSheetOpen(false)} />
      <Notices />
      {dragging && (
        <div className={classes.dropping} aria-hidden>
          Drop pictures or ground truths
        </div>
      )}
      <input
        ref={hidden}
        hidden
        type="file"
        multiple
        onChange={(event) => {
          const files = Array.from(event.currentTarget.files ?? []);
          event.currentTarget.value = '';
          void takeFiles(ports, files);
        }}
      />
    </div>
  );
}
