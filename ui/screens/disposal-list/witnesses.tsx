import type { ListDetailView } from '#api/contract/disposal.ts'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Two persons check before and sign after. */
export function Witnesses({ list }: { readonly list: ListDetailView }) {
  const { t, say } = useText()
  if (list.approval === null || list.witnesses.length === 0) return null
  return (
    <section className="card">
      <h2>{t('list:witness.title')}</h2>
      <ul className="stack tight">
        {list.witnesses.map((witness) => (
          <li key={witness.slot} className="stack tight">
            <span className="row wrap">
              <strong>{witness.person === null ? t('list:witness.nobody') : say(witness.person.name)}</strong>
              {witness.unitName !== null && <span className="muted">{say(witness.unitName)}</span>}
            </span>
            <span className="row wrap">
              <Tag tone={witness.checkedAt === null ? 'plain' : 'ok'}>
                {t(witness.checkedAt === null ? 'list:witness.notChecked' : 'list:witness.checked')}
              </Tag>
              {witness.checkedAt !== null && <When at={witness.checkedAt} />}
            </span>
            <span className="row wrap">
              <Tag tone={witness.signedAt === null ? 'plain' : 'ok'}>
                {t(witness.signedAt === null ? 'list:witness.notSigned' : 'list:witness.signed')}
              </Tag>
              {witness.signedAt !== null && <When at={witness.signedAt} />}
            </span>
          </li>
        ))}
      </ul>
      {list.destruction !== null && (
        <p className="muted">
          {t('list:witness.destruction', {
            method: list.destruction.method,
            place: list.destruction.place,
            on: list.destruction.on,
          })}
        </p>
      )}
    </section>
  )
}
