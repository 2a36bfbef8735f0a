// Plain http over a network: what that means and where to go. Nothing else of Kith starts here.

import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { KMark } from '../ui/KMark.tsx';
import { useSay } from '../ui/locale.tsx';
import { appWords } from './words.ts';

export function InsecureScreen({ secureAddress }: { readonly secureAddress: string }) {
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
      <div>
        <Button kind="primary" size="large" icon="lock" href={secureAddress}>
          {say(appWords.insecureGo, { address: secureAddress })}
        </Button>
      </div>
      <p class="text-small text-ink-3">{say(appWords.insecureWarning)}</p>
    </main>
  );
}
