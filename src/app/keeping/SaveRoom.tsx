// Saves what is here now as one file.

import { useState } from 'preact/hooks';
import { saveFile } from '../../platform/save-file.ts';
import { Button } from '../../ui/Button.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { exportRoom } from './export-room.ts';
import { memoryWords } from './words.ts';

export function SaveRoom({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const locale = useLocale();
  const { toaster } = useShell();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const file = await exportRoom(visit, { locale, nowMs: Date.now() });
    const saved = await saveFile(file);
    setBusy(false);
    if (saved.ok && saved.value === 'saved') toaster.show({ text: say(memoryWords.saved) });
    else if (saved.ok) toaster.show({ text: say(memoryWords.downloading, { name: file.name }) });
    else if (saved.error.code !== 'cancelled') toaster.show({ text: say(memoryWords.saveFailed) });
  };
  return (
    <Button icon="download" busy={busy} onClick={() => void save()}>
      {say(memoryWords.save)}
    </Button>
  );
}
