import { Button } from 'antd'
import { useEffect, useImperativeHandle, useState } from 'react'
import { isPlainDate } from '#domain/dates.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { forgetWithPerson } from '#ui/client/person-memory.ts'
import { useSession } from '#ui/client/session-context.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ContentsEditor } from './contents-editor.tsx'
import { faultText } from './contents-words.ts'
import { checkRows, rowAfter, rowsFrom, type Row } from './contents-rows.ts'
import type { PaperPartProps } from './parts.ts'

/** Lists begun and not saved, by record: they outlive a look at another task. */
const begun = new Map<string, readonly Row[]>()
forgetWithPerson(() => begun.clear())

/** The contents list of the file, saved by an act of its own as often as one likes and always before the step is completed. */
export function ContentsPart(props: PaperPartProps) {
  const contents = useRead('GET /api/records/:id/contents', { params: { id: props.task.subjectId } })
  return (
    <Answered query={contents} rows={6}>
      {({ entries }) => <Listing {...props} entries={entries} />}
    </Answered>
  )
}

type Entries = Parameters<typeof rowsFrom>[0]

function Listing({ task, values, entries, ref }: PaperPartProps & { readonly entries: Entries }) {
  const { t } = useText()
  const { site } = useSession()
  const [typed, setTyped] = useState(() => begun.get(task.subjectId))
  const [isTried, setTried] = useState(false)
  const save = useAct('POST /api/records/:id/contents')
  const saved = rowsFrom(entries)
  const rows = typed ?? (saved.length === 0 ? [rowAfter([])] : saved)
  const total = typeof values['pages'] === 'number' ? values['pages'] : null
  // The server's day is a civil date; anything else would only make every day one of the future.
  const today = isPlainDate(site.today) ? site.today : undefined
  const checked = today === undefined ? { entries: [], faults: [] } : checkRows(rows, { total, today })
  const isChanged = typed !== undefined && JSON.stringify(rowsFrom(checked.entries)) !== JSON.stringify(saved)
  const ofList = checked.faults.filter(({ no }) => no === null)
  const ofRows = checked.faults.filter(({ no }) => no !== null)
  // Of the total the step's own form decides; the list alone is saved without it.
  const isSound = ofRows.length === 0 && ofList.every(({ code }) => code === 'contents.total-differs')
  const change = (next: readonly Row[]) => {
    begun.set(task.subjectId, next)
    setTyped(next)
  }
  const send = async (): Promise<boolean> => {
    setTried(true)
    if (!isSound) return false
    if (!isChanged) return true
    const body = { entries: [...checked.entries] }
    const answer = await save.mutateAsync({ params: { id: task.subjectId }, body }).catch(() => undefined)
    if (answer !== undefined) begun.delete(task.subjectId)
    return answer !== undefined
  }
  useImperativeHandle(ref, () => ({
    prepare: async () => ((await send()) && ofList.length === 0 ? {} : undefined),
  }))
  useUnsavedGuard(isChanged)
  const isLocked = !task.isMine
  const shown = isTried || typed !== undefined || saved.length > 0 ? checked.faults : []
  return (
    <div className="stack tight">
      <ContentsEditor
        rows={rows}
        faults={shown.filter(({ no }) => no !== null)}
        isLocked={isLocked}
        onChange={change}
      />
      <div className="row wrap">
        {!isLocked && (
          <Button disabled={!isChanged || !isSound} loading={save.isPending} onClick={() => void send()}>
            {t('paper:list.save')}
          </Button>
        )}
        <Summary entries={checked.entries} isGood={shown.length === 0} />
        {!isLocked && (
          <span className="faint" aria-live="polite">
            {isChanged ? t('paper:list.unsaved') : saved.length > 0 ? t('paper:list.saved') : ''}
          </span>
        )}
      </div>
      {shown
        .filter(({ no }) => no === null)
        .map((fault) => (
          <p key={fault.code} className="notice" role="alert">
            {faultText(t, fault)}
          </p>
        ))}
      <ProblemNotice error={save.error} />
    </div>
  )
}

interface SummaryProps {
  readonly entries: ReturnType<typeof checkRows>['entries']
  /** Nothing of it is shown as a fault. */
  readonly isGood: boolean
}

/** How many documents and pages the list names. */
function Summary({ entries, isGood }: SummaryProps) {
  const { t } = useText()
  return (
    <>
      <span className="muted">
        {t('paper:list.summary', { count: entries.length, pages: entries.at(-1)?.lastPage || '—' })}
      </span>
      {isGood && entries.length > 0 && <span className="good">{t('paper:list.good')}</span>}
    </>
  )
}

/** Asks before the window is closed while a list is only here. */
function useUnsavedGuard(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isChanged])
}
