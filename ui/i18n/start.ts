import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { remember, remembered } from '#ui/preferences.ts'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** One language is loaded at a time; the other comes when somebody switches. */
async function load(language: Language): Promise<void> {
  const { TEXTS } = await (language === 'en' ? import('./english.ts') : import('./chinese.ts'))
  for (const [path, { default: texts }] of Object.entries(TEXTS)) {
    i18next.addResourceBundle(language, areaOf(path), texts, true, true)
  }
}

function areaOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
}

export async function startTexts(): Promise<void> {
  const language = remembered('language', LANGUAGES) ?? 'zh-CN'
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    resources: {},
    interpolation: { escapeValue: false },
  })
  await load(language)
  await showLanguage(language)
}

export async function showLanguage(language: Language): Promise<void> {
  await load(language)
  remember('language', language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}
