// How the system's browsers are started. Measured flags and their reasons: see docs/decisions.

import type { LaunchOptions } from '@playwright/test';

/**
 * `--no-sandbox` because tests run as root in CI; real addresses instead of mDNS names, which need a
 * multicast network. The rest keeps Chromium from looking
 * up its maker's hosts, which tests must not do.
 */
export const CHROMIUM: LaunchOptions = {
  executablePath: process.env['KITH_CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-features=WebRtcHideLocalIpsWithMdns,AutofillServerCommunication',
  ],
};

/** Stock Firefox over WebDriver BiDi; host candidates show real addresses, since mDNS needs a multicast network. */
export const FIREFOX: LaunchOptions & { channel: string } = {
  channel: 'moz-firefox',
  executablePath: process.env['KITH_FIREFOX'] ?? '/usr/bin/firefox-esr',
  firefoxUserPrefs: {
    'media.peerconnection.ice.obfuscate_host_addresses': false,
    'media.peerconnection.ice.loopback': true,
  },
};

/** With a proxy for a context this machine's own addresses go by it as well. */
export const FIREFOX_BY_PROXY: typeof FIREFOX = {
  ...FIREFOX,
  firefoxUserPrefs: { ...FIREFOX.firefoxUserPrefs, 'network.proxy.allow_hijacking_localhost': true },
};
