import * as z from 'zod';
import type { Calls } from './call.ts';

export const descriptionCalls: Calls = {
  'GET /api/openapi.json': {
    tag: 'description',
    summary: 'This document',
    answer: { status: 200, schema: z.looseObject({ openapi: z.literal('3.1.1') }) },
    problems: [],
    open: true,
  },
};
