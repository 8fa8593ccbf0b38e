import plot from './Plot.module.css';

export type PlotLine = {
  readonly name: string;
  /** Of Plot.module.css: the line's colour and dashes. */
  readonly className: string | undefined;
};

/** Which line is which; `says` may add what it stands at. */
export function PlotLegend<Line extends PlotLine>({
  lines,
  says,
}: {
  readonly lines: readonly Line[];
  readonly says?: (line: Line) => string;
}) {
  return (
    <ul className={`tabular ${plot.legend}`}>
      {lines.map((line) => (
        <li key={line.name}>
          <svg viewBox="0 0 24 6" aria-hidden>
            <line className={`${plot.line} ${line.className}`} x1={0} x2={24} y1={3} y2={3} />
          </svg>
          {line.name} {says?.(line)}
        </li>
      ))}
    </ul>
  );
}
