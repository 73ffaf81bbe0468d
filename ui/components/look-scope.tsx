import { useText } from '#ui/i18n/use-text.ts'
import { countText } from './figures.ts'

interface LookScopeProps {
  readonly ofClass: {
    readonly unitName: { readonly zh: string; readonly en: string }
    readonly years: { readonly from: number; readonly to: number } | null
    readonly opens: { readonly count: number; readonly isCapped: boolean } | null
  }
}

/** Whose records of a class a look opens, and how many of those that the reader sees. */
export function LookScope({ ofClass: { unitName, years, opens } }: LookScopeProps) {
  const { t, say } = useText()
  return (
    <span>
      {t('settings:access.ofClass', {
        unit: say(unitName),
        years: years === null ? t('settings:access.allYears') : `${years.from}–${years.to}`,
      })}
      {opens !== null && (
        <> · {t('settings:access.opens', { count: opens.count, shown: countText(opens) })}</>
      )}
    </span>
  )
}
