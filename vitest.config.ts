// Four kinds of tests below the end-to-end ones: pure (unit, contract, simulation, hostile, architecture), real WebRTC
// inside Node (net), and browser units on the system's Chromium; links, cryptography, files and recording on Firefox too.

import { existsSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { DearestFirst } from './scripts/testing/dearest-first.ts';
import { settleSeeds } from './tests/support/drawn-seed.ts';
import { FIREFOX } from './tests/e2e/support/launch.ts';
import { cutRelays, pauseRelays, relayUdp } from './tests/support/udp-relay.ts';

/** The second engine, for what depends on it: links, cryptography, files and recording. Not everybody has it. */
const firefox = existsSync(FIREFOX.executablePath ?? '')
  ? [
      {
        browser: 'firefox' as const,
        include: [
          'tests/contract/{signaler,transport,invitation,link-negotiation,link-handover,link-outage,chunk-store}.browser.test.ts',
          'tests/unit/secure/handshake.browser.test.ts',
          'tests/unit/media/recording.media.test.ts',
        ],
        provider: playwright({
          launchOptions: {
            ...FIREFOX,
            firefoxUserPrefs: {
              ...FIREFOX.firefoxUserPrefs,
              'media.navigator.streams.fake': true,
              'media.navigator.permission.disabled': true,
            },
          },
        }),
      },
    ]
  : [];

/** A browser of its own: whoever may use a microphone gathers other candidates for links. */
const microphone = {
  browser: 'chromium' as const,
  name: 'browser (microphone)',
  include: ['tests/**/*.media.test.{ts,tsx}'],
  provider: playwright({
    launchOptions: {
      executablePath: process.env['KITH_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  }),
};

/** Real WebRTC inside Node. */
const net = {
  environment: 'node',
  pool: 'forks' as const,
  setupFiles: ['tests/support/webrtc-in-node.ts'],
  testTimeout: 20_000,
};
/** Takes every core for itself, so it runs when the others are done. */
const CROWD = 'tests/sim/real-mesh.net.test.ts';

// Before there are workers: they all get what stands here then.
const seeds = settleSeeds(process.env['KITH_SEEDS'], (line) => process.stdout.write(line));
if (seeds !== undefined) process.env['KITH_SEEDS'] = seeds;

const chromium = process.env['KITH_CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig({
  test: {
    // Vitest leaves one core to itself otherwise, which on two cores is half of the machine.
    maxWorkers: '100%',
    sequence: { sequencer: DearestFirst },
    projects: [
      {
        test: {
          name: 'pure',
          // Pure code does no work at import and keeps no state of its own, so files may share a thread: half the time.
          pool: 'threads',
          isolate: false,
          include: ['tests/{unit,contract,sim,hostile,architecture}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.{net,browser,media}.test.{ts,tsx}'],
          environment: 'node',
          setupFiles: ['tests/support/property-seed.ts'],
          // Ends what hangs. How long a test takes says nothing of the product: machines have other work.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...net,
          name: 'net',
          include: ['tests/**/*.net.test.ts'],
          exclude: [CROWD],
          // They wait more than they work.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { ...net, name: 'net (crowd)', include: [CROWD], sequence: { groupOrder: 2 } },
      },
      {
        // Known beforehand, so that the dev server does not reload a test to optimise it.
        optimizeDeps: { include: ['peerjs'] },
        test: {
          name: 'browser',
          include: ['tests/**/*.browser.test.{ts,tsx}'],
          // Two pages in each browser: whoever waits for an outage to end needs no core.
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
          // A real broker for the transport contract; its address is provided to the tests.
          globalSetup: ['tests/support/peer-server-setup.ts'],
          testTimeout: 20_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            commands: { relayUdp, cutRelays, pauseRelays },
            instances: [{ browser: 'chromium' }, microphone, ...firefox],
            provider: playwright({
              launchOptions: {
                executablePath: chromium,
                args: ['--no-sandbox', '--disable-features=WebRtcHideLocalIpsWithMdns'],
              },
            }),
          },
        },
      },
    ],
  },
});
