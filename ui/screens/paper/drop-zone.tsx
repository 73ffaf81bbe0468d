import { Button } from 'antd'
import { useId, useRef, useState } from 'react'
import type { PagesView } from '#api/contract/paper.ts'
import { queueFiles } from '#ui/client/uploads.ts'
import { useText } from '#ui/i18n/use-text.ts'

interface DropZoneProps {
  readonly recordId: string
  readonly limits: PagesView['limits']
}

/** Images and PDFs of a scanner by dropping them or by button; they begin to travel at once. */
export function DropZone({ recordId, limits }: DropZoneProps) {
  const { t } = useText()
  const id = useId()
  const picker = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  return (
    <div
      className={`drop-zone${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        if (event.dataTransfer.files.length === 0) return
        event.preventDefault()
        queueFiles(recordId, [...event.dataTransfer.files], 'pages')
      }}
    >
      <input
        ref={picker}
        id={id}
        type="file"
        multiple
        accept="image/tiff,image/jpeg,image/png,application/pdf,.tif,.tiff,.pdf"
        className="visually-hidden"
        aria-label={t('paper:scan.choose')}
        tabIndex={-1}
        onChange={(event) => {
          queueFiles(recordId, [...(event.target.files ?? [])], 'pages')
          event.target.value = ''
        }}
      />
      <strong>{t('paper:scan.drop')}</strong>
      <Button onClick={() => picker.current?.click()}>{t('paper:scan.choose')}</Button>
      <span className="muted small">
        {t('paper:scan.media')} {t('paper:scan.limits', { dpi: limits.minDpi, skew: limits.maxSkewDegrees })}
      </span>
    </div>
  )
}
