import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { remember, remembered } from '#ui/preferences.ts'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

type Texts = { readonly [key: string]: string | Texts }
interface TextModule {
  readonly default: Texts
}

const chinese = import.meta.glob<TextModule>('./zh-CN/*.json')
const english = import.meta.glob<TextModule>('./en/*.json')

/** One language is loaded at a time; the other comes when somebody switches. */
async function load(language: Language): Promise<void> {
  const files = Object.entries(language === 'en' ? english : chinese)
  const texts = await Promise.all(
    files.map(async ([path, open]) => [areaOf(path), (await open()).default] as const),
  )
  for (const [area, text] of texts) i18next.addResourceBundle(language, area, text, true, true)
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
