import type { Refusal } from '#domain/refusal.ts'
import type { AllowedView } from '#api/contract/common.ts'
import type { z } from 'zod'

type Allowed = z.output<typeof AllowedView>

/** What the act itself would answer, tried without doing it. */
export function allowed(answer: Refusal | { readonly kind: string } | undefined): Allowed {
  if (answer === undefined || !isRefusal(answer)) return { allowed: true, reason: null }
  return { allowed: false, reason: answer.code }
}

/** Like `allowed`, for acts that still need something from the person: a lacking form or code is no refusal yet. */
export function allowedBut(
  answer: Refusal | { readonly kind: string },
  lacking: readonly Refusal['code'][],
): Allowed {
  return isRefusal(answer) && !lacking.includes(answer.code)
    ? allowed(answer)
    : { allowed: true, reason: null }
}

function isRefusal(answer: { readonly kind: string }): answer is Refusal {
  return answer.kind === 'refused'
}
