import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { Icon } from '#ui/components/icon.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { paletteGroups, type PaletteGroup } from './palette-groups.tsx'
import { TargetLink } from './palette-target.tsx'
import { useEntries } from './use-entries.ts'
import './palette.css'

const PAUSE_MS = 180

interface PaletteProps {
  readonly onClose: () => void
}

/** One box over everything: records, tasks, lists, batches, people and pages; arrows and Enter lead on. Mounted while it is open. */
export function Palette({ onClose }: PaletteProps) {
  const { t } = useText()
  const box = useRef<HTMLDialogElement>(null)
  const { words, type, q, groups, error, isEmpty } = useHits()
  useEffect(() => {
    const dialog = box.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    // A search field would only empty itself.
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    } else walk(box, event)
  }
  return (
    <dialog
      ref={box}
      className="palette"
      aria-label={t('shell:search')}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="palette-head">
        <Icon name="search" />
        <input
          type="search"
          value={words}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          aria-label={t('shell:search')}
          placeholder={t('shell:searchHint')}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="kbd" onClick={onClose} aria-label={t('close')}>
          Esc
        </button>
      </div>
      <div className="palette-body">
        <ProblemNotice error={error} />
        {isEmpty && <output className="muted palette-none">{t('shell:palette.none', { q })}</output>}
        {groups.map((group) => (
          <Hits key={group.name} group={group} onClose={onClose} onKeyDown={onKeyDown} />
        ))}
      </div>
      <footer className="palette-foot faint">{t('shell:palette.keys')}</footer>
    </dialog>
  )
}

/** What is found by the words so far; asked for when typing pauses. */
function useHits() {
  const text = useText()
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [words, setWords] = useState('')
  const [q, setQ] = useState('')
  const { allowed } = useSession()
  const pages = useEntries()
  const find = useRead('GET /api/find', { query: { q } }, { isEnabled: q !== '', former: 'keep' })
  const groups = paletteGroups(text, {
    q,
    found: q === '' ? undefined : find.data,
    pages,
    people: allowed['audit.read'] ? 'acts' : 'unit',
  })
  const type = (next: string) => {
    setWords(next)
    clearTimeout(pause.current)
    pause.current = setTimeout(() => setQ(next.trim()), PAUSE_MS)
  }
  const isEmpty = q !== '' && find.data !== undefined && !find.isPlaceholderData && groups.length === 0
  return { words, type, q, groups, error: q === '' ? null : find.error, isEmpty }
}

/** Arrows lead from the field through the hits and back; what is typed on a hit goes on in the field. */
function walk(box: RefObject<HTMLDialogElement | null>, event: KeyboardEvent): void {
  const hits = [...(box.current?.querySelectorAll<HTMLElement>('[data-palette-hit]') ?? [])]
  const at = hits.findIndex((hit) => hit === document.activeElement)
  const isTyping = at === -1
  if (event.key === 'ArrowDown') hits[Math.min(hits.length - 1, at + 1)]?.focus()
  else if (event.key === 'ArrowUp' && at > 0) hits[at - 1]?.focus()
  else if (event.key === 'ArrowUp' || (!isTyping && event.key.length === 1 && event.key !== ' '))
    box.current?.querySelector('input')?.focus()
  else if (event.key === 'Enter' && isTyping) hits[0]?.click()
  else return
  if (event.key.length > 1) event.preventDefault()
}

interface HitsProps extends PaletteProps {
  readonly group: PaletteGroup
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function Hits({ group: { name, hits }, onClose, onKeyDown }: HitsProps) {
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      <ul>
        {hits.map(({ key, icon, title, note, target }) => (
          <li key={key}>
            <TargetLink target={target} onClick={onClose} onKeyDown={onKeyDown}>
              <Icon name={icon} />
              <span className="clip">{title}</span>
              <span className="faint clip">{note}</span>
            </TargetLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
