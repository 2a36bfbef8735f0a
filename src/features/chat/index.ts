// Chat: what people in a room say to each other.

import { defineFeature } from '../feature.ts';
import { ChatView } from './ChatView.tsx';
import { createChatModel } from './model.ts';
import { CHAT_SPACE } from './protocol.ts';
import { chatWords } from './words.ts';

export const chat = defineFeature({
  id: CHAT_SPACE,
  title: chatWords.title,
  icon: 'chat',
  hasWriters: true,
  createModel: createChatModel,
  unread: (model) => model.unread,
  holding: (model) => model.holding,
  takeText: (model, text) => model.addToDraft(text),
  keep: async (model) => (await import('./kept.ts')).keepTalk(model),
  transcribe: async (model, nameOf) => (await import('./kept.ts')).transcribeTalk(model, nameOf),
  View: ChatView,
});
