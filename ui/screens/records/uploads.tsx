import { Button, Progress } from 'antd'
import { useId, useRef, useState } from 'react'
import type { UploadView } from '#api/contract/objects.ts'
import { useAct } from '#ui/client/hooks.ts'
import { CopyText, shortened } from '#ui/components/copy-text.tsx'
import { sizeText } from '#ui/components/figures.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface UploadsProps {
  readonly label: string
  readonly received: readonly UploadView[]
  readonly onReceived: (upload: UploadView) => void
}

/** Files by button or by dropping them; each is sent by itself and answered with its digest. */
export function Uploads({ label, received, onReceived }: UploadsProps) {
  const { t } = useText()
  const id = useId()
  const picker = useRef<HTMLInputElement>(null)
  const [left, setLeft] = useState(0)
  const upload = useAct('POST /api/uploads')
  const send = async (files: readonly File[]) => {
    setLeft(files.length)
    for (const file of files) {
      const answer = await upload.mutateAsync({ file }).catch(() => undefined)
      if (answer === undefined) break
      onReceived(answer)
      setLeft((count) => count - 1)
    }
    setLeft(0)
  }
  return (
    <div
      className="stack tight"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void send([...event.dataTransfer.files])
      }}
    >
      <input
        ref={picker}
        id={id}
        type="file"
        multiple
        className="visually-hidden"
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => {
          void send([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <Button onClick={() => picker.current?.click()} loading={left > 0}>
        {label}
      </Button>
      {left > 0 && (
        <Progress
          percent={100}
          status="active"
          showInfo={false}
          size="small"
          aria-label={t('records:uploading')}
        />
      )}
      <ul className="stack tight">
        {received.map((file) => (
          <li key={file.id} className="row">
            <span className="clip grow">{file.name}</span>
            <span className="faint nowrap">{sizeText(file.sizeBytes)}</span>
            <CopyText value={file.sha256} shown={shortened(file.sha256, 6)} label="SHA-256" />
          </li>
        ))}
      </ul>
      <ProblemNotice error={upload.error} />
    </div>
  )
}
