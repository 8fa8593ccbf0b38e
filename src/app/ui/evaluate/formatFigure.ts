/** Three decimals for scores, with its unit for a distance; a dash where there is none. */
export function formatFigure(value: number | null, unit: '' | 'px'): string {
  if (value === null || Number.isNaN(value)) return '–';
  const text = value.toFixed(3).replace('-', '−');
  return unit === 'px' ? `${text} px` : text;
}
