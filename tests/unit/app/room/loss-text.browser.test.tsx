// What leaving would lose, in words that name what goes: the talk, files, or what is still on its way.

import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { KeptHere } from '../../../../src/app/keeping/keeper-ports.ts';
import { LossText, type Leavable } from '../../../../src/app/room/LossText.tsx';
import { ShellProvider, type Shell } from '../../../../src/app/shell.tsx';
import { joinHoldings, type About, type Holding } from '../../../../src/features/holding.ts';
import { LocaleProvider } from '../../../../src/ui/locale.tsx';
import { LOCALES, type Locale } from '../../../../src/ui/words.ts';
import { mount } from '../../../support/mount.tsx';

const NOTHING: Holding = { kind: 'nothing' };
const held = (about?: About): Holding => ({
  kind: 'something',
  wholly: new Set(),
  isLast: true,
  ...(about ? { about } : {}),
});

interface Scene {
  readonly isUnfinished?: boolean;
  readonly here?: KeptHere;
  readonly locale?: Locale;
}

async function read(
  holding: Holding,
  { isUnfinished = false, here = { kind: 'memory' }, locale = 'en' }: Scene = {},
): Promise<string> {
  const room = { members: signal([]), self: { identityId: 'noor', mark: { dye: 'indigo', thing: 'otter' } } };
  const visit = { holding: signal(holding), isUnfinished: signal(isUnfinished), room };
  const shell = { keeping: { here: signal(here) } } as unknown as Shell;
  const { place } = await mount(
    <LocaleProvider locale={locale}>
      <ShellProvider value={shell}>
        <LossText visit={visit as unknown as Leavable} />
      </ShellProvider>
    </LocaleProvider>,
  );
  return place.textContent ?? '';
}

describe('before somebody leaves', () => {
  it('says that nothing would be lost only where nothing is on its way either', async () => {
    expect(await read(NOTHING)).toMatch(/^Nothing here would be lost/);
    const text = await read(NOTHING, { isUnfinished: true });
    expect(text).toMatch(/^Files are still on their way to you\./);
    expect(text).not.toContain('Nothing here would be lost');
  });

  it('names files where files go, and both where both do', async () => {
    expect(await read(held())).toMatch(/^You’re the last one here\. Leave, and what was said is gone/);
    expect(await read(held('files'))).toMatch(/the files shared here can’t be had any more/);
    expect(await read(joinHoldings([held(), held('files')]))).toMatch(/what was said and every file/);
    expect(await read(held(), { isUnfinished: true })).toMatch(
      /is gone for good.*Files are still on their way/,
    );
  });

  it('fears nothing for what is kept', async () => {
    const here: KeptHere = {
      kind: 'kept',
      isUnderPassphrase: false,
      health: 'saved',
      lost: 0,
      storedBytes: 1,
    };
    expect(await read(held('files'), { isUnfinished: true, here })).toMatch(/^The files that came are kept/);
    expect(await read(held('files'), { isUnfinished: true, here })).not.toContain('on their way');
  });

  it.each(LOCALES)('in %s', async (locale) => {
    for (const about of ['talk', 'files', 'both'] as const)
      expect((await read(held(about), { isUnfinished: true, locale })).length).toBeGreaterThan(60);
  });
});
