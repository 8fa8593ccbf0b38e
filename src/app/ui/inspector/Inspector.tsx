import { Text } from '@mantine/core';
import { CertaintySection } from '@/app/ui/certainty/CertaintySection';
import { MeasureSection } from '@/app/ui/measure/MeasureSection';
import { useAppState } from '@/app/ui/usePorts';
import { CaseSection } from './CaseSection';
import classes from './Inspector.module.css';
import { MaskSection } from './MaskSection';
import { SaveSection } from './SaveSection';
import { TruthSection } from './TruthSection';
import { ViewSection } from './ViewSection';

/** Everything about the open case, beside the stage or below it. */
export function Inspector() {
  const hasCase = useAppState((state) => state.openId !== null);
  if (!hasCase) return null;
  return (
    <aside className={classes.inspector} aria-label="Inspector">
      <div className={classes.sections}>
        <CaseSection />
        <ViewSection />
        <MaskSection />
        <TruthSection />
        <CertaintySection />
        <MeasureSection />
        <Text size="xs" className={classes.purpose}>
          For research and teaching. Not a medical device; it does not diagnose.
        </Text>
      </div>
      <SaveSection />
    </aside>
  );
}
