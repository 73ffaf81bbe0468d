import type { ListDetailView } from '#api/contract/disposal.ts'
import { HashText } from '#ui/components/hash-text.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** What a signature stands for: the hash, and how the list differs from what was sealed. */
export function Signed({ list }: { readonly list: ListDetailView }) {
  const { t } = useText()
  const hash = list.registerHash ?? list.sealedHash
  if (hash === null) {
    return (
      <section className="card">
        <h3>{t('list:signed.title')}</h3>
        <p className="muted">{t('list:signed.notSealed')}</p>
      </section>
    )
  }
  const { left, added, changed } = list.sinceSealed
  return (
    <section className="card">
      <h3>
        {t(
          list.registerHash === null
            ? 'list:signed.sealTitle'
            : list.myTaskId === null
              ? 'list:signed.other'
              : 'list:signed.title',
        )}
      </h3>
      <HashText value={hash} />
      <p>
        {t('list:signed.difference', { left: left.length, added, changed })}
        {list.sealedAt !== null && (
          <span className="muted">
            {' '}
            (<When at={list.sealedAt} />)
          </span>
        )}
      </p>
      {left.length > 0 && (
        <details>
          <summary>{t('list:signed.show')}</summary>
          <ul className="stack tight">
            {left.map((item) => (
              <li key={item.archivalCode}>
                <span className="code">{item.archivalCode}</span> {t(`vocabulary:leave.${item.reason}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {list.filing !== null && (
        <p className="muted">{t('list:signed.filing', { number: list.filing.number, on: list.filing.on })}</p>
      )}
    </section>
  )
}
