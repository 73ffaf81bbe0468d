import { useImperativeHandle, useState } from 'react'
import type { PagesView } from '#api/contract/paper.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { usedUp, useUploadQueue, type QueuedFile } from '#ui/client/uploads.ts'
import { MOST_PAGES_A_CALL } from '#domain/scan.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { DropZone } from './drop-zone.tsx'
import { pagesText, proposedPages, toggledPage } from './page-numbers.ts'
import { isFaulty } from './page-words.tsx'
import type { PaperPartProps } from './parts.ts'
import { ScannedPages } from './scanned-pages.tsx'
import { UploadQueue } from './upload-queue.tsx'

/** The scanner's desk: images in, their order, what machine and checker said of the pages that are there. */
export function ScanPart(props: PaperPartProps) {
  const pages = useRead('GET /api/records/:id/pages', { params: { id: props.task.subjectId } })
  return (
    <Answered query={pages} rows={6}>
      {(view) => <Scanning {...props} view={view} />}
    </Answered>
  )
}

function Scanning({ task, values, onChange, view, ref }: PaperPartProps & { readonly view: PagesView }) {
  const { t } = useText()
  const recordId = task.subjectId
  const queue = useUploadQueue(recordId)
  const [isTried, setTried] = useState(false)
  const add = useAct('POST /api/records/:id/pages')
  const asOriginal = String(values['asOriginal'] ?? '')
  const numbers = numbersOf(queue, view)
  const isTwice = new Set(numbers).size < numbers.length
  const isWhole = queue.length > 0 && queue.every(({ state }) => state.kind === 'arrived')
  const addAll = async () => {
    for (let from = 0; from < queue.length; from += MOST_PAGES_A_CALL) {
      const part = queue.slice(from, from + MOST_PAGES_A_CALL)
      const pages = part.flatMap(({ state }, index) => {
        const page = numbers[from + index]
        return state.kind === 'arrived' && page !== undefined ? [{ uploadId: state.upload.id, page }] : []
      })
      const answer = await add
        .mutateAsync({ params: { id: recordId }, body: { pages } })
        .catch(() => undefined)
      if (answer === undefined) return
      await usedUp(recordId, part)
    }
  }
  useImperativeHandle(ref, () => ({
    prepare: async () => {
      setTried(true)
      if (queue.length > 0) return undefined
      return { pages: view.items.length, ...(asOriginal === '' ? {} : { asOriginal }) }
    },
  }))
  return (
    <div className="stack">
      {view.passes.length > 0 && view.items.some(isFaulty) && (
        <p className="notice">{t('paper:scan.rescan')}</p>
      )}
      {task.isMine && view.change.allowed && (
        <>
          <DropZone recordId={recordId} limits={view.limits} />
          {queue.length > 0 && (
            <UploadQueue
              recordId={recordId}
              queue={queue}
              numbers={numbers}
              isReady={isWhole && !isTwice}
              isBusy={add.isPending}
              onAdd={() => void addAll()}
            />
          )}
          {isTwice && <p className="notice">{t('paper:scan.twice')}</p>}
          {isTried && queue.length > 0 && (
            <p className="notice" role="alert">
              {t('paper:scan.stillQueued')}
            </p>
          )}
          <ProblemNotice error={add.error} />
        </>
      )}
      <Counts view={view} />
      <ScannedPages
        recordId={recordId}
        view={view}
        asOriginal={asOriginal}
        isLocked={!task.isMine || !view.change.allowed}
        onAsOriginal={(page) => onChange({ ...values, asOriginal: toggledPage(asOriginal, page) })}
      />
    </div>
  )
}

/** A number that was typed stands; the others follow from the order. */
function numbersOf(queue: readonly QueuedFile[], { items, missing }: PagesView): readonly number[] {
  const proposed = proposedPages(queue.length, {
    faulty: items.filter(isFaulty).map(({ page }) => page),
    missing,
    last: items.at(-1)?.page ?? 0,
  })
  return queue.map(({ page }, index) => page ?? proposed[index] ?? 0)
}

function Counts({ view: { listed, items, missing, extra } }: { readonly view: PagesView }) {
  const { t } = useText()
  const isSame = items.length > 0 && missing.length === 0 && extra.length === 0
  return (
    <div className="row wrap">
      <h3>{t('paper:scan.pages')}</h3>
      <span className="muted">{t('paper:scan.counts', { listed: listed ?? '—', images: items.length })}</span>
      {isSame && <span className="good">{t('paper:scan.agree')}</span>}
      {missing.length > 0 && (
        <span className="warn">{t('paper:scan.missing', { pages: pagesText(missing) })}</span>
      )}
      {extra.length > 0 && <span className="warn">{t('paper:scan.extra', { pages: pagesText(extra) })}</span>}
    </div>
  )
}
