/** How the mask's outline is drawn, on the stage and in saved pictures. The truth's is white, always. */
export type OutlineStyle = {
  readonly colour: OutlineColour;
  /** CSS pixels on the stage; saved pictures take it for a stage of 640 pixels. */
  readonly widthPx: number;
};

export type OutlineColour = keyof typeof OUTLINE_COLOURS;

/** Of Okabe and Ito's colours those that are told apart from white and from skin by every eye. */
export const OUTLINE_COLOURS = {
  'sky blue': '#56b4e9',
  yellow: '#f0e442',
  green: '#009e73',
  vermilion: '#d55e00',
} as const;

export const OUTLINE_WIDTH = { least: 1, most: 6, step: 0.5 } as const;

export const DEFAULT_OUTLINE: OutlineStyle = { colour: 'sky blue', widthPx: 2 };
