import { Slider, Text } from '@mantine/core';
import { changePreferences } from '@/app/flows/changeSettings';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { OUTLINE_COLOURS, OUTLINE_WIDTH, type OutlineColour } from '@/core/mask/outlineStyle';
import classes from './OutlineControls.module.css';

const COLOURS = Object.entries(OUTLINE_COLOURS) as [OutlineColour, string][];

/** Width and colour of the mask's outline. */
export function OutlineControls({ disabled }: { readonly disabled: boolean }) {
  const ports = usePorts();
  const outline = useAppState((state) => state.preferences.outline);
  const change = (part: Partial<typeof outline>) =>
    changePreferences(ports, { outline: { ...outline, ...part } });
  return (
    <div className={classes.row}>
      <div className={classes.width}>
        <Text size="sm" className="tabular">
          Outline {outline.widthPx.toFixed(1)} px
        </Text>
        <Slider
          thumbLabel="Width of the outline"
          value={outline.widthPx}
          min={OUTLINE_WIDTH.least}
          max={OUTLINE_WIDTH.most}
          step={OUTLINE_WIDTH.step}
          label={null}
          disabled={disabled}
          onChange={(widthPx) => change({ widthPx })}
        />
      </div>
      <div className={classes.colours} role="radiogroup" aria-label="Colour of the outline">
        {COLOURS.map(([colour, hex]) => (
          <label key={colour} className={classes.colour} title={colour}>
            <input
              className={classes.input}
              type="radio"
              name="outline-colour"
              aria-label={colour}
              value={colour}
              checked={colour === outline.colour}
              disabled={disabled}
              onChange={() => change({ colour })}
            />
            <span className={classes.swatch} style={{ background: hex }} aria-hidden />
          </label>
        ))}
      </div>
    </div>
  );
}
