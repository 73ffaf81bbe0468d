import type { ListDetailView } from '#api/contract/disposal.ts'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

export function Opinions({ list }: { readonly list: ListDetailView }) {
  const { t, say } = useText()
  if (list.opinions.length === 0) return null
  return (
    <section className="card">
      <h2>{t('list:opinions')}</h2>
      <ul className="stack tight">
        {list.opinions.map((opinion) => (
          <li key={opinion.kind}>
            <span className="row wrap">
              <strong>{say(opinion.by.name)}</strong>
              <span className="muted">{t(`vocabulary:appraiser.${opinion.kind}`)}</span>
              <span className="faint">
                <When at={opinion.givenAt} />
              </span>
            </span>
            <p className="said">{opinion.opinion}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
