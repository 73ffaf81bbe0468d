import type { HandOverWorkItemView } from '#api/contract/hand-overs.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DeadlineTag } from '#ui/components/deadline-tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface HandOverRowProps {
  readonly item: HandOverWorkItemView
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
}

/** A post hand-over that waits for one's signature, among the tasks. */
export function HandOverRow({ item, isSelected, onSelect }: HandOverRowProps) {
  const { t, say } = useText()
  const { id, kind, handOver } = item
  const unit = say(handOver.unitName)
  const role = t(`vocabulary:role.${handOver.role}`)
  return (
    <li className="queue-line">
      <button type="button" className="queue-row" aria-current={isSelected} onClick={() => onSelect(id)}>
        <span className="row">
          <strong className="nowrap">{t(`worklist:handOver.kind.${kind}`)}</strong>
          <Clipped text={t('settings:handOvers.postShort', { unit, role })} className="grow" />
          <DeadlineTag task={item} />
        </span>
        <span className="row">
          <span className="clip">{handOver.note}</span>
          <span className="grow" />
          <span className="faint nowrap">{`${say(handOver.from.name)} → ${say(handOver.to.name)}`}</span>
        </span>
      </button>
    </li>
  )
}
