import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { RecordDetailView } from '#api/contract/records.ts'
import { AddSideVolume } from './add-side-volume.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Main and side volume of a case; who serves the parties is shown no side volume. */
export function Volumes({ record }: { readonly record: RecordDetailView }) {
  const { t } = useText()
  const [isAdding, setAdding] = useState(false)
  if (record.volume === null) return null
  return (
    <section className="card">
      <div className="row">
        <h2>{t('record:volume.title')}</h2>
        <Tag tone={record.volume === 'side' ? 'soon' : 'info'}>{t(`record:volume.${record.volume}`)}</Tag>
      </div>
      {record.volume === 'side' && <p className="muted">{t('record:volume.hidden')}</p>}
      <ul className="stack tight">
        {record.volumes.map(({ id, title, volume }) => (
          <li key={id} className="row wrap">
            <Tag tone="plain">{t(`record:volume.${volume}`)}</Tag>
            <Link to="/records/$recordId" params={{ recordId: id }}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
      {record.allowedActions.addSideVolume.allowed && (
        <div>
          <Button onClick={() => setAdding(true)}>{t('record:volume.add')}…</Button>
        </div>
      )}
      {isAdding && <AddSideVolume main={record} onClose={() => setAdding(false)} />}
    </section>
  )
}
