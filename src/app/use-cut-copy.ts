// Says so when the page ended before its end: a broken download, a broken copy. What has arrived goes on working.

import { useEffect } from 'preact/hooks';
import { isWholeCopy } from '../platform/source.ts';
import { useSay } from '../ui/locale.tsx';
import { useShell } from './shell.tsx';
import { appWords } from './words.ts';

export function useCutCopy(): void {
  const say = useSay();
  const { toaster } = useShell();
  useEffect(() => {
    let shown: number | undefined;
    let isGone = false;
    void isWholeCopy().then((isWhole) => {
      if (isWhole || isGone) return;
      shown = toaster.show({
        kind: 'question',
        text: say(appWords.cutCopy),
        actions: [
          { label: say(appWords.reload), onClick: () => window.location.reload() },
          { label: say(appWords.goOn), onClick: () => undefined },
        ],
      });
    });
    return () => {
      isGone = true;
      if (shown !== undefined) toaster.dismiss(shown);
    };
  }, [say, toaster]);
}
