import type { BilingualText } from './lifecycle.ts'
import type { RecordFamily } from './vocabulary.ts'

/** What a family of classes is called on papers (门类). */
export const FAMILY_NAMES: Readonly<Record<RecordFamily, BilingualText>> = {
  documents: { zh: '文书', en: 'documents' },
  accounting: { zh: '会计', en: 'accounting' },
  business: { zh: '业务', en: 'social-insurance business' },
  'retiree-personnel': { zh: '退休人事', en: 'retiree personnel' },
  'labour-inspection': { zh: '劳动监察', en: 'labour inspection' },
  arbitration: { zh: '仲裁', en: 'arbitration' },
  'archives-own': { zh: '档案业务', en: "the archive's own" },
}
