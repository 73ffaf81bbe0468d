import type { BilingualText } from '#domain/lifecycle.ts'

type Data = Readonly<Record<string, unknown>>

/** What is said of the site itself: that it came to be, and that its archive was taken elsewhere. */
export const EXPORT_WORDS = {
  'site.created': { zh: '站点建立', en: 'Site created' },
  'site.export-begun': ({ reason }: Data): BilingualText => ({
    zh: `开始导出档案：${String(reason)}`,
    en: `Export of the archive begun: ${String(reason)}`,
  }),
  'site.export-ended': ({ records, faults }: Data): BilingualText => ({
    zh: `导出完成：${String(records)} 件，问题 ${String(faults)} 处`,
    en: `Export ended: ${String(records)} records, ${String(faults)} faults`,
  }),
  'site.restored': ({ records }: Data): BilingualText => ({
    zh: `由导出包恢复：${String(records)} 件`,
    en: `Restored from an exported bag: ${String(records)} records`,
  }),
}
