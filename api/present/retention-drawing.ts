import { explainReasons, type RetentionExplanation, type RetentionStep } from '#domain/explanation.ts'
import type { Period } from '#domain/schedule.ts'
import type { RetentionDrawingView } from '#api/contract/records.ts'

/** The explanation of a date in the parts of which its picture is made. */
export function retentionDrawing(
  explanation: RetentionExplanation,
  scheduleVersionId: string,
): RetentionDrawingView {
  const { trigger, cutOff, period, scheduledPeriod, isMinimumTerm, steps } = explanation
  return {
    scheduleVersionId,
    trigger: trigger.kind === 'event' ? trigger.event : trigger.kind,
    triggerOf: trigger.kind === 'event' ? (trigger.of ?? null) : null,
    cutOff,
    term: termOf(period),
    scheduledTerm: termOf(scheduledPeriod),
    isMinimumTerm,
    steps: steps.map(stepView),
    reasons: { zh: [...explainReasons(explanation, 'zh')], en: [...explainReasons(explanation, 'en')] },
  }
}

function termOf(period: Period): RetentionDrawingView['term'] {
  if (period.kind === 'years') return period.years
  return period.kind === 'permanent' ? 'permanent' : null
}

function stepView(step: RetentionStep): RetentionDrawingView['steps'][number] {
  if (step.kind === 'trigger') return { kind: step.kind, from: null, years: null, to: step.on }
  const years = step.kind === 'term' ? step.years : null
  return { kind: step.kind, from: step.from, years, to: step.to }
}
