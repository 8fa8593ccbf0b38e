import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { drawBeforeAfter } from '@/app/flows/drawBeforeAfter';
import type { TrainingOutcome } from '@/app/store/training';
import { usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';

/** The paper's Figure 2 of the test part: original, truth and mask, before and after. */
export function BeforeAfterPanel({ outcome }: { readonly outcome: TrainingOutcome }) {
  const ports = usePorts();
  const { test } = outcome;
  const [panel, setPanel] = useState<{ of: unknown; url: string | null } | null>(null);
  useEffect(() => {
    let isGone = false;
    let url: string | null = null;
    void drawBeforeAfter(ports, test).then((made) => {
      if (isGone) return;
      url = made.ok ? URL.createObjectURL(made.value) : null;
      setPanel({ of: test, url });
    });
    return () => {
      isGone = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [ports, test]);
  if (panel?.of !== test) return <Skeleton height={240} role="img" aria-label="drawing" />;
  if (panel.url === null) return null;
  return (
    <img
      className={shared.panel}
      src={panel.url}
      alt="Original, ground truth and masks before and after training, of the worst, median and best test pictures"
    />
  );
}
