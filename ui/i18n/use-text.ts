import { useTranslation } from 'react-i18next'
import type { ProblemCode } from '#domain/problems.ts'
import type { Language } from './start.ts'

interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** Texts of the screens, and the reader's side of what the server says in both languages. */
export function useText() {
  const { t, i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN'
  const side = language === 'en' ? 'en' : 'zh'
  return {
    t,
    language,
    say: (both: Bilingual): string => both[side],
    lines: (both: { readonly zh: readonly string[]; readonly en: readonly string[] }): readonly string[] =>
      both[side],
    /** What an error code means and what to do about it. */
    problem: (code: ProblemCode) => ({ title: t(`problems:${code}.title`), fix: t(`problems:${code}.fix`) }),
  }
}
export type Text = ReturnType<typeof useText>
