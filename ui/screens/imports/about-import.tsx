import type { ReactNode } from 'react'
import type { ImportDetailView } from '#api/contract/imports.ts'
import { IMPORT_FIELDS } from '#domain/import-columns.ts'
import { sizeText } from '#ui/components/figures.ts'
import { HashText } from '#ui/components/hash-text.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** What was handed in, what its columns mean, and who did what. */
export function AboutImport({ view }: { readonly view: ImportDetailView }) {
  const { t, say } = useText()
  const columns = IMPORT_FIELDS.flatMap((field) => {
    const column = view.mapping[field]
    return column === undefined ? [] : [`${t(`imports:field.${field}`)} ← ${view.headers[column] ?? ''}`]
  })
  const signed = (by: ImportDetailView['broughtBy'], at: string) => (
    <>
      {say(by.name)} · <When at={at} />
    </>
  )
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('imports:file'), `${view.fileName} · ${sizeText(view.sizeBytes)}`],
    ['SHA-256', <HashText key="hash" value={view.fileSha256} />],
    [t('imports:mapping.title'), columns.join(t('listSeparator'))],
    [t('imports:value.unit'), say(view.unitName)],
    [t('imports:value.class'), view.classCode ?? t('imports:value.ofRows')],
    [t('grade'), t(`vocabulary:choice.${view.grade}`)],
    [t('imports:value.carrier'), t(`vocabulary:carrier.${view.carrier}`)],
    [t('imports:value.dormancy'), t(`imports:dormancy.${view.dormancy}`)],
    [t('imports:broughtBy'), signed(view.broughtBy, view.broughtAt)],
    ...(view.approved === null
      ? []
      : ([[t('imports:approvedBy'), signed(view.approved.by, view.approved.at)]] as const)),
    ...(view.finishedAt === null
      ? []
      : ([[t('imports:finishedAt'), <When key="finished" at={view.finishedAt} />]] as const)),
    ...(view.withdrawnBy === null
      ? []
      : ([[t('imports:withdrawnBy'), `${say(view.withdrawnBy.name)} · ${view.withdrawReason}`]] as const)),
  ]
  return (
    <section className="card" aria-labelledby="import-about">
      <h2 id="import-about">{t('imports:about')}</h2>
      <dl className="dl">
        {rows.map(([name, value]) => (
          <div key={name} className="dl-row">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
