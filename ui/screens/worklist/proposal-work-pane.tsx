import { Link } from '@tanstack/react-router'
import type { ProposalWorkItemView } from '#api/contract/proposals.ts'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { WorkFrame } from './work-frame.tsx'

/** Who proposed what for which record or class, and where it is decided. */
export function ProposalWorkPane({ item }: { readonly item: ProposalWorkItemView }) {
  const { t, say } = useText()
  return (
    <WorkFrame
      title={t(`proposals:title.${item.kind}`)}
      item={item}
      about={<span className="code">{item.code ?? t('proposals:uncoded')}</span>}
    >
      <dl className="dl">
        <dt>{t('proposals:about')}</dt>
        <dd>{item.title}</dd>
        {item.unitName !== null && (
          <>
            <dt>{t('proposals:unit')}</dt>
            <dd>{say(item.unitName)}</dd>
          </>
        )}
        <dt>{t('proposals:proposed')}</dt>
        <dd>
          {say(item.proposedBy.name)} <When at={item.proposedAt} />
        </dd>
      </dl>
      <p className="muted">{t(`proposals:rule.${item.kind}`)}</p>
      <p>
        <WayThere item={item} />
      </p>
    </WorkFrame>
  )
}

function WayThere({ item: { kind, recordId } }: { readonly item: ProposalWorkItemView }) {
  const { t } = useText()
  if (kind === 'giving')
    return (
      <Link to="/window" search={{ tab: 'register', state: 'asked' }}>
        {t('proposals:go.window')}
      </Link>
    )
  if (kind === 'lift' || recordId === null)
    return (
      <Link to="/disposal" search={{ tab: 'holds' }}>
        {t('proposals:go.holds')}
      </Link>
    )
  return (
    <Link to="/records/$recordId" params={{ recordId }}>
      {t('proposals:go.record')}
    </Link>
  )
}
