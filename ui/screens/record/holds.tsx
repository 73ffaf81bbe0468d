import { useState } from 'react'
import type { RecordDetailView } from '#api/contract/records.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { HoldCard } from '#ui/screens/disposal/hold-card.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { PlaceHold } from './place-hold.tsx'

/** A hold stops disposal and nothing else; lifting one takes two persons. */
export function Holds({ record }: { readonly record: RecordDetailView }) {
  const { t } = useText()
  const [isPlacing, setPlacing] = useState(false)
  return (
    <section className="card">
      <div className="row spread">
        <h2>{t('holds')}</h2>
        <ActionButton size="small" action={record.allowedActions.placeHold} onClick={() => setPlacing(true)}>
          {t('record:hold.place')}
        </ActionButton>
      </div>
      {record.holds.length === 0 && <p className="muted">{t('record:hold.none')}</p>}
      <ul className="stack">
        {record.holds.map((hold) => (
          <li key={hold.id}>
            <HoldCard hold={hold} form="on-record" />
          </li>
        ))}
      </ul>
      {isPlacing && <PlaceHold record={record} onClose={() => setPlacing(false)} />}
    </section>
  )
}
