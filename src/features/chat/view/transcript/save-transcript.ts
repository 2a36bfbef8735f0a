// Hands the talk to its person as a file. Loaded when somebody asks for it.

import { saveFile } from '../../../../platform/save-file.ts';
import { cleanFileName } from '../attachments/media.ts';
import { writeTranscript, type Transcript, type TranscriptFormat } from './transcript.ts';

const FORMATS: Readonly<Record<TranscriptFormat, { readonly ending: string; readonly type: string }>> = {
  text: { ending: 'txt', type: 'text/plain;charset=utf-8' },
  html: { ending: 'html', type: 'text/html;charset=utf-8' },
  json: { ending: 'json', type: 'application/json' },
};

export async function saveTranscript(
  transcript: Transcript & { readonly format: TranscriptFormat },
): Promise<void> {
  const { ending, type } = FORMATS[transcript.format];
  const blob = new Blob([writeTranscript(transcript, transcript.format)], { type });
  await saveFile({ blob, name: cleanFileName(`${transcript.title}.${ending}`) });
}
