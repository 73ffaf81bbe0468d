import { SCAN_POLICIES } from '#domain/vocabulary.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** What the chosen scan policy means for the way of the file. */
export function PolicyHint({ policy }: { readonly policy: unknown }) {
  const { t } = useText()
  const known = SCAN_POLICIES.find((name) => name === policy)
  if (known === undefined) return null
  return (
    <p className="notice info" aria-live="polite">
      <span>
        <strong>{t(`vocabulary:choice.${known}`)}</strong> {t(`paper:policy.${known}`)}
      </span>
    </p>
  )
}
