// How many clients of the broker may come from one address, so that nobody fills all its places.

import { isLoopback } from './addresses.ts';

export interface ClientPlaces {
  /** A reverse proxy on this machine brings everybody from one address: there is always room. */
  hasRoom(address: string): boolean;
  /** Returns the function that gives the place back, once. */
  take(address: string): () => void;
}

export function createClientPlaces(maxPerAddress: number): ClientPlaces {
  const counts = new Map<string, number>();
  const add = (address: string, change: number) => {
    const count = (counts.get(address) ?? 0) + change;
    if (count > 0) counts.set(address, count);
    else counts.delete(address);
  };
  return {
    hasRoom: (address) => isLoopback(address) || (counts.get(address) ?? 0) < maxPerAddress,
    take(address) {
      add(address, 1);
      let isTaken = true;
      return () => {
        if (isTaken) add(address, -1);
        isTaken = false;
      };
    },
  };
}
