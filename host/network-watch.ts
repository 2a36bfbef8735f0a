// Notices when this machine comes into another network: links, certificate and the address on the terminal follow.

const CHECK_PERIOD_MS = 15_000;

export interface NetworkWatch {
  stop(): void;
}

/** Calls `onChange` with the new addresses, one call after the other. */
export function watchNetwork(
  addresses: () => readonly string[],
  onChange: (addresses: readonly string[]) => Promise<void>,
): NetworkWatch {
  let known = addresses().join();
  let working: Promise<void> = Promise.resolve();
  const check = () => {
    const current = addresses();
    if (current.join() === known) return;
    known = current.join();
    working = working.then(() => onChange(current));
  };
  const timer = setInterval(check, CHECK_PERIOD_MS).unref();
  return { stop: () => clearInterval(timer) };
}
