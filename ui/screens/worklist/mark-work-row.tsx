import type { MarkWorkItemView } from '#api/contract/quarantine.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DeadlineTag } from '#ui/components/deadline-tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface MarkWorkRowProps {
  readonly item: MarkWorkItemView
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
}

/** A mark of a state secret among the tasks: number, class and unit, never a word of what it says. */
export function MarkWorkRow({ item, isSelected, onSelect }: MarkWorkRowProps) {
  const { t, say } = useText()
  const { id, archivalCode, classCode, unitName } = item
  return (
    <li className="queue-line">
      <button type="button" className="queue-row" aria-current={isSelected} onClick={() => onSelect(id)}>
        <span className="row">
          <strong className="nowrap">{t('worklist:mark.name')}</strong>
          <Clipped text={say(unitName)} className="grow" />
          <DeadlineTag task={item} />
        </span>
        <span className="row">
          <span className="code clip">{archivalCode ?? t('codes:mark.uncoded')}</span>
          <span className="grow" />
          <span className="faint nowrap">{classCode}</span>
        </span>
      </button>
    </li>
  )
}
