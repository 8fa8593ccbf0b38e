import { useId } from 'react';
import classes from './ChoiceGrid.module.css';

export type Choice<Value extends string> = {
  readonly value: Value;
  readonly name: string;
  readonly disabled?: boolean;
};

/** One of several, in rows of four: radio buttons that look like a switch of segments. */
export function ChoiceGrid<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}) {
  const group = useId();
  return (
    <div className={classes.grid} role="radiogroup" aria-label={label}>
      {choices.map(({ value: own, name, disabled = false }) => (
        <label key={own} className={classes.choice}>
          <input
            className={classes.input}
            type="radio"
            name={group}
            value={own}
            checked={own === value}
            disabled={disabled}
            onChange={() => onChange(own)}
          />
          {name}
        </label>
      ))}
    </div>
  );
}
