import { Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import classes from './Evaluate.module.css';

/** A titled part of the place. */
export function Part({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <Title order={3} size="h4" id={id}>
        {title}
      </Title>
      {children}
    </section>
  );
}
