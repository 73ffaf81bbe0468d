import type { ProposalWorkItemView } from '#api/contract/proposals.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DeadlineTag } from '#ui/components/deadline-tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface ProposalWorkRowProps {
  readonly item: ProposalWorkItemView
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
}

/** What somebody proposed, among the tasks of who decides. */
export function ProposalWorkRow({ item, isSelected, onSelect }: ProposalWorkRowProps) {
  const { t, say } = useText()
  return (
    <li className="queue-line">
      <button type="button" className="queue-row" aria-current={isSelected} onClick={() => onSelect(item.id)}>
        <span className="row">
          <strong className="nowrap">{t(`proposals:kind.${item.kind}`)}</strong>
          <Clipped text={item.title} className="grow" />
          <DeadlineTag task={item} />
        </span>
        <span className="row">
          <span className="code clip">{item.code ?? t('proposals:uncoded')}</span>
          <span className="grow" />
          <span className="faint nowrap">{say(item.proposedBy.name)}</span>
        </span>
      </button>
    </li>
  )
}
