import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { remember, remembered } from '#ui/preferences.ts'
import type { TextModule } from './text-module.ts'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Areas of a few screens alone, which come with these screens. */
const LATE_AREAS = [
  'batch',
  'disposal',
  'health',
  'imports',
  'incidents',
  'proposals',
  'schedules',
  'store',
  'structure',
  'window',
] as const
export type LateArea = (typeof LATE_AREAS)[number]
const LATE_TEXTS = import.meta.glob<TextModule>(
  './{zh-CN,en}/{batch,disposal,health,imports,incidents,proposals,schedules,store,structure,window}.json',
)

/** One language is loaded at a time; the other comes when somebody switches. */
async function load(language: Language): Promise<void> {
  const { TEXTS } = await (language === 'en' ? import('./english.ts') : import('./chinese.ts'))
  for (const [path, module] of Object.entries(TEXTS)) add(language, path, module)
  const shown = LATE_AREAS.filter((area) => LANGUAGES.some((known) => i18next.hasResourceBundle(known, area)))
  await Promise.all(shown.map(async (area) => loadLate(language, area)))
}

async function loadLate(language: Language, area: LateArea): Promise<void> {
  const path = `./${language}/${area}.json`
  const module = await LATE_TEXTS[path]?.()
  if (module !== undefined) add(language, path, module)
}

function add(language: Language, path: string, { default: texts }: TextModule): void {
  i18next.addResourceBundle(language, areaOf(path), texts, true, true)
}

/** A screen together with the texts that are not loaded at once. */
export async function withTexts<T>(areas: readonly LateArea[], screen: Promise<T>): Promise<T> {
  const language = i18next.language === 'en' ? 'en' : 'zh-CN'
  await Promise.all(areas.map(async (area) => loadLate(language, area)))
  return await screen
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
