import type { TextModule } from './text-module.ts'

/** All areas of the Chinese texts, as one chunk. */
export const TEXTS = import.meta.glob<TextModule>('./zh-CN/*.json', { eager: true })
