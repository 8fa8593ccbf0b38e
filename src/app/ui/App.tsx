import {
  Activity,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { droppedFiles } from '@/app/browser/folderFiles';
import { carriesFiles, transferredFiles } from '@/app/browser/transferredFiles';
import { takeFiles } from '@/app/flows/takeFiles';
import classes from './App.module.css';
import { EmptyStage } from './empty/EmptyStage';
import { Header } from './header/Header';
import { UpdatePrompt } from './offline/UpdatePrompt';
import { lazily } from './parts/lazily';
import { Notices } from './parts/Notices';
import { LazyPlace } from './places/LazyPlace';
import { parsePlace, PLACES } from './places/places';
import { usePlace } from './places/usePlace';
import { RefusalList } from './refusals/RefusalList';
import { ShortcutSheet } from './shortcuts/ShortcutSheet';
import { useShortcuts } from './shortcuts/useShortcuts';
import { StageView } from './stage/StageView';
import type { ViewportControls } from './stage/useViewport';
import { CaseStrip } from './strip/CaseStrip';
import { useAppState, usePorts } from './usePorts';

/** Long to evaluate and to render, and of no use without a picture: a script of its own. */
const loadInspector = () => import('./inspector/Inspector').then((part) => part.Inspector);
const Inspector = lazily(loadInspector, 'aside');

/** The page and its places: files may be dropped or pasted anywhere on it. */
export function App() {
  const ports = usePorts();
  const place = usePlace();
  const [sheetOpen, setSheetOpen] = useState(false);
  const [dragging, setDragging] = useState(false);
  const hidden = useRef<HTMLInputElement>(null);
  const controls = useRef<ViewportControls | null>(null);
  const { hasOpen, hasCases, isStarting } = useAppState((state) => ({
    isStarting: state.keeping.status === 'starting' && state.cases.length === 0,
    hasOpen: state.openId !== null,
    hasCases: state.cases.length > 0 && state.openId !== null,
  }));

  // the inspector is long: it is rendered in slices behind the stage, and not with it in one go
  const hasInspector = useDeferredValue(hasOpen) && hasOpen;

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
  useShortcuts(actions, place.id === 'segment');

  // on its way before the first picture asks for it
  useEffect(() => void loadInspector().catch(() => undefined), []);

  useEffect(() => {
    const take = (files: readonly File[]) => {
      if (files.length > 0) window.location.hash = PLACES[0].hash;
      void takeFiles(ports, files);
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = transferredFiles(event.clipboardData);
      if (files.length > 0) {
        event.preventDefault();
        take(files);
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
      const { id } = parsePlace(window.location.hash);
      if (id === 'train') {
        const dropped = droppedFiles(event.dataTransfer);
        void import('@/app/flows/takePairs').then(async ({ takePairs }) => {
          const { files, unread } = await dropped;
          await takePairs(ports, files, null, unread);
        });
      } else if (id === 'evaluate') {
        const dropped = droppedFiles(event.dataTransfer);
        void import('@/app/flows/takeFolder').then(async ({ takeFolder }) => {
          const { files, unread } = await dropped;
          await takeFolder(ports, files, null, unread);
        });
      } else {
        take(transferredFiles(event.dataTransfer));
      }
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
      <Header place={place.id} onSheet={() => setSheetOpen(true)} />
      {/* Segment keeps its zoom while another place is shown. */}
      <Activity mode={place.id === 'segment' ? 'visible' : 'hidden'}>
        <main
          className={hasOpen ? classes.main : isStarting ? classes.mainStarting : classes.mainEmpty}
          aria-label="Segment"
        >
          <div className={classes.stage}>
            {hasOpen ? <StageView onControls={onControls} /> : <EmptyStage />}
            <RefusalList />
          </div>
          {hasCases && <CaseStrip />}
          {hasInspector && (
            <Suspense>
              <Inspector />
            </Suspense>
          )}
        </main>
      </Activity>
      {place.id !== 'segment' && <LazyPlace id={place.id} />}
      <ShortcutSheet opened={sheetOpen} onClose={() => setSheetOpen(false)} />
      <Notices />
      <UpdatePrompt />
      {dragging && (
        <div className={classes.dropping} aria-hidden>
          {place.id === 'evaluate' || place.id === 'train'
            ? 'Drop folders or a ZIP'
            : 'Drop pictures or ground truths'}
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
