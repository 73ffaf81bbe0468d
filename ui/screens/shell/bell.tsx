import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react'
import type { NoticeView } from '#api/contract/desk.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { Icon } from '#ui/components/icon.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SubjectLink } from './subject-link.tsx'
import './bell.css'

/** What the ledger tells one: given to me, naming me, sent back, late. It rings while one looks. */
export function Bell() {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const notices = useRead('GET /api/notices', {})
  const markRead = useAct('POST /api/notices/read')
  const unread = notices.data?.unread ?? 0
  const read = (items: readonly NoticeView[]) => {
    const positions = items.filter((notice) => !notice.isRead).map(({ position }) => position)
    if (positions.length > 0) markRead.mutate({ body: { positions } })
  }
  useLeaving({ isOpen, box, button, onLeave: () => setOpen(false) })
  return (
    <div ref={box} className="bell-box">
      <button
        ref={button}
        type="button"
        className="top-menu bell"
        aria-expanded={isOpen}
        aria-label={unread > 0 ? t('shell:bell.unread', { count: unread }) : t('shell:bell.label')}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="bell" />
        {unread > 0 && (
          <span className="bell-count" aria-hidden="true">
            {unread}
          </span>
        )}
      </button>
      {isOpen && (
        <section className="bell-list" aria-label={t('shell:bell.label')}>
          <header className="row spread">
            <h2>{t('shell:bell.label')}</h2>
            {unread > 0 && (
              <Button size="small" type="text" onClick={() => read(notices.data?.items ?? [])}>
                {t('shell:bell.readAll')}
              </Button>
            )}
          </header>
          {notices.isPending && <Loading rows={3} />}
          {notices.data === undefined && notices.error !== null && (
            <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />
          )}
          {notices.data?.items.length === 0 && (
            <EmptyState title={t('shell:bell.none')} hint={t('shell:bell.hint')} />
          )}
          <ul>
            {notices.data?.items.map((notice) => (
              <li key={notice.position} className={notice.isRead ? 'read' : ''}>
                <NoticeLink
                  notice={notice}
                  onFollow={() => {
                    read([notice])
                    setOpen(false)
                  }}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

interface Leaving {
  readonly isOpen: boolean
  readonly box: RefObject<HTMLElement | null>
  /** Where the keyboard goes on. */
  readonly button: RefObject<HTMLElement | null>
  readonly onLeave: () => void
}

/** A press beside the box closes it, and so does Escape. */
function useLeaving({ isOpen, box, button, onLeave }: Leaving): void {
  const leave = useEffectEvent(onLeave)
  useEffect(() => {
    if (!isOpen) return undefined
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) leave()
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      leave()
      button.current?.focus()
    }
    document.addEventListener('pointerdown', press)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', press)
      document.removeEventListener('keydown', escape)
    }
  }, [isOpen, box, button])
}

function NoticeLink({ notice, onFollow }: { readonly notice: NoticeView; readonly onFollow: () => void }) {
  const { t, say } = useText()
  const words = (
    <>
      <span className="row">
        {!notice.isRead && (
          <>
            <span className="bell-dot" aria-hidden="true" />
            <span className="visually-hidden">{t('shell:bell.new')}</span>
          </>
        )}
        <span className="grow">{t(`shell:bell.kind.${notice.kind}`, { name: say(notice.actor.name) })}</span>
        <span className="faint">
          <When at={notice.at} form="relative" />
        </span>
      </span>
      <span className="muted clip" title={notice.title}>
        {notice.title}
      </span>
    </>
  )
  if (notice.taskId !== null) {
    return (
      <Link to="/worklist" search={{ view: 'mine', task: notice.taskId }} onClick={onFollow}>
        {words}
      </Link>
    )
  }
  if (notice.subjectKind === 'filing' || notice.subjectKind === 'accountability-case') {
    const tab = notice.subjectKind !== 'filing' ? 'cases' : notice.kind === 'filing-due' ? 'calendar' : 'late'
    return (
      <Link to="/filing" search={{ tab }} onClick={onFollow}>
        {words}
      </Link>
    )
  }
  if (
    notice.subjectKind === 'hand-over' ||
    notice.subjectKind === 'secret-mark' ||
    notice.subjectKind === 'proposal'
  ) {
    const kind = notice.subjectKind === 'secret-mark' ? 'mark' : notice.subjectKind
    const task = `${kind}/${notice.subjectId}`
    return (
      <Link to="/worklist" search={{ view: 'mine', task }} onClick={onFollow}>
        {words}
      </Link>
    )
  }
  if (notice.subjectKind === 'site') {
    return (
      <Link to="/settings" search={{ tab: 'access' }} onClick={onFollow}>
        {words}
      </Link>
    )
  }
  return (
    <SubjectLink kind={notice.subjectKind} id={notice.subjectId} onFollow={onFollow}>
      {words}
    </SubjectLink>
  )
}
