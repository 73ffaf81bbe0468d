import type { ListDetailView } from '#api/contract/disposal.ts'
import { contentAddress } from '#ui/client/addresses.ts'
import { CopyText, shortened } from '#ui/components/copy-text.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** The papers that stay: the concluded register and the certificate of destruction. */
export function Certificate({ list }: { readonly list: ListDetailView }) {
  const { t } = useText()
  const papers = [
    { name: 'certificate', paper: list.certificate },
    { name: 'register', paper: list.register },
  ] as const
  if (papers.every(({ paper }) => paper === null)) return null
  return (
    <section className="card">
      <h2>{t('list:papers.title')}</h2>
      {papers.map(
        ({ name, paper }) =>
          paper !== null && (
            <div key={name} className="row">
              <a href={contentAddress(paper.objectId, 'attachment')} download>
                {t(`list:papers.${name}`)}
              </a>
              <CopyText value={paper.sha256} shown={shortened(paper.sha256)} label="SHA-256" />
            </div>
          ),
      )}
    </section>
  )
}
