import type { RecordFamily } from './vocabulary.ts'

/**
 * Families whose records are the file of one person: whoever opens one says what for, once in a session, and it is kept beside every
 * view (个人信息保护法 Art 6; regulations 8.2: each view and print is logged with its purpose).
 */
export const PERSONAL_FAMILIES: readonly RecordFamily[] = ['retiree-personnel']

/** What a personal file is opened for: 业务办理, 窗口利用, 鉴定, 监督检查, 诉讼仲裁, 信访投诉, 其他. */
export const PURPOSE_KINDS = [
  'handling',
  'window',
  'appraisal',
  'inspection',
  'litigation',
  'complaint',
  'other',
] as const
export type PurposeKind = (typeof PURPOSE_KINDS)[number]

export interface PurposeStanding {
  readonly isPersonal: boolean
  /** As it was said in this session; null where nothing was. */
  readonly said: string | null
  /** A task of this record that the reader has claimed: working on it is the purpose. */
  readonly taskId: string | null
}

export type PurposeOf =
  | { readonly kind: 'none-needed' }
  | { readonly kind: 'known'; readonly purpose: string; readonly lasts: 'session' | 'task' }
  | { readonly kind: 'missing' }

/** What a view is for: said, or the reader's own task; missing where neither is there and the file is a person's. */
export function purposeOf({ isPersonal, said, taskId }: PurposeStanding): PurposeOf {
  if (said !== null) return { kind: 'known', purpose: said, lasts: 'session' }
  if (!isPersonal) return { kind: 'none-needed' }
  return taskId === null ? { kind: 'missing' } : { kind: 'known', purpose: `task ${taskId}`, lasts: 'task' }
}

/** A purpose as the log keeps it. */
export function purposeWords(kind: PurposeKind, text: string): string {
  return `${kind}: ${text}`
}
