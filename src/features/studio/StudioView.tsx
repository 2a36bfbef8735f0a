// The scratchpad: program on one side, output on the other, and a sentence that says what is happening.

import type { TargetedEvent, TargetedKeyboardEvent, TargetedSubmitEvent } from 'preact';
import { Button } from '../../ui/Button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { useLocale, useSay, type Say } from '../../ui/locale.tsx';
import { SpaceHeader } from '../../ui/SpaceHeader.tsx';
import type { Locale } from '../../ui/words.ts';
import { isBusy, type StudioModel, type StudioState } from './model.ts';
import { studioWords } from './words.ts';

interface StudioProps {
  readonly model: StudioModel;
}

export function StudioView({ model }: StudioProps) {
  const say = useSay();
  return (
    <section class="flex h-full min-h-0 flex-col" aria-label={say(studioWords.title)}>
      <SpaceHeader
        title={say(studioWords.title)}
        text={say(studioWords.honest)}
        actions={<RunControls model={model} />}
        kept={false}
      />
      <div class="grid min-h-0 flex-1 grid-rows-2 lg:grid-cols-[3fr_2fr] lg:grid-rows-1">
        <ProgramEditor model={model} />
        <OutputPane model={model} />
      </div>
    </section>
  );
}

function RunControls({ model }: StudioProps) {
  const say = useSay();
  const busy = isBusy(model.state.value);
  return (
    <div class="flex gap-2">
      <Button icon="stop" disabled={!busy} onClick={() => model.stop()}>
        {say(studioWords.stop)}
      </Button>
      <Button kind="primary" icon="playb" disabled={busy} onClick={() => void model.run()}>
        {say(studioWords.run)}
        <kbd class="font-mono text-micro font-normal max-md:hidden">{say(studioWords.runHint)}</kbd>
      </Button>
    </div>
  );
}

function ProgramEditor({ model }: StudioProps) {
  const say = useSay();
  return (
    <textarea
      class="min-h-0 resize-none bg-sheet p-6 font-mono text-base leading-relaxed text-ink -outline-offset-4 max-md:p-4"
      dir="ltr"
      aria-label={say(studioWords.program)}
      spellcheck={false}
      autocomplete="off"
      autocapitalize="off"
      wrap="off"
      value={model.program.value}
      onInput={(event: TargetedEvent<HTMLTextAreaElement>) => model.edit(event.currentTarget.value)}
      onKeyDown={(event: TargetedKeyboardEvent<HTMLTextAreaElement>) => runOnCtrlEnter(event, model)}
    />
  );
}

function runOnCtrlEnter(event: KeyboardEvent, model: StudioModel): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  void model.run();
}

function OutputPane({ model }: StudioProps) {
  const say = useSay();
  const locale = useLocale();
  const sentence = stateSentence(model.state.value, say, locale);
  const text = model.output.value;
  return (
    <section
      class="flex min-h-0 flex-col border-line bg-sunk max-lg:border-t lg:border-s"
      aria-labelledby="studio-output"
    >
      <div class="flex items-center justify-between ps-6 pe-3 pt-2 max-md:ps-4">
        <h3 id="studio-output" class="text-ui font-semibold">
          {say(studioWords.output)}
        </h3>
        <Button
          kind="quiet"
          icon="trash"
          iconOnly
          label={say(studioWords.clear)}
          disabled={text === ''}
          onClick={() => model.clear()}
        />
      </div>
      <pre
        class="min-h-0 flex-1 overflow-auto px-6 py-2 font-mono text-ui whitespace-pre-wrap max-md:px-4"
        dir="ltr"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long output scrolls by keyboard
        tabIndex={0}
        aria-labelledby="studio-output"
      >
        {text || <span class="font-ui text-ink-3">{say(studioWords.empty)}</span>}
      </pre>
      {model.state.value.kind === 'asking' && <InputLine model={model} />}
      <output class="block min-h-10 px-6 py-2 text-small text-ink-2 max-md:px-4">
        {sentence} {model.isOutputCut.value && say(studioWords.cut)}
      </output>
    </section>
  );
}

/** The program waits for this line and for nothing else. */
function takeFocus(input: HTMLInputElement | null): void {
  input?.focus();
}

function InputLine({ model }: StudioProps) {
  const say = useSay();
  const send = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const line = new FormData(event.currentTarget).get('line');
    if (typeof line === 'string') model.answer(line);
  };
  return (
    <form class="flex gap-2 px-6 py-2 max-md:px-4" onSubmit={send}>
      <input
        class="min-h-11 min-w-0 flex-1 rounded-control border border-line-2 bg-sheet px-3 font-mono text-base"
        name="line"
        dir="auto"
        autocomplete="off"
        ref={takeFocus}
        aria-label={say(studioWords.line)}
      />
      <Button type="submit">{say(studioWords.send)}</Button>
    </form>
  );
}

function stateSentence(state: StudioState, say: Say, locale: Locale): string {
  switch (state.kind) {
    case 'idle':
      return '';
    case 'arriving':
      return say(studioWords.arriving, { n: Math.round(state.part * 100) });
    case 'finished':
      return say(studioWords.finished, { s: formatSeconds(state.tookMs, locale) });
    case 'unavailable':
      return say(state.reason === 'incomplete' ? studioWords.incomplete : studioWords.broken);
    default:
      return say(studioWords[state.kind]);
  }
}

function formatSeconds(ms: number, locale: Locale): string {
  return formatNumber(locale, ms / 1000, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
