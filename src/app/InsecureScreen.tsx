// Plain http over a network: what that means, and where to go if the host named a place. Nothing else starts here.

import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { KMark } from '../ui/KMark.tsx';
import { useSay } from '../ui/locale.tsx';
import { appWords } from './words.ts';

export interface InsecureScreenProps {
  /** An https address that the host says it has; undefined when nothing is known of one. */
  readonly secureAddress: string | undefined;
}

export function InsecureScreen({ secureAddress }: InsecureScreenProps) {
  const say = useSay();
  return (
    <main class="mx-auto grid min-h-dvh max-w-140 content-center gap-6 px-6 py-10">
      <KMark size={40} />
      <h1 class="flex items-start gap-3 font-display text-head tracking-[-0.015em]">
        <span class="mt-1.5 text-caution">
          <Icon name="unlock" size={24} />
        </span>
        {say(appWords.insecureTitle)}
      </h1>
      <p class="text-base text-ink-2">{say(appWords.insecureText)}</p>
      {secureAddress === undefined ? (
        <p class="text-base text-ink-2">{say(appWords.insecureAsk)}</p>
      ) : (
        <>
          <div>
            <Button kind="primary" size="large" icon="lock" href={secureAddress}>
              {say(appWords.insecureGo, { address: secureAddress })}
            </Button>
          </div>
          <p class="text-small text-ink-3">{say(appWords.insecureWarning)}</p>
        </>
      )}
    </main>
  );
}
