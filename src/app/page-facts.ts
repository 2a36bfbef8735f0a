// Where this page runs and what that browser can do, read once at the start. Everything else asks here instead of
// asking the browser again.

import type { Capabilities } from '../platform/capabilities.ts';
import { savedFromOf } from './saved-from.ts';

export interface PageFacts {
  /** `hosted`: came from a web server. `file`: opened from disk. */
  readonly kind: 'hosted' | 'file';
  /** The page's address without its fragment. */
  readonly address: string;
  /** The origin a copy from disk was saved from, as its file's name claims: asked about before it is used. */
  readonly savedFrom: string | undefined;
  /** False on plain http from another machine: no keys, no camera, no offline use. */
  readonly isSecure: boolean;
  readonly hasWebRtc: boolean;
  readonly hasShare: boolean;
  readonly isMac: boolean;
}

export function readPageFacts(capabilities: Capabilities, href: string, platform: string): PageFacts {
  return {
    kind: /^https?:/.test(href) ? 'hosted' : 'file',
    address: href.split('#', 1)[0] ?? href,
    savedFrom: savedFromOf(href),
    isSecure: capabilities.isSecureContext && capabilities.hasSubtle,
    hasWebRtc: capabilities.hasWebRtc,
    hasShare: capabilities.hasShare,
    isMac: /^(Mac|iP)/.test(platform),
  };
}

/** Where the host says this page is over https; undefined when it says nothing of the kind. */
export function secureAddressOf(publicOrigin: string | undefined): string | undefined {
  return publicOrigin?.startsWith('https:') ? `${publicOrigin}/` : undefined;
}
