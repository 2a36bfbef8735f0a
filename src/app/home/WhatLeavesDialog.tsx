// "What leaves this device?", answered for this device as it is set up now.

import { Dialog } from '../../ui/Dialog.tsx';
import { useSay } from '../../ui/locale.tsx';
import type { Words } from '../../ui/words.ts';
import { useShell } from '../shell.tsx';
import { leavesWords } from './leaves-words.ts';

interface Point {
  readonly to: Words;
  readonly what: Words;
  /** Who exactly, by name. */
  readonly who?: readonly string[];
}

export function WhatLeavesDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  return (
    <Dialog title={say(leavesWords.title)} onClose={onClose}>
      <dl class="grid gap-4">
        {usePoints().map((point) => (
          <div key={say(point.to)}>
            <dt class="text-ui font-semibold">{say(point.to)}</dt>
            {point.who && point.who.length > 0 ? (
              <dd class="font-mono text-small break-all text-ink-2">{point.who.join(', ')}</dd>
            ) : null}
            <dd class="text-base text-ink-2">{say(point.what)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function usePoints(): readonly Point[] {
  const { page, network } = useShell();
  const brokers = network.brokers.value.map((each) => each.broker.label);
  const ice = network.iceServers.value.flatMap((server) => server.urls);
  return [
    page.kind === 'file'
      ? { to: leavesWords.file, what: leavesWords.fileText }
      : { to: leavesWords.host, what: leavesWords.hostText, who: [new URL(page.address).host] },
    {
      to: leavesWords.brokers,
      what: brokers.length > 0 ? leavesWords.brokersText : leavesWords.noBrokers,
      who: brokers,
    },
    { to: leavesWords.ice, what: ice.length > 0 ? leavesWords.iceText : leavesWords.noIce, who: ice },
    { to: leavesWords.room, what: leavesWords.roomText },
    { to: leavesWords.never, what: leavesWords.neverText },
  ];
}
