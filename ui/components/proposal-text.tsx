import type { TermProposalView } from '#api/contract/disposal.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { Tag } from './tag.tsx'

/** What is proposed of an item, and where it stands. */
export function ProposalText({ proposal }: { readonly proposal: TermProposalView }) {
  const { t, say } = useText()
  const names = proposal.proposedBy.map(({ name }) => say(name)).join(t('listSeparator'))
  const why = proposal.reason === 'extended' ? [] : [t(`vocabulary:leave.${proposal.reason}`)]
  const term = proposal.years === null ? [] : [t('list:terms.years', { count: proposal.years })]
  const what = [...why, ...term].join(' · ')
  const { refused } = proposal
  return (
    <span className="stack tight">
      <span className="row wrap">
        <strong>{what}</strong>
        <Tag tone={proposal.state === 'open' ? 'soon' : 'over'}>{t(`list:terms.${proposal.state}`)}</Tag>
      </span>
      <span className="muted">{t('list:terms.by', { names })}</span>
      {refused !== null && (
        <span className="muted">
          {t('list:terms.refusedBy', { name: say(refused.by.name), reason: refused.reason })}
        </span>
      )}
    </span>
  )
}
