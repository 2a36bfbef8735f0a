// What the two who meet without a server see when it goes another way than planned: one who invites, one who is invited.

import { beforeEach, expect, it } from 'vitest';
import { signal } from '@preact/signals';
import { page } from 'vitest/browser';
import { AnswerArrived } from '../../../../src/app/invite/AnswerArrived.tsx';
import { AnswerScreen } from '../../../../src/app/invite/AnswerScreen.tsx';
import { createHandOver } from '../../../../src/app/invite/hand-over.ts';
import { JoinProgress } from '../../../../src/app/join/JoinProgress.tsx';
import { WithoutInternet } from '../../../../src/app/invite/WithoutInternet.tsx';
import { err } from '../../../../src/primitives/result.ts';
import { ANSWERABLE_MS, RETRY_MS } from '../../../../src/room/invite/invitation-state.ts';
import { encodeInvitation } from '../../../../src/signaling/invitation.ts';
import { formatMeetingCode } from '../../../../src/signaling/invitation-text.ts';
import type { Visit } from '../../../../src/app/session.ts';
import { createWiredLinks } from '../../../support/wired-links.ts';
import { answerTo, describeAs, setInviteStage, type InviteStage } from '../../../support/invite-stage.tsx';

let stage: InviteStage;
beforeEach(async () => {
  stage = await setInviteStage();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const shownText = (kind: 'invitation' | 'answer') => page.getByTestId(`${kind}-text`);
const failing = (code: 'timeout' | 'failed') => Promise.resolve(err({ code, detail: 'as the test says' }));

async function invite() {
  const { update } = await stage.show(<WithoutInternet visit={stage.visit} />);
  await expect.element(shownText('invitation')).toBeVisible();
  return { text: shownText('invitation').element().textContent, close: () => update(null) };
}

async function give(answer: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Their answer' }).fill(answer);
  await button('Connect').click();
}

it.each([
  ['no-candidates', 'This device is on no network.'],
  ['unsupported', 'This browser describes its connections in a way this copy can’t pack.'],
  ['failed', 'The browser makes no more connections.'],
] as const)('[O6] whoever cannot invite reads why (%s), and invites once it goes', async (code, sentence) => {
  stage.network.failure = code;
  await stage.show(<WithoutInternet visit={stage.visit} />);
  await expect.element(page.getByRole('alert')).toHaveTextContent(sentence);
  stage.network.failure = undefined;
  await stage.clock.advance(RETRY_MS);
  await expect.element(shownText('invitation')).toBeVisible();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

it('[O6] an answer that comes too late, or that no way leads to, is said to whoever invites', async () => {
  const { text: first } = await invite();
  stage.network.link = failing('failed');
  await give(await answerTo(stage, first));
  await expect.element(page.getByText('The devices found no way to each other.')).toBeVisible();
  await expect.element(shownText('invitation')).not.toHaveTextContent(first);
  const second = shownText('invitation').element().textContent;
  await stage.clock.advance(ANSWERABLE_MS);
  await give(await answerTo(stage, second));
  await expect
    .element(page.getByText('This invitation is over. Make a new one and begin again.'))
    .toBeVisible();
});

it('[O6] another invitation may be had at once, and those given before still count until it is closed', async () => {
  const { text: first, close } = await invite();
  await button('New invitation').click();
  await expect.element(shownText('invitation')).not.toHaveTextContent(first);
  expect([stage.network.made, stage.network.withdrawn]).toEqual([2, 0]);
  stage.network.link = failing('failed');
  await give(await answerTo(stage, first));
  await expect.element(page.getByText('The devices found no way to each other.')).toBeVisible();
  await close();
  const ends = stage.visit.pastInvitations.all.map(({ end }) => end);
  expect([ends, stage.network.withdrawn]).toEqual([['already-answered', 'withdrawn'], 1]);
});

it('[O5] what is shared by the system goes as it stands, and what becomes of that is said', async () => {
  const shared: unknown[] = [];
  let refusal: string | undefined;
  const share = async (data: unknown) => {
    if (refusal !== undefined) throw new DOMException('no', refusal);
    shared.push(data);
  };
  Object.defineProperty(navigator, 'share', { configurable: true, value: share });
  const { text } = await invite();
  refusal = 'AbortError';
  await button('Share…').click();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  refusal = 'NotAllowedError';
  await button('Share…').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('The browser didn’t share it.');
  const isNext = (name: string) => page.getByRole('heading', { name }).element().closest('[aria-current]');
  expect(isNext('Then take their answer')).toBeNull();
  refusal = undefined;
  await button('Share…').click();
  await expect.poll(() => shared).toEqual([{ title: 'Kith', text }]);
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  await expect.poll(() => isNext('Then take their answer')).not.toBeNull();
  Reflect.deleteProperty(navigator, 'share');
});

it.each(['drop', 'paste'] as const)('[O5] an answer comes as a .kith file by %s', async (how) => {
  const answer = await answerTo(stage, (await invite()).text);
  stage.network.link = failing('failed');
  const given = new DataTransfer();
  given.items.add(new File([`${answer}\n`], 'answer.kith'));
  const told = { bubbles: true, cancelable: true };
  const event =
    how === 'drop'
      ? new DragEvent('drop', { ...told, dataTransfer: given })
      : new ClipboardEvent('paste', { ...told, clipboardData: given });
  button('Connect').element().dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
  // It was read and taken for what it is: only the way is missing.
  await expect.element(page.getByText('The devices found no way to each other.')).toBeVisible();
});

it('[O6] an answer that comes while another connects waits in the field', async () => {
  const { text } = await invite();
  await expect.element(page.getByText('No server was asked for it.')).toBeVisible();
  const [first, second] = [await answerTo(stage, text), await answerTo(stage, await codeText(2))];
  let fail = () => {};
  stage.network.link = new Promise((resolve) => {
    fail = () => resolve(err({ code: 'failed', detail: 'as the test says' }));
  });
  await give(first);
  await expect.element(page.getByText('Connecting…')).toBeVisible();
  const given = new DataTransfer();
  given.items.add(new File([second], 'answer.kith'));
  button('Connect')
    .element()
    .dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: given }));
  const field = page.getByRole('textbox', { name: 'Their answer' });
  await expect.element(page.getByText('the next answer waits in the field')).toBeVisible();
  await expect.element(field).toHaveValue(second);
  fail();
  await expect.element(page.getByText('The devices found no way to each other.')).toBeVisible();
  await expect.element(field).toHaveValue(second);
});

const codeText = async (fill: number) => `kith:i/${await codeOf(fill)}`;

async function codeOf(fill: number): Promise<string> {
  const bytes = await encodeInvitation({
    expiresAtMs: stage.world.wallTimeMs() + ANSWERABLE_MS,
    secret: new Uint8Array(16).fill(fill),
    description: describeAs('offer', fill),
  });
  return formatMeetingCode(bytes);
}

it('[O6] whoever was linked and is not in is told to ask for another invitation, and of no broker', async () => {
  const { handed } = stage.visit;
  const failure = { code: 'no-broker', brokers: [] };
  const room = { ...stage.visit.room, state: signal({ kind: 'failed', failure }) };
  handed.onLink(() => Promise.resolve(false));
  await handed.hand(createWiredLinks().dialer);
  await stage.show(<JoinProgress visit={{ ...stage.visit, room } as unknown as Visit} />);
  const alert = page.getByRole('alert');
  await expect.element(alert).toHaveTextContent('Ask whoever invited you for a new invitation.');
  await expect.element(alert).not.toHaveTextContent('broker');
  await expect.element(button('Back home')).toBeVisible();
  expect(button('Network settings').elements()).toEqual([]);
});

/** Another tab of this browser, which waits for any answer. */
function waitElsewhere(problem: string | undefined): { readonly end: () => void; readonly stop: () => void } {
  let end = () => {};
  const ended = new Promise<string | undefined>((resolve) => (end = () => resolve(problem)));
  const stop = createHandOver(globalThis)?.wait({
    take: () => Promise.resolve({ ended }),
    isOwn: () => false,
  });
  return { end, stop: () => stop?.() };
}

it.each([
  [undefined, 'Whoever answered is in the room now.'],
  ['no-link', 'The devices found no way to each other.'],
  ['of-a-later-copy', 'Nobody came in by it this time. Look there for the reason.'],
])(
  '[O9] what became of an answer that another tab took (%s) is said, and left to read',
  async (problem, sentence) => {
    const { end, stop } = waitElsewhere(problem);
    const answer = await answerTo(stage, await codeText(1));
    stage.session.value = { kind: 'room', visit: { ...stage.visit, address: 'slow-river' } };
    await stage.show(<AnswerArrived code={answer.slice('kith:a/'.length)} />);
    await expect.element(page.getByText('Handed to the tab that waits for it.')).toBeVisible();
    await expect.element(page.getByText('It is connecting…')).toBeVisible();
    end();
    await expect.element(page.getByText(sentence)).toBeVisible();
    await expect.element(page.getByText('It is connecting…')).not.toBeInTheDocument();
    // Closing this tab would end its own room.
    expect([stage.went, page.getByText('You can close this tab.').elements()]).toEqual([[], []]);
    await button('Back to the room').click();
    expect(stage.went).toEqual([{ kind: 'room', code: 'slow-river', space: undefined }]);
    stop();
  },
);

it('[O9] an answer that nobody took may be copied; should a tab take it late, that is said', async () => {
  const answer = await answerTo(stage, await codeText(1));
  await stage.show(<AnswerArrived code={answer.slice('kith:a/'.length)} />);
  await expect.element(page.getByText(answer), { timeout: 3_000 }).toBeVisible();
  await expect.element(page.getByText('No tab of this browser has taken this answer so far.')).toBeVisible();
  const late = new BroadcastChannel('kith-answers-1');
  late.postMessage({ taken: answer });
  await expect.element(page.getByText('You can close this tab.')).toBeVisible();
  await expect.element(page.getByText(answer)).not.toBeInTheDocument();
  late.close();
});

async function beInvited() {
  const code = await codeOf(1);
  const shown = await stage.show(<AnswerScreen key={code} code={code} />);
  await expect.element(page.getByRole('heading', { name: 'Somebody invites you' })).toBeVisible();
  return shown;
}

it('[O6] who does not want to now goes home, and nothing was made', async () => {
  await beInvited();
  await button('Not now').click();
  expect([stage.went, stage.network.made]).toEqual([[{ kind: 'home' }], 0]);
});

it('[O6] an answer that is cancelled is taken back', async () => {
  const { update } = await beInvited();
  await button('Make an answer').click();
  await expect.element(shownText('answer')).toBeVisible();
  await expect.element(page.getByRole('timer')).toHaveTextContent('They can take it for');
  await button('Cancel').click();
  expect(stage.went).toEqual([{ kind: 'home' }]);
  await update(null);
  expect([stage.network.made, stage.network.withdrawn]).toEqual([1, 1]);
});

it.each([
  ['no-candidates', 'This device is on no network.', true],
  ['failed', 'The browser makes no more connections.', true],
  ['unsupported', 'This browser describes its connections', false],
] as const)('[O6] whoever cannot answer reads why (%s)', async (code, sentence, mayRetry) => {
  stage.network.failure = code;
  await beInvited();
  await button('Make an answer').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent(sentence);
  stage.network.failure = undefined;
  if (!mayRetry) return expect(button('Make another answer').elements()).toEqual([]);
  await button('Make another answer').click();
  await expect.element(shownText('answer')).toBeVisible();
});

it.each([
  ['timeout', 'No link came about within 10 minutes'],
  ['failed', 'The connection failed before it found a way.'],
] as const)(
  '[O6] an answer that came to nothing (%s) is said to who gave it, and is spent',
  async (code, sentence) => {
    stage.network.link = failing(code);
    await beInvited();
    await button('Make an answer').click();
    await expect.element(page.getByRole('alert')).toHaveTextContent(sentence);
    expect(button('Make another answer').elements()).toEqual([]);
    await button('Back to home').click();
    expect(stage.went).toEqual([{ kind: 'home' }]);
  },
);
