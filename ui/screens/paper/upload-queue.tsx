import { Button, InputNumber, Progress } from 'antd'
import { useState } from 'react'
import {
  leaveQueue,
  moveInQueue,
  numberInQueue,
  resumeQueue,
  sortQueueByName,
  type QueuedFile,
  type UploadState,
} from '#ui/client/uploads.ts'
import type { ProblemError } from '#ui/client/problem-error.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { sizeText } from '#ui/components/figures.ts'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface UploadQueueProps {
  readonly recordId: string
  readonly queue: readonly QueuedFile[]
  /** The page number of each, in the order of the queue. */
  readonly numbers: readonly number[]
  readonly isReady: boolean
  readonly isBusy: boolean
  readonly onAdd: () => void
}

const percentOf = (sent: number, size: number) => (size === 0 ? 100 : Math.floor((sent / size) * 100))

/** What travels and in which order it becomes pages: dragged, moved by key, or sorted by name. */
export function UploadQueue({ recordId, queue, numbers, isReady, isBusy, onAdd }: UploadQueueProps) {
  const { t } = useText()
  const [dragged, setDragged] = useState<string>()
  return (
    <section className="upload-queue" aria-label={t('paper:scan.queue')}>
      <QueueHead recordId={recordId} queue={queue} />
      <ol>
        {queue.map((item, at) => (
          <li key={item.key}>
            <div
              draggable
              className={dragged === item.key ? 'dragged' : ''}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move'
                setDragged(item.key)
              }}
              onDragEnd={() => setDragged(undefined)}
              onDragOver={(event) => {
                if (dragged === undefined) return
                event.preventDefault()
                if (dragged !== item.key) moveInQueue(recordId, dragged, at)
              }}
              onDrop={(event) => event.preventDefault()}
            >
              <QueueLine
                recordId={recordId}
                item={item}
                at={at}
                page={numbers[at] ?? 0}
                last={queue.length - 1}
              />
            </div>
          </li>
        ))}
      </ol>
      <div className="row">
        <Button type="primary" disabled={!isReady} loading={isBusy} onClick={onAdd}>
          {t('paper:scan.add', { count: queue.length })}
        </Button>
      </div>
    </section>
  )
}

/** How much of the whole has travelled. */
function QueueHead({ recordId, queue }: Pick<UploadQueueProps, 'recordId' | 'queue'>) {
  const { t } = useText()
  const size = queue.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const sent = queue.reduce((sum, { sentBytes }) => sum + sentBytes, 0)
  const done = queue.filter(({ state }) => state.kind === 'arrived').length
  const isPaused = queue.some(({ state }) => state.kind === 'paused')
  return (
    <>
      <header className="row wrap">
        <h3>{t('paper:scan.queue')}</h3>
        <span className="muted" aria-live="polite">
          {t('paper:scan.total', {
            done,
            count: queue.length,
            sent: sizeText(sent),
            size: sizeText(size),
          })}
        </span>
        <span className="grow" />
        {isPaused && (
          <Button size="small" onClick={() => resumeQueue(recordId)}>
            {t('paper:scan.resume')}
          </Button>
        )}
        <Button size="small" onClick={() => sortQueueByName(recordId)}>
          {t('paper:scan.byName')}
        </Button>
      </header>
      <Progress
        percent={percentOf(sent, size)}
        size="small"
        showInfo={false}
        aria-label={t('paper:scan.whole')}
      />
    </>
  )
}

interface QueueLineProps {
  readonly recordId: string
  readonly item: QueuedFile
  readonly at: number
  readonly last: number
  readonly page: number
}

const TONES: Readonly<Record<UploadState['kind'], TagTone>> = {
  waiting: 'plain',
  sending: 'info',
  apart: 'info',
  arrived: 'ok',
  paused: 'soon',
  refused: 'soon',
}

function QueueLine({ recordId, item, at, last, page }: QueueLineProps) {
  const { t } = useText()
  const { name, sizeBytes, key, state } = item
  return (
    <>
      <span className="row">
        <InputNumber<number>
          size="small"
          min={1}
          max={100_000}
          precision={0}
          controls={false}
          value={page}
          aria-label={t('paper:scan.page', { name })}
          onChange={(number) => numberInQueue(recordId, key, number ?? undefined)}
        />
        <Clipped text={name} className="grow" />
        <span className="faint nowrap">{sizeText(sizeBytes)}</span>
        <Tag tone={TONES[state.kind]}>{t(`paper:scan.state.${state.kind}`)}</Tag>
        <button
          type="button"
          className="icon-button"
          disabled={at === 0}
          aria-label={t('paper:scan.up', { name })}
          onClick={() => moveInQueue(recordId, key, at - 1)}
        >
          ↑
        </button>
        <button
          type="button"
          className="icon-button"
          disabled={at === last}
          aria-label={t('paper:scan.down', { name })}
          onClick={() => moveInQueue(recordId, key, at + 1)}
        >
          ↓
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t('paper:scan.leave', { name })}
          onClick={() => leaveQueue(recordId, [key])}
        >
          ×
        </button>
      </span>
      <Travel item={item} />
    </>
  )
}

/** How far a file has come, or why it stopped. */
function Travel({ item: { name, state, sizeBytes, sentBytes } }: { readonly item: QueuedFile }) {
  const { t, problem } = useText()
  const pageOf = ({ detail }: ProblemError): readonly string[] =>
    typeof detail === 'object' && detail !== null && 'page' in detail
      ? [t('detail.page', { value: String(detail.page) })]
      : []
  return (
    <>
      {state.kind === 'sending' && (
        <Progress
          percent={percentOf(sentBytes, sizeBytes)}
          size="small"
          showInfo={false}
          aria-label={t('paper:scan.progress', { name })}
        />
      )}
      {state.kind === 'apart' && (
        <span className="muted small" aria-live="polite">
          {state.total === null
            ? t('paper:scan.apartWaits')
            : t('paper:scan.apart', { done: state.done, total: state.total })}
        </span>
      )}
      {(state.kind === 'refused' || state.kind === 'paused') && (
        <span className="warn small">
          {state.error.isOffline
            ? t('offline.title')
            : [problem(state.error.code).title, ...pageOf(state.error), problem(state.error.code).fix].join(
                ' · ',
              )}
        </span>
      )}
    </>
  )
}
