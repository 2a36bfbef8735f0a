// Bytes a second of one link, in both directions, smoothed over a few seconds.

export interface TrafficMeter {
  count(direction: 'sent' | 'received', bytes: number): void;
  /** Takes what was counted since the last sample into the rates. */
  sample(nowMs: number): void;
  /** Bytes a second. */
  readonly sent: number;
  readonly received: number;
}

const SMOOTHING = 0.5;

export function createTrafficMeter(startMs: number): TrafficMeter {
  const counted = { sent: 0, received: 0 };
  const rates = { sent: 0, received: 0 };
  let sampledAtMs = startMs;
  return {
    count(direction, bytes) {
      counted[direction] += bytes;
    },
    sample(nowMs) {
      const seconds = (nowMs - sampledAtMs) / 1000;
      if (seconds <= 0) return;
      for (const direction of ['sent', 'received'] as const) {
        rates[direction] += SMOOTHING * (counted[direction] / seconds - rates[direction]);
        counted[direction] = 0;
      }
      sampledAtMs = nowMs;
    },
    get sent() {
      return rates.sent;
    },
    get received() {
      return rates.received;
    },
  };
}
