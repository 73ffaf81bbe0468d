import type { useKeySignature } from '#ui/client/security-keys.ts'
import { useSession } from '#ui/client/session-context.ts'
import { KeyButton } from '#ui/components/key-button.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { TotpInput } from '#ui/components/totp-input.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** The second factor of one signature: six digits, or the answer of a key to this register's hash. */
export interface Factor {
  readonly digits: string
  readonly put: (digits: string) => void
  readonly key: ReturnType<typeof useKeySignature>
  readonly isGiven: boolean
}

export function FactorInput({ factor }: { readonly factor: Factor }) {
  const { t } = useText()
  const { person } = useSession()
  const { key } = factor
  return (
    <div className="stack tight">
      {(person.hasSecondFactor || person.securityKeys === 0) && (
        <TotpInput label={t('list:totp')} value={factor.digits} onChange={factor.put} />
      )}
      {person.securityKeys > 0 && (
        <KeyButton isPending={key.isPending} isDone={key.isSuccess} onAsk={() => key.mutate()} />
      )}
      <ProblemNotice error={key.error} />
    </div>
  )
}
