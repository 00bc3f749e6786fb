import { textFor } from '../text/index.ts';

/** The portal speaks Chinese. */
export const text = textFor('zh-CN');
