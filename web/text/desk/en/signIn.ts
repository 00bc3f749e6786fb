import type { signIn as zhCN } from '../zh-CN/signIn.ts';

export const signIn: Readonly<Record<keyof typeof zhCN, string>> = {
  'desk.sign-in.signed-out.title': 'You have signed out',
  'desk.sign-in.signed-out.detail': 'On a shared computer, please close the browser window.',
  'desk.sign-in.again': 'Sign in again',
  'desk.sign-in.failed.title': 'Sign-in did not succeed',
  'desk.sign-in.failed.detail': 'The answer of the sign-in page is invalid or too old; please sign in again.',
  'desk.sign-in.unreachable.title': 'The system cannot be opened',
  'desk.sign-in.unreachable.detail': 'Please check the network connection, then try again.',
  'desk.sign-in.no-role.title': 'You have no role yet',
  'desk.sign-in.no-role.detail': 'You are signed in, but hold no role. Please ask the administrator of your organisation.',
  'desk.sign-in.expired.title': 'Your sign-in has expired',
  'desk.sign-in.expired.detail': 'What you have entered is still here. Sign in again in a new window and go on.',
  'desk.sign-in.expired.waiting': 'Please sign in in the window that has opened.',
  'desk.sign-in.expired.other-person': 'That was another account. Please sign in as “{name}”, or sign out and open the desk anew.',
  'desk.sign-in.done.title': 'Signed in',
  'desk.sign-in.done.detail': 'You may close this window and go back to the page you came from.',
};
