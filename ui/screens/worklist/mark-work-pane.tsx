import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { MarkWorkItemView } from '#api/contract/quarantine.ts'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { DecideMark, type DecideMarkProps } from '#ui/screens/codes/decide-mark.tsx'
import { WorkFrame } from './work-frame.tsx'

interface MarkWorkPaneProps {
  readonly item: MarkWorkItemView
  readonly onDone: () => void
}

/** A record that is closed because its content bears the mark of a state secret, and the decision about it. */
export function MarkWorkPane({ item, onDone }: MarkWorkPaneProps) {
  const { t, say } = useText()
  const [finding, setFinding] = useState<DecideMarkProps['finding']>()
  return (
    <WorkFrame
      title={t('worklist:mark.title')}
      item={item}
      about={
        <>
          <span className="code">{item.archivalCode ?? t('codes:mark.uncoded')}</span>
          <Link to="/settings" search={{ tab: 'marks' }}>
            {t('worklist:mark.page')}
          </Link>
        </>
      }
    >
      <dl className="dl">
        <dt>{t('codes:mark.classCode')}</dt>
        <dd>{item.classCode}</dd>
        <dt>{t('codes:mark.unit')}</dt>
        <dd>{say(item.unitName)}</dd>
        <dt>{t('worklist:mark.found')}</dt>
        <dd>
          <When at={item.foundAt} />
        </dd>
      </dl>
      <p className="muted">{t('worklist:mark.rule')}</p>
      <div className="row">
        <Button onClick={() => setFinding('no-secret')}>{t('codes:mark.lift')}…</Button>
        <Button danger onClick={() => setFinding('secret')}>
          {t('codes:mark.declare')}…
        </Button>
      </div>
      {finding !== undefined && (
        <DecideMark
          recordId={item.recordId}
          finding={finding}
          onClose={() => setFinding(undefined)}
          onDone={onDone}
        />
      )}
    </WorkFrame>
  )
}
