import { Skeleton, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { makePanel } from '@/app/flows/saveEvaluation';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';
import { Part } from './Part';

/** The paper's Figure 2 of this set, drawn when the run ends. */
export function PanelSection() {
  const ports = usePorts();
  const figures = useAppState(({ evaluation }) =>
    evaluation.figures?.isFinal === true ? evaluation.figures : null,
  );
  const [panel, setPanel] = useState<{ of: unknown; url: string | null } | null>(null);
  useEffect(() => {
    if (figures === null || figures.summaries.length === 0) return;
    let isGone = false;
    let url: string | null = null;
    void makePanel(ports).then((made) => {
      if (isGone) return;
      url = made.ok ? URL.createObjectURL(made.value) : null;
      setPanel({ of: figures, url });
    });
    return () => {
      isGone = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [ports, figures]);
  if (figures === null || figures.summaries.length === 0) return null;
  const shown = panel?.of === figures ? panel : null;
  return (
    <Part title="Worst, median and best cases">
      {shown === null && <Skeleton height={320} role="img" aria-label="drawing" />}
      {shown?.url != null && (
        <img
          className={shared.panel}
          src={shown.url}
          alt="Original, ground truth and mask of the worst, median and best cases by Jaccard"
        />
      )}
      {shown?.url === null && (
        <Text size="sm">The pictures are not there any more, so there is nothing to draw.</Text>
      )}
    </Part>
  );
}
