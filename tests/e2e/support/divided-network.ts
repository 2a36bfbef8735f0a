// A network that falls in two while the broker goes on: connections from one side to the other break, and no new one
// finds a path. Made in the pages, by what their browsers do with connections.

import type { Guest } from './meeting.ts';

interface Divisible {
  readonly network: {
    /** Of this page's certificate; one for all of its connections, so that the other pages know whose they are. */
    readonly fingerprint: Promise<string>;
    /** Breaks what leads to these and lets nothing new get there; none heals it. */
    cutOff(fingerprints: readonly string[]): void;
  };
}

/** Runs in the page before anything of it does. */
export function makeDivisible(): void {
  const Native = RTCPeerConnection;
  const made: RTCPeerConnection[] = [];
  let unreachable: readonly string[] = [];
  let certificate: RTCCertificate | undefined;
  const leadsAcross = (sdp = '') => unreachable.some((fingerprint) => sdp.includes(fingerprint));

  class DivisibleConnection extends Native {
    constructor(configuration: RTCConfiguration = {}) {
      super(certificate ? { ...configuration, certificates: [certificate] } : configuration);
      made.push(this);
    }

    override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      const { type, sdp = '' } = description;
      const isPathless = leadsAcross(sdp);
      return super.setRemoteDescription(
        isPathless ? { type, sdp: sdp.replaceAll(/^a=candidate:.*\r\n/gm, '') } : description,
      );
    }

    override addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
      return leadsAcross(this.remoteDescription?.sdp) ? Promise.resolve() : super.addIceCandidate(candidate);
    }
  }

  async function createCertificate(): Promise<string> {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    certificate = await Native.generateCertificate(algorithm);
    const [fingerprint] = certificate.getFingerprints();
    return (fingerprint?.value ?? '').toUpperCase();
  }

  Object.assign(globalThis, {
    RTCPeerConnection: DivisibleConnection,
    network: {
      fingerprint: createCertificate(),
      cutOff(fingerprints: readonly string[]) {
        unreachable = fingerprints;
        // Firefox says nothing of a connection that is closed.
        const standing = made.filter(({ signalingState }) => signalingState !== 'closed');
        for (const each of standing) if (leadsAcross(each.remoteDescription?.sdp)) each.close();
      },
    },
  });
}

type WithPage = Pick<Guest, 'page'>;

/** From now on nothing gets from one group to another, directly; whoever is not named reaches everybody. */
export async function divide(...groups: readonly (readonly WithPage[])[]): Promise<void> {
  const fingerprints = await Promise.all(groups.map(fingerprintsOf));
  await Promise.all(
    groups.map((group, index) => cutOff(group, fingerprints.filter((_, other) => other !== index).flat())),
  );
}

/** What was broken stays broken, but anew everybody can be reached. */
export async function heal(guests: readonly WithPage[]): Promise<void> {
  await cutOff(guests, []);
}

async function cutOff(guests: readonly WithPage[], fingerprints: readonly string[]): Promise<void> {
  await Promise.all(
    guests.map(({ page }) =>
      page.evaluate(
        (unreachable) => (globalThis as unknown as Divisible).network.cutOff(unreachable),
        fingerprints,
      ),
    ),
  );
}

function fingerprintsOf(guests: readonly WithPage[]): Promise<string[]> {
  return Promise.all(
    guests.map(({ page }) => page.evaluate(() => (globalThis as unknown as Divisible).network.fingerprint)),
  );
}
