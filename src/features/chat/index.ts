// Chat: what people in a room say to each other.

import { lazy } from '../../ui/lazy.tsx';
import { defineFeature } from '../feature.ts';
import { createChatModel, type Chat } from './model.ts';
import { showThread } from './shown-thread.ts';
import { CHAT_SPACE } from './space.ts';
import type { ShownChat } from './view/talk-face.ts';
import { chatWords } from './words.ts';

export const chat = defineFeature({
  id: CHAT_SPACE,
  title: chatWords.title,
  icon: 'chat',
  hasWriters: true,
  createModel: (context) => {
    const { room, regardOf } = context;
    return Object.assign(createChatModel(context), { self: room.self.identityId, regardOf });
  },
  unread: (model) => model.unread,
  news: async (model) => {
    const { followTalk } = await import('./notify.ts');
    return (listener) => followTalk(model, listener);
  },
  showThread: (model, thread) => showThread(model, thread),
  holding: (model) => model.holding,
  takeText: (model, text) => model.room.addToDraft(text),
  keep: async (model) => (await import('./kept.ts')).keepTalk(model),
  transcribe: async (model, nameOf) => (await import('./kept.ts')).transcribeTalk(model, nameOf),
  View: lazy<{ readonly model: Chat & ShownChat }>(
    async () => (await import('./view/ChatView.tsx')).ChatView,
  ),
});
