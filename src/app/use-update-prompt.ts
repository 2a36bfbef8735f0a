// Asks before a newer version replaces the page, and says so when that would end a room.

import { useEffect } from 'preact/hooks';
import { useSay } from '../ui/locale.tsx';
import { useShell } from './shell.tsx';
import { appWords } from './words.ts';

export function useUpdatePrompt(): void {
  const say = useSay();
  const { workerState, worker, toaster, session } = useShell();
  const { kind } = workerState.value;
  const isWaiting = kind === 'update-waiting' || kind === 'replaced';
  const isInRoom = session.state.value.kind !== 'home';
  useEffect(() => {
    if (!isWaiting) return undefined;
    const update = () => {
      session.leave();
      worker.applyUpdate();
    };
    const id = toaster.show({
      kind: 'question',
      text: say(isInRoom ? appWords.updateInRoom : appWords.updateReady),
      actions: [
        { label: say(appWords.updateNow), onClick: update },
        { label: say(appWords.updateLater), onClick: () => undefined },
      ],
    });
    return () => toaster.dismiss(id);
  }, [isWaiting, isInRoom, say, toaster, worker, session]);
}
