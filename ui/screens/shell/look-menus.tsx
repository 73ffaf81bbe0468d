import { Dropdown } from 'antd'
import { Icon } from '#ui/components/icon.tsx'
import { LANGUAGES, showLanguage } from '#ui/i18n/start.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { THEME_CHOICES, useTheme } from '#ui/theme/theme-provider.tsx'

/** Each language in its own words: whoever needs it can read it. */
const LANGUAGE_NAMES = { 'zh-CN': '中文', en: 'English' } as const

export function LanguageMenu() {
  const { t, language } = useText()
  const items = LANGUAGES.map((key) => ({
    key,
    label: <span lang={key}>{LANGUAGE_NAMES[key]}</span>,
    onClick: () => void showLanguage(key),
  }))
  return (
    <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: [language] }}>
      <button type="button" className="top-menu" aria-label={t('shell:language')} aria-haspopup="menu">
        <Icon name="language" />
      </button>
    </Dropdown>
  )
}

export function ThemeMenu() {
  const { t } = useText()
  const { choice, scheme, choose } = useTheme()
  const items = THEME_CHOICES.map((key) => ({
    key,
    label: t(`shell:theme.${key}`),
    onClick: () => choose(key),
  }))
  return (
    <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: [choice] }}>
      <button type="button" className="top-menu" aria-label={t('shell:theme.label')} aria-haspopup="menu">
        <Icon name={scheme === 'dark' ? 'moon' : 'sun'} />
      </button>
    </Dropdown>
  )
}
