import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo } from 'react';
import { openCase, shownView } from '@/app/store/selectors';
import { shownUncertainty } from '@/app/store/certainty';
import { StageWarning } from '@/app/ui/certainty/StageWarning';
import { UncertaintyLegend } from '@/app/ui/certainty/UncertaintyLegend';
import { ScalePad } from '@/app/ui/measure/ScalePad';
import { StageMarks } from '@/app/ui/measure/StageMarks';
import { useAppState } from '@/app/ui/usePorts';
import { Legend } from './Legend';
import classes from './Stage.module.css';
import { StageCanvas } from './StageCanvas';
import { StageStatus } from './StageStatus';
import { useViewport, type ViewportControls } from './useViewport';
import { ZoomControls } from './ZoomControls';

const NOTHING = { width: 1, height: 1 };

/** The open case's picture with its mask. `onControls` hands the zoom to the page's shortcuts. */
export function StageView({
  onControls,
}: {
  readonly onControls: (controls: ViewportControls | null) => void;
}) {
  const { ref, width, height } = useElementSize();
  const size = useMemo(() => ({ width, height }), [width, height]);
  const { stage, view, opacity, name, hasTruth, uncertainty } = useAppState((state) => {
    const one = openCase(state);
    return {
      stage: state.stage?.caseId === state.openId ? state.stage : null,
      view: shownView(state),
      opacity: state.preferences.opacity,
      name: one?.file.name ?? '',
      hasTruth: one?.truth.status === 'taken',
      uncertainty: shownUncertainty(state),
    };
  });
  const room = width === 0 ? NOTHING : size;
  const controls = useViewport(stage?.caseId ?? '', stage?.size ?? NOTHING, room);
  useEffect(() => {
    onControls(stage === null ? null : controls);
  }, [onControls, controls, stage]);

  const picture = useMemo(() => {
    if (stage === null) return null;
    const { developed } = stage;
    const isLined = view === 'overlay' || view === 'outline';
    return {
      size: stage.size,
      picture: stage.bitmap,
      layer: view === 'outline' ? null : (developed?.layer ?? null),
      layerOpacity: view === 'overlay' ? opacity : view === 'difference' ? 0.7 : 1,
      outline: isLined ? (developed?.outline ?? []) : [],
      truthOutline: isLined ? (developed?.truthOutline ?? []) : [],
      ...(uncertainty !== null && { layer: uncertainty, layerOpacity: 1 }),
    };
  }, [stage, view, opacity, uncertainty]);

  return (
    <div className={classes.stage}>
      <div className={classes.surround} ref={ref}>
        {picture !== null && width > 0 && (
          <StageCanvas
            stage={picture}
            size={size}
            controls={controls}
            label={`${name}, ${view} view. Arrow keys move it, plus and minus zoom.`}
          />
        )}
        <StageMarks view={controls.view} />
        <Legend view={view} hasTruth={hasTruth} />
        <StageWarning />
        <UncertaintyLegend />
        <ScalePad view={controls.view} />
      </div>
      <div className={classes.bar}>
        <ZoomControls controls={controls} />
        <StageStatus />
      </div>
    </div>
  );
}
