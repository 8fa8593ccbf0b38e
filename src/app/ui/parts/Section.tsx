import { Box, Title } from '@mantine/core';
import { useId, type ReactNode, type Ref } from 'react';
import classes from './Section.module.css';

/** A titled part of the inspector. `aside` stands at the right of the title; with a `ref` it can be given the focus. */
export function Section({
  title,
  aside,
  children,
  ref,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLElement>;
}) {
  const id = useId();
  return (
    <Box
      component="section"
      className={classes.section}
      aria-labelledby={id}
      {...(ref !== undefined && { ref, tabIndex: -1 })}
    >
      <div className={classes.head}>
        <Title order={2} id={id} className={classes.title}>
          {title}
        </Title>
        {aside}
      </div>
      {children}
    </Box>
  );
}
