// Labels the messages of a thread: is it an answer? Rules in code first, then the model or the built-in rules.
import { monotonicMs } from '../core/clock.ts';
import { codeIntake, gradedByIntake, offlineIntake } from '../answers/intake.ts';
import { labellerFor } from './graders.ts';
import type { ModelSide } from './graders.ts';
import { replyTarget } from './records.ts';
import type { MessageLine } from './records.ts';

/** @param side null: no model, the built-in rules decide */
export async function intakeRow(line: MessageLine, side: ModelSide | null): Promise<Record<string, unknown>> {
  const startedMs = monotonicMs();
  const repliesTo = replyTarget(line);
  const input = {
    question: line.question,
    threadContext: line.thread_context,
    author: line.author,
    repliesToPerson: typeof repliesTo === 'string',
    text: line.text,
  };
  const row = (fields: Record<string, unknown>): Record<string, unknown> => ({
    id: line.id,
    ...fields,
    grader: side === null ? 'offline' : 'model',
    ms: Math.round((monotonicMs() - startedMs) * 10) / 10,
  });

  const byCode = codeIntake(input) ?? (side === null ? offlineIntake(input) : null);
  if (byCode !== null)
    return row({
      label: byCode.label,
      confidence: byCode.confidence,
      graded: gradedByIntake(byCode),
      crisis: byCode.crisis,
      not_labelled: null,
    });
  if (side === null) return row({});

  const asked = await labellerFor(line.id, side)(
    { ...input, repliesTo: repliesTo === true ? 'another message' : repliesTo },
    new AbortController().signal,
  );
  if (asked.kind === 'failed')
    return row({
      label: null,
      confidence: null,
      graded: false,
      crisis: null,
      not_labelled: { reason: asked.reason, detail: asked.detail },
    });
  const { label, confidence } = asked.value;
  const crisis = asked.value.crisis || label === 'personal_crisis';
  return row({
    label,
    confidence,
    graded: gradedByIntake({ label, confidence, crisis }),
    crisis,
    not_labelled: null,
    model: asked.model,
    input_tokens: asked.inputTokens,
    output_tokens: asked.outputTokens,
  });
}
