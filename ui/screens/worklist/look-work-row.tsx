import type { AccessRequestView } from '#api/contract/access.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DeadlineTag } from '#ui/components/deadline-tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface LookWorkRowProps {
  readonly id: string
  readonly item: AccessRequestView
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
}

/** A request for a look among the tasks: it is decided, not claimed, so it bears no box. */
export function LookWorkRow({ id, item, isSelected, onSelect }: LookWorkRowProps) {
  const { t, say } = useText()
  return (
    <li className="queue-line">
      <button type="button" className="queue-row" aria-current={isSelected} onClick={() => onSelect(id)}>
        <span className="row">
          <strong className="nowrap">{t('worklist:look.name')}</strong>
          <Clipped text={`${say(item.person.name)} · ${item.purpose}`} className="grow" />
          <DeadlineTag task={item} />
        </span>
        <span className="row">
          <span className="code clip">{item.code}</span>
          <span className="grow" />
          <span className="faint nowrap">{t('worklist:look.days', { count: item.days })}</span>
        </span>
      </button>
    </li>
  )
}
