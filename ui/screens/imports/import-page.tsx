import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { ImportDetailView } from '#api/contract/imports.ts'
import { useAct } from '#ui/client/hooks.ts'
import { useImport, type FollowedImport } from '#ui/client/imports.ts'
import { useSession } from '#ui/client/session-context.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { AboutImport } from './about-import.tsx'
import { CheckFound } from './check-found.tsx'
import { ImportProgress } from './import-progress.tsx'
import { StartDialog, LeaveDialog, UndoDialog } from './import-dialogs.tsx'
import { StateTag } from './state-tag.tsx'
import './imports.css'

/** One import: what its check found, how far it is, and what may be done with it. */
export function ImportPage() {
  const { importId } = useParams({ from: '/shell/imports/$importId' })
  const followed = useImport(importId)
  return (
    <Answered query={followed} heading="h1">
      {(found) => <ImportBody followed={found} />}
    </Answered>
  )
}

function ImportBody({ followed }: { readonly followed: FollowedImport }) {
  const { view } = followed
  const faulty = (view.rows ?? 0) - (view.goodRows ?? 0)
  return (
    <div className="page">
      <PageHead
        title={view.name}
        badges={<StateTag state={view.state} />}
        actions={<Actions view={view} faulty={faulty} />}
      >
        <StateHint view={view} />
      </PageHead>
      <div className="page-body">
        <ImportProgress followed={followed} />
        {view.rows !== null && <CheckFound view={view} faulty={faulty} />}
        <AboutImport view={view} />
      </div>
    </div>
  )
}

/** What comes next, and whose it is. */
function StateHint({ view }: { readonly view: ImportDetailView }) {
  const { t } = useText()
  const { state, fileFault, touched, withdrawReason, allowed } = view
  const isOthers = state === 'checked' && allowed.approve.reason === 'import.second-person'
  return (
    <>
      <p className="muted">
        {state === 'unreadable' && fileFault !== null
          ? t(`imports:fileFault.${fileFault.slice('import.'.length)}`)
          : t(`imports:next.${isOthers ? 'otherHead' : state}`, { reason: withdrawReason ?? '' })}
      </p>
      {touched.count > 0 && (
        <p className="muted">
          {t('imports:touched', { count: touched.count })}{' '}
          {touched.records.slice(0, MOST_TOUCHED).map(({ id, title, archivalCode }) => (
            <Link key={id} to="/records/$recordId" params={{ recordId: id }} className="touched">
              {archivalCode ?? title}
            </Link>
          ))}
        </p>
      )}
    </>
  )
}

/** How many touched records are named on the page. */
const MOST_TOUCHED = 5

type Open = 'start' | 'leave' | 'undo'

function Actions({ view, faulty }: { readonly view: ImportDetailView; readonly faulty: number }) {
  const { t } = useText()
  const session = useSession()
  const [open, setOpen] = useState<Open>()
  const { id, state, allowed, counts } = view
  const close = () => setOpen(undefined)
  return (
    <>
      {(state === 'checked' || state === 'unreadable') && session.allowed['import.bring'] && (
        <Link to="/imports/new" search={{ from: id }}>
          <Button tabIndex={-1}>{t('imports:again')}</Button>
        </Link>
      )}
      {(state === 'checked' || state === 'checking') && (
        <ActionButton action={allowed.discard} onClick={() => setOpen('leave')}>
          {t('imports:act.discard')}…
        </ActionButton>
      )}
      {state === 'checked' && (
        <ActionButton type="primary" action={allowed.approve} onClick={() => setOpen('start')}>
          {t('imports:act.start')}…
        </ActionButton>
      )}
      {(state === 'running' || state === 'paused') && <Steer view={view} />}
      {(counts['imported'] ?? 0) > 0 && (
        <Link to="/records" search={{ importId: id }}>
          <Button tabIndex={-1}>{t('imports:showRecords')}</Button>
        </Link>
      )}
      {(state === 'finished' || state === 'paused') && (
        <ActionButton danger action={allowed.withdraw} onClick={() => setOpen('undo')}>
          {t(`imports:act.${state === 'paused' ? 'giveUp' : 'withdraw'}`)}…
        </ActionButton>
      )}
      {open === 'start' && <StartDialog view={view} faulty={faulty} onClose={close} />}
      {open === 'leave' && <LeaveDialog view={view} onClose={close} />}
      {open === 'undo' && <UndoDialog view={view} onClose={close} />}
    </>
  )
}

function Steer({ view: { id, state, allowed } }: { readonly view: ImportDetailView }) {
  const { t } = useText()
  const steer = useAct('POST /api/imports/:id/state')
  const to = state === 'running' ? 'paused' : 'running'
  return (
    <>
      <ProblemNotice error={steer.error} />
      <ActionButton
        action={to === 'paused' ? allowed.pause : allowed.resume}
        loading={steer.isPending}
        onClick={() => steer.mutate({ params: { id }, body: { to } })}
      >
        {t(`imports:act.${to === 'paused' ? 'pause' : 'resume'}`)}
      </ActionButton>
    </>
  )
}
