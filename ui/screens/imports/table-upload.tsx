import { Button } from 'antd'
import { useId, useRef } from 'react'
import { droppedFiles } from '#ui/client/dropped-files.ts'
import { leaveQueue, queueFiles, resumeQueue, useUploadQueue, type QueuedFile } from '#ui/client/uploads.ts'
import { numberText, sizeText } from '#ui/components/figures.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Uploads of an import go on while one looks at something else, and after a broken line. */
export const TABLE_QUEUE = 'import-table'
export const FILES_QUEUE = 'import-files'

interface PickerProps {
  readonly label: string
  readonly accept?: string
  readonly folder?: 'folder'
  readonly onFiles: (files: readonly File[]) => void
}

/** A button that chooses, and a place on which files are dropped. */
function Picker({ label, accept, folder, onFiles }: PickerProps) {
  const { t } = useText()
  const picker = useRef<HTMLInputElement>(null)
  const id = useId()
  return (
    <div
      className="drop-place row"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void droppedFiles(event.dataTransfer).then(onFiles)
      }}
    >
      <input
        ref={picker}
        id={id}
        type="file"
        className="visually-hidden"
        aria-label={label}
        tabIndex={-1}
        {...(accept === undefined ? {} : { accept })}
        {...(folder === undefined ? {} : { multiple: true, webkitdirectory: '' })}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <Button onClick={() => picker.current?.click()}>{label}</Button>
      <span className="muted">{t('imports:dropHere')}</span>
    </div>
  )
}

/** The one table: choosing another takes its place. */
export function TableUpload() {
  const { t } = useText()
  const queue = useUploadQueue(TABLE_QUEUE)
  const file = queue.at(-1)
  const choose = ([chosen]: readonly File[]) => {
    if (chosen === undefined) return
    leaveQueue(
      TABLE_QUEUE,
      queue.map(({ key }) => key),
    )
    queueFiles(TABLE_QUEUE, [chosen])
  }
  return (
    <div className="stack tight">
      <Picker label={t('imports:chooseTable')} accept=".csv,.xlsx" onFiles={choose} />
      <span className="hint muted">{t('imports:tableHint')}</span>
      {file !== undefined && <Sent files={[file]} queue={TABLE_QUEUE} label={file.name} />}
    </div>
  )
}

/** The files that rows name, as a folder: each by its own name. */
export function FolderUpload() {
  const { t } = useText()
  const queue = useUploadQueue(FILES_QUEUE)
  return (
    <div className="stack tight">
      <Picker
        label={t('imports:chooseFolder')}
        folder="folder"
        onFiles={(files) => queueFiles(FILES_QUEUE, files)}
      />
      <span className="hint muted">{t('imports:folderHint')}</span>
      {queue.length > 0 && (
        <Sent
          files={queue}
          queue={FILES_QUEUE}
          label={t('imports:filesSent', {
            sent: numberText(queue.filter(({ state }) => state.kind === 'arrived').length),
            all: numberText(queue.length),
          })}
        />
      )}
    </div>
  )
}

interface SentProps {
  readonly files: readonly QueuedFile[]
  readonly queue: string
  readonly label: string
}

function Sent({ files, queue, label }: SentProps) {
  const { t } = useText()
  const sum = (of: (file: QueuedFile) => number) => files.reduce((total, file) => total + of(file), 0)
  const all = sum(({ sizeBytes }) => sizeBytes)
  const sent = sum(({ sentBytes }) => sentBytes)
  const stopped = files.find(({ state }) => state.kind === 'paused' || state.kind === 'refused')?.state
  return (
    <div className="stack tight">
      <div className="row spread">
        <output className="clip">{label}</output>
        <span className="faint nowrap">
          {sizeText(sent)} / {sizeText(all)}
        </span>
        <Button
          size="small"
          type="text"
          onClick={() =>
            leaveQueue(
              queue,
              files.map(({ key }) => key),
            )
          }
        >
          {t('imports:leaveOut')}
        </Button>
      </div>
      <progress className="bar" max={Math.max(1, all)} value={sent} aria-label={t('imports:sending')} />
      {stopped !== undefined && 'error' in stopped && (
        <ProblemNotice error={stopped.error}>
          {stopped.kind === 'paused' && (
            <Button size="small" onClick={() => resumeQueue(queue)}>
              {t('retry')}
            </Button>
          )}
        </ProblemNotice>
      )}
    </div>
  )
}
