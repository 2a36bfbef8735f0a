// What can be done with several files by one press: all that is offered, all that is here, all that one person shares.

import type { ComponentChildren } from 'preact';
import { canPickFolder } from '../../../platform/files/chosen-places.ts';
import { Button } from '../../../ui/Button.tsx';
import { formatBytes } from '../../../ui/format.ts';
import type { FileRow } from '../api.ts';
import { actionWords } from './file-words.ts';
import { useFiles } from './files-face.tsx';
import { nameOf } from './row-state.ts';
import { spaceWords } from './space-words.ts';

export interface BundleProps {
  readonly rows: readonly FileRow[];
}

/** Several are offered: one press takes them all. */
export function Offers({ rows }: BundleProps) {
  const { act, model, tongue } = useFiles();
  const { say } = tongue;
  const offered = rows.filter(({ isOwn, state }) => !isOwn && state.kind === 'offered');
  if (offered.length < 2) return null;
  return (
    <Bundle text={say(spaceWords.offered, { n: offered.length })} rows={offered}>
      <Button size="small" icon="download" onClick={() => model.getAll()}>
        {say(spaceWords.getAll)}
      </Button>
      {canPickFolder() ? (
        <Button size="small" kind="soft" icon="save" onClick={() => act(offered, 'getTo')}>
          {say(spaceWords.getAllTo)}
        </Button>
      ) : null}
    </Bundle>
  );
}

/** Several are here and nowhere else: one press saves them as one archive. */
export function Ready({ rows }: BundleProps) {
  const { act, savedAs, tongue } = useFiles();
  const { say } = tongue;
  const here = rows.filter(
    ({ id, isOwn, state }) =>
      !isOwn && state.kind === 'complete' && state.file?.kind !== 'written' && savedAs(id) === undefined,
  );
  if (here.length < 2) return null;
  return (
    <Bundle text={say(spaceWords.ready, { n: here.length })} rows={here}>
      <Button size="small" icon="save" onClick={() => act(here, 'saveAll')}>
        {say(actionWords.saveAll)}
      </Button>
    </Bundle>
  );
}

/** Whose files come by themselves, once each. */
export function TakenFrom({ rows }: BundleProps) {
  const { model, tongue } = useFiles();
  const { say } = tongue;
  const taking = model.takingFrom.value;
  const people = new Map(rows.map(({ from }) => [from.identityId, from]));
  return Array.from(people.values())
    .filter(({ identityId }) => taking.has(identityId))
    .map((person) => (
      <Bundle
        key={person.identityId}
        text={say(spaceWords.takingAll, { name: nameOf(tongue, person) })}
        rows={[]}
      >
        <Button size="small" kind="soft" onClick={() => model.takeFrom(person.identityId, false)}>
          {say(spaceWords.stopTaking)}
        </Button>
      </Bundle>
    ));
}

interface OneBundleProps extends BundleProps {
  readonly text: string;
  readonly children: ComponentChildren;
}

function Bundle({ text, rows, children }: OneBundleProps) {
  const { say, locale } = useFiles().tongue;
  const size = formatBytes(
    locale,
    rows.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
  return (
    <div class="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line max-md:-mx-4 max-md:px-4 max-md:py-3">
      <p class="min-w-0 flex-1 text-ui max-md:basis-full">
        {text}
        {rows.length > 0 ? <span class="text-ink-3"> · {say(spaceWords.together, { size })}</span> : null}
      </p>
      {children}
    </div>
  );
}
