import { useState } from 'react'
import type { UploadView } from '#api/contract/objects.ts'
import type { VariantsView } from '#api/contract/variants.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { TextField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { Uploads } from '#ui/screens/records/uploads.tsx'

interface ProposeVariantProps {
  readonly recordId: string
  readonly variants: VariantsView
  readonly onClose: () => void
}

/** Asks for the redacted file, what was taken out of which original, and the clause on which that rests. */
export function ProposeVariant({ recordId, variants, onClose }: ProposeVariantProps) {
  const { t } = useText()
  const { open, grades } = variants
  const [originalId, setOriginalId] = useState(open.length === 1 ? (open[0]?.id ?? null) : null)
  const [grade, setGrade] = useState(grades.at(-1) ?? null)
  const [clause, setClause] = useState('')
  const [file, setFile] = useState<UploadView>()
  const propose = useAct('POST /api/records/:id/variants', { onDone: onClose })
  const isReady = originalId !== null && grade !== null && clause.trim().length > 1 && file !== undefined
  return (
    <ReasonDialog
      title={t('record:variants.propose')}
      rule={t('record:variants.removed')}
      verb={t('record:variants.propose')}
      isBusy={propose.isPending}
      error={propose.error}
      isReady={isReady}
      onClose={onClose}
      onConfirm={(removed) => {
        if (!isReady) return
        const body = { originalId, uploadId: file.id, originalGrade: grade, removed, clause: clause.trim() }
        propose.mutate({ params: { id: recordId }, body })
      }}
    >
      <Labelled label={t('record:variants.original')}>
        {(id) => (
          <Choice
            id={id}
            value={originalId}
            placeholder={t('record:variants.choose')}
            options={open.map((one) => ({ value: one.id, label: one.name ?? one.id }))}
            onChange={setOriginalId}
          />
        )}
      </Labelled>
      <Labelled label={t('record:variants.grade')}>
        {(id) => (
          <Choice
            id={id}
            value={grade}
            placeholder={t('record:variants.choose')}
            options={grades.map((value) => ({ value, label: t(`vocabulary:choice.${value}`) }))}
            onChange={(value) => setGrade(grades.find((known) => known === value) ?? null)}
          />
        )}
      </Labelled>
      <TextField label={t('record:variants.clause')} maxLength={300} value={clause} onChange={setClause} />
      <Uploads
        label={t('record:variants.file')}
        received={file === undefined ? [] : [file]}
        onReceived={setFile}
      />
    </ReasonDialog>
  )
}
