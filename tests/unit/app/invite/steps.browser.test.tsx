// Which of the two steps is marked as the next one, and what each says that the other person should see.

import { beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { WithoutInternet } from '../../../../src/app/invite/WithoutInternet.tsx';
import { AnswerScreen } from '../../../../src/app/invite/AnswerScreen.tsx';
import { err } from '../../../../src/primitives/result.ts';
import { answerTo, setInviteStage, type InviteStage } from '../../../support/invite-stage.tsx';

let stage: InviteStage;
beforeEach(async () => {
  stage = await setInviteStage();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const answerField = () => page.getByRole('textbox', { name: 'Their answer' });
const STEPS = [
  ['step one', 'Give them this'],
  ['step two', 'Then take their answer'],
] as const;

/** The steps that are marked. */
function next(): readonly string[] {
  return STEPS.filter(([, name]) =>
    page.getByRole('heading', { name }).element().closest('[aria-current="step"]'),
  ).map(([step]) => step);
}

const shownInvitation = () => page.getByTestId('invitation-text');

async function inviteAndTurnToAnswer() {
  const { update } = await stage.show(<WithoutInternet visit={stage.visit} />);
  await expect.element(shownInvitation()).toBeVisible();
  const text = shownInvitation().element().textContent;
  expect(next()).toEqual(['step one']);
  await answerField().click();
  await expect.poll(next).toEqual(['step two']);
  return { text, close: () => update(null) };
}

async function give(answer: string): Promise<void> {
  await answerField().fill(answer);
  await button('Connect').click();
}

it('[O6] an answer to which no way leads is followed by step one', async () => {
  const { text: invitation } = await inviteAndTurnToAnswer();
  stage.network.link = Promise.resolve(err({ code: 'failed', detail: 'as the test says' }));
  await give(await answerTo(stage, invitation));
  await expect.element(page.getByText('The devices found no way to each other.')).toBeVisible();
  await expect.poll(next).toEqual(['step one']);
});

it.each([
  ['kith:i2/AAAA', 'A newer Kith made this.'],
  ['https://example.org/', 'This is no invitation and no answer of Kith.'],
])('[O6] a text that is no answer (%s) leaves step two the next', async (given, sentence) => {
  await inviteAndTurnToAnswer();
  await give(given);
  await expect.element(page.getByText(sentence)).toBeVisible();
  expect(next()).toEqual(['step two']);
});

it('[O6] one’s own invitation, given as an answer, is followed by step one', async () => {
  await give((await inviteAndTurnToAnswer()).text);
  await expect.element(page.getByText('This is your own invitation.')).toBeVisible();
  await expect.poll(next).toEqual(['step one']);
});

it('[O6] another invitation begins with step one', async () => {
  const { text } = await inviteAndTurnToAnswer();
  await button('New invitation').click();
  await expect.element(shownInvitation()).not.toHaveTextContent(text);
  await expect.poll(next).toEqual(['step one']);
});

it('[O6] saying who invites begins with step one, and what was said of answers before is gone', async () => {
  const { text } = await inviteAndTurnToAnswer();
  await give('https://example.org/');
  const sentence = page.getByText('This is no invitation and no answer of Kith.');
  await expect.element(sentence).toBeVisible();
  await page.getByRole('switch', { name: 'Say that I invite' }).click();
  await expect.element(shownInvitation()).not.toHaveTextContent(text);
  await expect.poll(next).toEqual(['step one']);
  await expect.element(sentence).not.toBeInTheDocument();
});

it('[O5] each step says what the other person should see, and that is what they see', async () => {
  const { text: invitation, close } = await inviteAndTurnToAnswer();
  for (const sentence of [
    'They scan, open or paste it under “Join a room”. Their screen then says “Somebody invites you” and makes an answer.',
    'After step 1 their screen shows an answer. Scan it, paste it here, give its file or picture, or open its link in this browser. Keep this open until then: closing it takes the invitation back.',
  ])
    await expect.element(page.getByText(sentence, { exact: true })).toBeVisible();
  await close();
  await stage.show(<AnswerScreen code={invitation.slice('kith:i/'.length)} />);
  await expect
    .element(page.getByRole('heading', { name: 'Somebody invites you', exact: true }))
    .toBeVisible();
  await button('Make an answer').click();
  await expect
    .element(page.getByRole('heading', { name: 'Give them this answer', exact: true }))
    .toBeVisible();
  await expect
    .element(
      page.getByText(
        'They scan, paste or open it where they see “Then take their answer”. Keep this page open: you are in as soon as they have it.',
        { exact: true },
      ),
    )
    .toBeVisible();
});

it('[O7] whoever slept meanwhile makes another answer, and the one before is taken back', async () => {
  const { text: invitation, close } = await inviteAndTurnToAnswer();
  await close();
  await stage.show(<AnswerScreen code={invitation.slice('kith:i/'.length)} />);
  await button('Make an answer').click();
  const answer = page.getByTestId('answer-text');
  await expect.element(answer).toBeVisible();
  const first = answer.element().textContent;
  const { made, withdrawn } = stage.network;
  await button('Make another answer').click();
  await expect.element(answer).not.toHaveTextContent(first);
  expect([stage.network.made - made, stage.network.withdrawn - withdrawn]).toEqual([1, 1]);
});
