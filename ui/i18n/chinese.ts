import type { TextModule } from './text-module.ts'

/** The areas of the Chinese texts that any screen may need, as one chunk; the others are LATE_AREAS. */
export const TEXTS = import.meta.glob<TextModule>(
  [
    './zh-CN/*.json',
    '!./zh-CN/{batch,disposal,health,imports,incidents,proposals,schedules,store,structure,window}.json',
  ],
  {
    eager: true,
  },
)
