import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { HandOverWorkItemView } from '#api/contract/hand-overs.ts'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SignHandOver } from '#ui/screens/settings/sign-hand-over.tsx'
import { WorkFrame } from './work-frame.tsx'

/** A post hand-over that waits for one's signature: who passes what to whom, and the register to sign. */
export function HandOverPane({ item }: { readonly item: HandOverWorkItemView }) {
  const { t, say } = useText()
  const [isSigning, setSigning] = useState(false)
  const { kind, handOver } = item
  const { from, to, proposedBy, proposedAt, note } = handOver
  const role = t(`vocabulary:role.${handOver.role}`)
  return (
    <WorkFrame
      title={t('worklist:handOver.title', {
        kind: t(`worklist:handOver.kind.${kind}`),
        unit: say(handOver.unitName),
        role,
      })}
      item={item}
      about={
        <Link to="/settings" search={{ tab: 'hand-overs' }}>
          {t('worklist:handOver.page')}
        </Link>
      }
    >
      <dl className="dl">
        <dt>{t('settings:handOvers.from')}</dt>
        <dd>{say(from.name)}</dd>
        <dt>{t('settings:handOvers.to')}</dt>
        <dd>{say(to.name)}</dd>
        <dt>{t('settings:handOvers.note')}</dt>
        <dd>{note}</dd>
        <dt>{t('settings:handOvers.proposed')}</dt>
        <dd>
          {say(proposedBy.name)} <When at={proposedAt} />
        </dd>
      </dl>
      <p className="muted">{t(`worklist:handOver.rule.${kind}`)}</p>
      <div className="row">
        <Button type="primary" onClick={() => setSigning(true)}>
          {t('worklist:handOver.open')}
        </Button>
      </div>
      {isSigning && <SignHandOver handOver={handOver} onClose={() => setSigning(false)} />}
    </WorkFrame>
  )
}
