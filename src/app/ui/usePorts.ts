/** How components reach the store and the flows: by context, so that a test may give them others. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Ports } from '@/app/flows/ports';
import type { AppState } from '@/app/store/types';

export const PortsContext = createContext<Ports | null>(null);

/** The ports; throws outside App. */
export function usePorts(): Ports {
  const ports = useContext(PortsContext);
  if (ports === null) throw new Error('usePorts is used outside App');
  return ports;
}

/** A narrow part of the state; shallow comparison, so that a selector may build an object. */
export function useAppState<Part>(select: (state: AppState) => Part): Part {
  return useStore(usePorts().store, useShallow(select));
}
