import { Input, Select } from 'antd'
import { useId, useState } from 'react'
import type { ArchiveFormatsView } from '#api/contract/archive-formats.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface SetFormatsProps {
  readonly formats: ArchiveFormatsView
  readonly onClose: () => void
}

const MOMENTS: readonly ArchiveFormatsView['moment'][] = ['filing', 'transfer']

/** A list of archive formats anew as a whole, with the standard or notice on which it rests. */
export function SetFormats({ formats, onClose }: SetFormatsProps) {
  const { t } = useText()
  const [lines, setLines] = useState(formats.mediaTypes.join('\n'))
  const [moment, setMoment] = useState(formats.moment)
  const typesId = useId()
  const set = useAct('POST /api/archive-formats', { onDone: onClose })
  const mediaTypes = lines
    .split('\n')
    .map((line) => line.trim().toLowerCase())
    .filter((line) => line !== '')
  return (
    <ReasonDialog
      title={t('settings:formats.set')}
      rule={t('settings:formats.rule')}
      verb={t('settings:formats.set')}
      isBusy={set.isPending}
      error={set.error}
      isReady={mediaTypes.length > 0}
      onClose={onClose}
      onConfirm={(basis) => set.mutate({ body: { mediaTypes, moment, basis } })}
    >
      <div className="field">
        <label htmlFor={typesId}>{t('settings:formats.types')}</label>
        <Input.TextArea
          id={typesId}
          className="code"
          autoSize={{ minRows: 6, maxRows: 16 }}
          value={lines}
          onChange={(event) => setLines(event.target.value)}
        />
      </div>
      <div className="field">
        <Select
          aria-label={t('settings:formats.momentLabel')}
          value={moment}
          options={MOMENTS.map((one) => ({ value: one, label: t(`settings:formats.momentName.${one}`) }))}
          onChange={(one: ArchiveFormatsView['moment']) => setMoment(one)}
        />
      </div>
    </ReasonDialog>
  )
}
