import * as z from 'zod';
import statuteData from './statute.json' with { type: 'json' };
import { limitRuleSchema, type LimitRule } from './schema.ts';

/** The limits that the law sets to every organisation alike. */
export const statute: readonly LimitRule[] = z.array(limitRuleSchema).parse(statuteData);
