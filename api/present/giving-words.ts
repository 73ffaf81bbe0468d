import type { BilingualText } from '#domain/lifecycle.ts'

/** What a history says of own data at the window, and of public variants. Who asked is personal and stands in the register alone. */
export const GIVING_WORDS = {
  'giving.asked': { zh: '窗口登记本人查询利用申请', en: 'Own data asked for at the window' },
  'giving.approved': { zh: '审批同意提供利用', en: 'Giving own data approved' },
  'giving.refused': { zh: '不予提供利用', en: 'Giving own data refused' },
  'giving.given': { zh: '窗口已提供利用', en: 'Own data given at the window' },
  'variant.proposed': { zh: '提交公开版', en: 'Public variant proposed' },
  'variant.confirmed': { zh: '公开版经复核采用', en: 'Public variant confirmed' },
  'variant.refused': { zh: '公开版未采用', en: 'Public variant refused' },
} as const satisfies Readonly<Record<string, BilingualText>>
