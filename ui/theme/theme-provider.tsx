import { App, ConfigProvider } from 'antd'
import en from 'antd/es/locale/en_US.js'
import zh from 'antd/es/locale/zh_CN.js'
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import { useTranslation } from 'react-i18next'
import { remembered, remember } from '#ui/preferences.ts'
import { kitTheme } from './kit-theme.ts'
import { cssVariables, PALETTES, type Scheme } from './tokens.ts'

export const THEME_CHOICES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

interface ThemeControl {
  readonly choice: ThemeChoice
  readonly scheme: Scheme
  readonly choose: (choice: ThemeChoice) => void
}

const ThemeContext = createContext<ThemeControl>({ choice: 'system', scheme: 'light', choose: () => {} })

export function useTheme(): ThemeControl {
  return useContext(ThemeContext)
}

const prefersDark = matchMedia('(prefers-color-scheme: dark)')

function useSystemScheme(): Scheme {
  const isDark = useSyncExternalStore(
    (changed) => {
      prefersDark.addEventListener('change', changed)
      return () => prefersDark.removeEventListener('change', changed)
    },
    () => prefersDark.matches,
  )
  return isDark ? 'dark' : 'light'
}

/** Put on the page by the server, one per answer: the kit's style elements carry it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce

/** Dark follows the system until somebody chooses. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation()
  const [choice, setChoice] = useState<ThemeChoice>(() => remembered('theme', THEME_CHOICES) ?? 'system')
  const system = useSystemScheme()
  const scheme = choice === 'system' ? system : choice

  useEffect(() => {
    const root = document.documentElement
    root.dataset['theme'] = scheme
    root.style.colorScheme = scheme
    for (const [name, value] of cssVariables(PALETTES[scheme])) root.style.setProperty(name, value)
  }, [scheme])

  const control = useMemo(
    () => ({
      choice,
      scheme,
      choose: (next: ThemeChoice) => {
        remember('theme', next)
        setChoice(next)
      },
    }),
    [choice, scheme],
  )
  const config = useMemo(() => kitTheme(scheme), [scheme])
  return (
    <ThemeContext value={control}>
      <ConfigProvider
        theme={config}
        locale={localeOf(i18n.language)}
        componentSize="medium"
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
        getPopupContainer={popupContainer}
        {...(nonce === undefined || nonce === '' ? {} : { csp: { nonce } })}
      >
        <App component={false}>{children}</App>
      </ConfigProvider>
    </ThemeContext>
  )
}

type Locale = (typeof en)['default']

function localeOf(language: string): Locale {
  return unwrapped(language === 'en' ? en : zh)
}

/** The kit's types see its files as CommonJS, the bundler reads them as modules: the locale stands at one of two places. */
function unwrapped(file: Locale | { readonly default: Locale }): Locale {
  return 'default' in file ? file.default : file
}

/** Menus open inside the landmark or dialog of their button: they are read in their place and lie above a modal dialog. */
function popupContainer(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest<HTMLElement>('dialog, .main, .top, .sign-in') ?? document.body
}
