import type { StagePicture } from '@/app/browser/paintStage';
import type { Stage } from '@/app/store/types';
import type { ViewKind } from '@/app/store/views';
import type { OutlineStyle } from '@/core/mask/outlineStyle';

const OUTLINED: readonly ViewKind[] = ['overlay', 'outline', 'probability', 'compare'];
const DIFFERENCE_OPACITY = 0.7; // the picture stays to be seen under the four outcomes

/** What a view shows of the stage's picture and layers. The figure is a picture of its own. */
export function toStagePicture(
  { size, bitmap, developed }: Stage,
  view: ViewKind,
  opacity: number,
  outlineStyle: OutlineStyle,
): Omit<StagePicture, 'overFromX'> {
  if (view === 'figure' && developed?.layerKind === 'figure') {
    const { layer } = developed;
    const nothing = { layer: null, layerOpacity: 0, outline: [], truthOutline: [], outlineStyle };
    return { size: { width: layer.width, height: layer.height }, picture: layer, ...nothing };
  }
  const isOutlined = OUTLINED.includes(view);
  return {
    size,
    picture: bitmap,
    layer: view === 'outline' ? null : (developed?.layer ?? null),
    layerOpacity: layerOpacity(view, opacity),
    outline: isOutlined ? (developed?.outline ?? []) : [],
    truthOutline: isOutlined ? (developed?.truthOutline ?? []) : [],
    outlineStyle,
  };
}

function layerOpacity(view: ViewKind, opacity: number): number {
  if (view === 'overlay' || view === 'compare') return opacity;
  return view === 'difference' ? DIFFERENCE_OPACITY : 1;
}
