import type { PagesView } from '#api/contract/paper.ts'
import type { PageFault } from '#domain/scan.ts'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

export type PageImage = PagesView['items'][number]

/** Whether a page has to be scanned again: what the paper itself is like is no fault. */
export function isFaulty(page: PageImage): boolean {
  return page.qualityFaults.length > 0 || ((page.machineFaults?.length ?? 0) > 0 && !page.isAsOriginal)
}

/** Machine's and checker's faults of one page, each with its name. */
export function FaultTags({ page }: { readonly page: PageImage }) {
  const { t } = useText()
  return (
    <>
      {(page.machineFaults ?? []).map((code) => (
        <Tag key={code} tone={page.isAsOriginal ? 'plain' : 'soon'}>
          {t(`vocabulary:finding.${code}`)}
        </Tag>
      ))}
      {page.qualityFaults.map((code) => (
        <Tag key={code} tone="soon">
          {t(`vocabulary:finding.${code}`)}
        </Tag>
      ))}
    </>
  )
}

/** Faults of a judgement in one line: `第 3 页 倾斜、模糊；第 5 页 裁切`. */
export function faultsLine(t: Text['t'], faults: readonly PageFault[]): string {
  const pages = [...new Set(faults.map(({ page }) => page))].sort((a, b) => a - b)
  return pages
    .map((page) => {
      const names = faults
        .filter((fault) => fault.page === page)
        .map(({ code }) => t(`vocabulary:finding.${code}`))
      return `${t('paper:page.number', { page })} ${names.join(t('listSeparator'))}`
    })
    .join(t('detail.and'))
}
