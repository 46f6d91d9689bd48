// Enumerations as they come back from a row.
import { z } from 'zod';
import { JURISDICTIONS, LEVELS } from '../bank/schema.ts';

export const levelSchema = z.enum(LEVELS);
export const jurisdictionSchema = z.enum(JURISDICTIONS);
