import { useElementSize } from '@mantine/hooks';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { isCorrecting, openCase, shownView } from '@/app/store/selectors';
import { shownUncertainty } from '@/app/store/certainty';
import { StageWarning } from '@/app/ui/certainty/StageWarning';
import { UncertaintyLegend } from '@/app/ui/certainty/UncertaintyLegend';
import { ScalePad } from '@/app/ui/measure/ScalePad';
import { StageMarks } from '@/app/ui/measure/StageMarks';
import { lazily } from '@/app/ui/parts/lazily';
import { VIEW_NAMES } from '@/app/ui/parts/viewNames';
import { useAppState } from '@/app/ui/usePorts';
import { toDividerX } from '@/core/raster/divider';
import { CompareDivider } from './CompareDivider';
import { HeatLegend } from './HeatLegend';
import { Legend } from './Legend';
import { Loupe } from './Loupe';
import classes from './Stage.module.css';
import { StageCanvas } from './StageCanvas';
import { StageStatus } from './StageStatus';
import { toStagePicture } from './toStagePicture';
import { useLoupe } from './useLoupe';
import { useViewport, type ViewportControls } from './useViewport';
import { ZoomControls } from './ZoomControls';

const NOTHING = { width: 1, height: 1 };

const CorrectPad = lazily(
  () => import('@/app/ui/correct/CorrectPad').then((part) => part.CorrectPad),
  'div',
);
const CorrectBar = lazily(
  () => import('@/app/ui/correct/CorrectBar').then((part) => part.CorrectBar),
  'div',
);

/** The open case's picture with its mask. `onControls` hands the zoom to the page's shortcuts. */
export function StageView({
  onControls,
}: {
  readonly onControls: (controls: ViewportControls | null) => void;
}) {
  const { ref, width, height } = useElementSize();
  const size = useMemo(() => ({ width, height }), [width, height]);
  const { stage, view, preferences, name, hasTruth, uncertainty, correcting } = useAppState(
    (state) => {
      const one = openCase(state);
      return {
        stage: state.stage?.caseId === state.openId ? state.stage : null,
        view: shownView(state),
        preferences: state.preferences,
        name: one?.file.name ?? '',
        hasTruth: one?.truth.status === 'taken',
        uncertainty: shownUncertainty(state),
        correcting: isCorrecting(state),
      };
    },
  );
  const [share, setShare] = useState(0.5);
  const { opacity, outline } = preferences;
  const shown = useMemo(
    () => (stage === null ? null : toStagePicture(stage, view, opacity, outline)),
    [stage, view, opacity, outline],
  );

  const room = width === 0 ? NOTHING : size;
  const pictureSize = shown?.size ?? NOTHING;
  const key = view === 'figure' ? `${stage?.caseId} figure` : (stage?.caseId ?? '');
  const controls = useViewport(key, pictureSize, room);
  useEffect(() => {
    onControls(stage === null ? null : controls);
  }, [onControls, controls, stage]);
  const hasLoupe = preferences.loupe && view !== 'figure';
  const loupe = useLoupe(hasLoupe, controls.view, pictureSize, room);

  const isCompared = view === 'compare';
  const overFromX = isCompared ? toDividerX(share, controls.view, pictureSize, room) : null;
  const picture = useMemo(
    () =>
      shown === null
        ? null
        : {
            ...shown,
            overFromX,
            ...(uncertainty !== null && { layer: uncertainty, layerOpacity: 1 }),
          },
    [shown, overFromX, uncertainty],
  );

  return (
    <div className={classes.stage}>
      <div className={classes.surround} ref={ref}>
        {picture !== null && width > 0 && (
          <StageCanvas
            stage={picture}
            size={size}
            controls={controls}
            label={`${name}, ${VIEW_NAMES[view].name.toLowerCase()} view. Arrow keys move ${hasLoupe ? 'the loupe' : 'it'}, plus and minus zoom.`}
            onPoint={loupe.onPoint}
            onStep={hasLoupe ? loupe.onStep : null}
          />
        )}
        {isCompared && picture !== null && (
          <CompareDivider
            share={share}
            view={controls.view}
            picture={pictureSize}
            stage={room}
            onShare={setShare}
          />
        )}
        {view !== 'figure' && <StageMarks view={controls.view} />}
        <Legend view={view} hasTruth={hasTruth} />
        {!correcting && <StageWarning />}
        <UncertaintyLegend />
        {view !== 'figure' && <ScalePad view={controls.view} />}
        {correcting && stage !== null && (
          <Suspense>
            <CorrectPad key={stage.caseId} controls={controls} picture={stage.size} />
          </Suspense>
        )}
        {view === 'probability' && <HeatLegend />}
        {hasLoupe && picture !== null && stage !== null && loupe.pixel !== null && (
          <Loupe
            caseId={stage.caseId}
            stage={picture}
            pixel={loupe.pixel}
            isByKeyboard={loupe.isByKeyboard}
            view={controls.view}
            size={size}
          />
        )}
      </div>
      {correcting && (
        <Suspense>
          <CorrectBar />
        </Suspense>
      )}
      <div className={classes.bar}>
        <ZoomControls controls={controls} />
        <StageStatus />
      </div>
    </div>
  );
}
