// The one list of everything that reads what somebody else wrote. tests/hostile/fuzz.test.ts and scripts/fuzz.ts work
// through it; tests/architecture/decoders.test.ts fails when a decoder is missing.

import { authorityDecoders } from './fuzz/authority-decoders.ts';
import type { Decoder } from './fuzz/fuzz.ts';
import { invitationDecoders } from './fuzz/invitation-decoders.ts';
import { keptDecoders } from './fuzz/kept-decoders.ts';
import { linkDecoders } from './fuzz/link-decoders.ts';
import { messageDecoders } from './fuzz/message-decoders.ts';
import { relayDecoders } from './fuzz/relay-decoders.ts';
import { secureDecoders } from './fuzz/secure-decoders.ts';
import { swarmDecoders } from './fuzz/swarm-decoders.ts';
import { syncDecoders } from './fuzz/sync-decoders.ts';
import { textDecoders } from './fuzz/text-decoders.ts';

export const decoders: readonly Decoder[] = [
  ...messageDecoders,
  ...authorityDecoders,
  ...relayDecoders,
  ...secureDecoders,
  ...keptDecoders,
  ...linkDecoders,
  ...invitationDecoders,
  ...syncDecoders,
  ...swarmDecoders,
  ...textDecoders,
];
