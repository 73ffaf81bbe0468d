import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useSession } from '#ui/client/session-context.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { Icon } from '#ui/components/icon.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useKeys } from '#ui/components/use-keys.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { Bell } from './bell.tsx'
import { LanguageMenu, ThemeMenu } from './look-menus.tsx'
import { PersonMenu } from './person-menu.tsx'

export function TopBar() {
  const { t, say } = useText()
  const { site } = useSession()
  return (
    <header className="top">
      <div className="brand">
        <Link to="/worklist">
          <Clipped text={say(site.name)} />
        </Link>
      </div>
      <SearchOpener />
      <span className="top-fill" />
      <span className="top-date">
        {t(site.mode === 'production' ? 'shell:today' : 'shell:todayDemo', { today: site.today })}
      </span>
      {site.mode !== 'production' && <Tag tone="info">{t(`vocabulary:mode.${site.mode}`)}</Tag>}
      <Bell />
      <LanguageMenu />
      <ThemeMenu />
      <PersonMenu />
    </header>
  )
}

/** What lies behind it is large and seldom needed at once. */
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))

/** Opens the search over everything: by Ctrl-K from anywhere, and by `/` where the page has no search of its own. */
function SearchOpener() {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  useKeys({
    '/': () => {
      if (document.querySelector('[data-page-search]') === null) setOpen(true)
    },
  })
  useEffect(() => {
    const reach = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      if (document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', reach)
    return () => document.removeEventListener('keydown', reach)
  }, [])
  return (
    <>
      <button type="button" className="search-open" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="search" />
        <span className="grow clip">{t('shell:searchHint')}</span>
        <kbd className="kbd">Ctrl K</kbd>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
