import type { TextModule } from './text-module.ts'

/** All areas of the English texts, as one chunk. */
export const TEXTS = import.meta.glob<TextModule>('./en/*.json', { eager: true })
