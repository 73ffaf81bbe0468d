import type { WhatIfView } from '#api/contract/schedules.ts'
import { numberText } from '#ui/components/figures.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** `1 312 later, 4 earlier, 9 conflict`: what a version would move, in one line. */
export function WhatIfLine({ total }: { readonly total: WhatIfView['total'] | undefined }) {
  const { t } = useText()
  if (total === undefined) return <p className="faint">{t('schedules:whatIf.counting')}</p>
  const parts = (['later', 'earlier', 'conflict', 'cannot_evaluate', 'dueAtOnce'] as const).flatMap((kind) =>
    total[kind] === 0 ? [] : [t(`schedules:whatIf.line.${kind}`, { n: numberText(total[kind]) })],
  )
  return <p>{parts.length === 0 ? t('schedules:whatIf.nothingMoves') : parts.join(t('listSeparator'))}</p>
}
