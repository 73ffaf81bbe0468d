import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { useSession } from '#ui/client/session-context.ts'
import { Clipped } from '#ui/components/clipped.tsx'
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
      <SearchBox />
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

/** Any part of a title, code or page text; `/` comes here from anywhere, and Ctrl-K out of a form too. */
function SearchBox() {
  const { t } = useText()
  const navigate = useNavigate()
  const box = useRef<HTMLInputElement>(null)
  const [words, setWords] = useState('')
  useKeys({ '/': () => box.current?.focus() })
  useEffect(() => {
    const reach = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      if (document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      box.current?.focus()
    }
    document.addEventListener('keydown', reach)
    return () => document.removeEventListener('keydown', reach)
  }, [])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void navigate({ to: '/records', search: words.trim() === '' ? {} : { q: words.trim() } })
  }
  return (
    <search className="search">
      <form onSubmit={submit}>
        <input
          ref={box}
          type="search"
          value={words}
          aria-label={t('shell:search')}
          placeholder={t('shell:searchHint')}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
        <kbd className="kbd" aria-hidden="true">
          /
        </kbd>
      </form>
    </search>
  )
}
