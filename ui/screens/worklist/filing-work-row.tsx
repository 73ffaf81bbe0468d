import type { FilingWorkItemView } from '#api/contract/filings.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DeadlineTag } from '#ui/components/deadline-tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface FilingWorkRowProps {
  readonly item: FilingWorkItemView
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
}

/** Late filing among the tasks: it is nobody's to claim, so it bears no box. */
export function FilingWorkRow({ item, isSelected, onSelect }: FilingWorkRowProps) {
  const { t, say } = useText()
  const { id, kind, unitName, className, classCode, fromOn, toOn } = item
  return (
    <li className="queue-line">
      <button type="button" className="queue-row" aria-current={isSelected} onClick={() => onSelect(id)}>
        <span className="row">
          <strong className="nowrap">{t(`worklist:filing.kind.${kind}`)}</strong>
          <Clipped text={`${say(unitName)} · ${say(className)}`} className="grow" />
          <DeadlineTag task={item} />
        </span>
        <span className="row">
          <span className="code clip">{item.case?.number ?? classCode}</span>
          <span className="grow" />
          <span className="faint nowrap">{t('filing:late.span', { from: fromOn, to: toOn })}</span>
        </span>
      </button>
    </li>
  )
}
