// Headers of every answer. The page carries its own content-security policy in a meta element; only what a meta
// element cannot say is said here.

import type { RequestHandler } from 'express';

const OWN = ['camera', 'microphone', 'geolocation', 'display-capture', 'clipboard-read', 'clipboard-write'];
const ALSO_OWN = ['screen-wake-lock', 'fullscreen', 'autoplay', 'picture-in-picture'];
const NOBODY = ['payment', 'usb', 'serial', 'hid', 'midi', 'magnetometer', 'gyroscope', 'accelerometer'];

const PERMISSIONS = [
  ...[...OWN, ...ALSO_OWN].map((feature) => `${feature}=(self)`),
  ...NOBODY.map((feature) => `${feature}=()`),
].join(', ');

/** No Strict-Transport-Security: it would lock `localhost` and home addresses to a certificate that may change. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': PERMISSIONS,
  'referrer-policy': 'no-referrer',
  // No time is told: a page can read that its server is a host of Kith, and asks no other for kith.json.
  'server-timing': 'kith',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set(SECURITY_HEADERS);
  next();
};
