// The shape of a question record (data/questions/*.yaml). What editors complete is generated from here.
import { z } from 'zod';

export const ROLE_FAMILIES = ['bill-collector', 'accounts-collector', 'collections-representative', 'collections-clerk'] as const;
export const LEVELS = ['junior', 'mid', 'senior', 'specialist', 'supervisor', 'manager'] as const;
export const QUESTION_TYPES = [
  'behavioural',
  'situational',
  'competency',
  'technical',
  'compliance',
  'motivational',
  'leadership',
] as const;
export const SETTINGS = ['third_party', 'first_party', 'b2b'] as const;
export const JURISDICTIONS = ['any', 'US', 'UK', 'AU', 'IN', 'JP', 'SG', 'MX', 'EU', 'ES', 'ZA', 'CA'] as const;

export const TOPICS = [
  'call-craft',
  'promises-and-plans',
  'disputes',
  'hardship-and-vulnerability',
  'prioritising',
  'numbers-and-metrics',
  'records-and-accuracy',
  'law-and-ethics',
  'b2b-receivables',
  'systems-and-data',
  'resilience-and-motivation',
  'leading-people',
] as const;

export const SKILLS = [
  'account-analysis',
  'accuracy',
  'affordability-assessment',
  'call-control',
  'coaching',
  'compliance-knowledge',
  'confidentiality',
  'credit-risk-judgement',
  'data-analysis',
  'de-escalation',
  'dispute-resolution',
  'documentation',
  'empathy',
  'escalation-judgement',
  'integrity',
  'listening',
  'metrics-literacy',
  'negotiation',
  'objection-handling',
  'organisation',
  'people-leadership',
  'persistence',
  'process-improvement',
  'promise-tracking',
  'relationship-keeping',
  'resilience',
  'self-awareness',
  'skip-tracing',
  'stakeholder-management',
  'systems',
  'vulnerability-awareness',
] as const;

/** What kind of story the example answer tells; a bank in which most stories are one story teaches one story. */
export const STORY_SHAPES = [
  'hardship-payment-plan',
  'own-mistake-repaired',
  'dispute-upheld',
  'dispute-rejected',
  'wrong-person-protected',
  'angry-call-turned',
  'rule-kept-at-a-cost',
  'process-fixed',
  'number-explained',
  'priority-call',
  'trade-account-unblocked',
  'colleague-coached',
  'conduct-reported',
  'vulnerable-customer-routed',
  'promise-tracked',
  'no-recovery-but-right',
  'self-portrait',
  'procedure-walkthrough',
] as const;

export const RULE_ID = /^(ANY|US|UK|AU|IN|JP|SG|MX|EU|ES|ZA|CA)-[0-9]{2}$/;

const sentence = (max: number) => z.string().trim().min(12).max(max);

const referencePoint = z
  .strictObject({
    id: z
      .string()
      .regex(/^p[1-6]$/)
      .describe('p1 to p6, in the order in which they matter'),
    text: sentence(240).describe('One thing that a strong answer covers, as a statement'),
    paraphrases: z.array(sentence(200)).min(2).max(5).describe('The same point as candidates would really say it, in other words'),
    central: z.boolean().describe('A technical or compliance answer that gets this wrong is capped'),
  })
  .describe('What the grader looks for');

export const questionSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(48)
    .describe('Never changes once published'),
  version: z.int().min(1).describe('Raised when the text, the reference points or the anchors change meaning'),
  title: z.string().trim().min(4).max(48).describe('Short name, shown on feedback'),
  text: z.string().trim().min(30).max(600).describe('The question as an interviewer would say it'),
  roleFamilies: z.array(z.enum(ROLE_FAMILIES)).min(1),
  levels: z.array(z.enum(LEVELS)).min(1).describe('The first is the one that it is written for'),
  type: z.enum(QUESTION_TYPES),
  topic: z.enum(TOPICS),
  setting: z.enum(SETTINGS),
  jurisdiction: z.enum(JURISDICTIONS),
  why: sentence(300).describe('Why interviewers ask it'),
  howToAnswer: z.array(sentence(240)).min(4).max(6),
  whatNotToSay: z
    .array(z.strictObject({ say: sentence(200), because: sentence(220) }))
    .min(3)
    .max(5),
  example: z.string().trim().min(300).max(1400).describe('90-170 words, first person, figures that hang together'),
  skills: z.array(z.enum(SKILLS)).min(2).max(5),
  referencePoints: z.array(referencePoint).min(3).max(6),
  anchors: z
    .strictObject({ junior: sentence(260), specialist: sentence(260), manager: sentence(260) })
    .describe('What an answer at this level adds'),
  probe: sentence(220).describe('A follow-up that digs where answers are usually thin'),
  hints: z.tuple([sentence(220), sentence(260), sentence(260)]).describe('A ladder: nudge, then structure, then what to stay away from'),
  storyShape: z.enum(STORY_SHAPES),
  rules: z.array(z.string().regex(RULE_ID)).max(6).describe('Ids from data/jurisdictions that the question turns on'),
  sources: z
    .array(z.strictObject({ fact: sentence(240), source: z.string().trim().min(4).max(200) }))
    .max(8)
    .describe('For every legal or numeric fact'),
  seed: z
    .union([z.literal('new'), z.string().regex(/^S[0-4]\.[0-9]{1,2}$/)])
    .describe('The topic of a source guide that it descends from, or new'),
  retired: z.literal(true).optional().describe('No longer asked; kept, because answers to it are'),
});

export const questionFileSchema = z.strictObject({ topic: z.enum(TOPICS), questions: z.array(questionSchema).min(1) });

export type Question = z.infer<typeof questionSchema>;
export type QuestionType = Question['type'];
export type Level = Question['levels'][number];
export type Setting = Question['setting'];
export type Jurisdiction = Question['jurisdiction'];
