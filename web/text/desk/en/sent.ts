import type { sent as zhCN } from '../zh-CN/sent.ts';

export const sent: Readonly<Record<keyof typeof zhCN, string>> = {
  'desk.sent.title': 'What I sent',
  'desk.sent.lead': 'Where it is now, and who has it.',
  'desk.sent.whose': 'Whose',
  'desk.sent.whose-mine': 'Mine',
  'desk.sent.whose-unit': 'My department’s',
  'desk.sent.who': 'Who has it',
  'desk.sent.nobody': '(nobody holds it)',
  'desk.sent.empty.title': 'Nothing sent yet',
  'desk.sent.empty.detail': 'What you send can be followed here.',
};
