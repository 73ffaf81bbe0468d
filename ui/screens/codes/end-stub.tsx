import { Button } from 'antd'
import { useState } from 'react'
import { STUB_ENDS, type StubEnd } from '#domain/vocabulary/secrets.ts'
import type { SecretStubView } from '#api/contract/secret-stubs.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { TextField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ChoiceField } from '#ui/components/choice-field.tsx'

interface EndStubProps {
  readonly stub: SecretStubView
  readonly onClose: () => void
}

/** What became of the classified file under its own procedure, with the number of the decision. */
export function EndStub({ stub, onClose }: EndStubProps) {
  const { t } = useText()
  const [as, setAs] = useState<StubEnd | null>(null)
  const [reference, setReference] = useState('')
  const end = useAct('POST /api/secret-stubs/:id/end', { onDone: onClose })
  return (
    <Dialog
      title={t('codes:stub.endTitle', { code: stub.code ?? stub.custodyCode })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={end.isPending}
          disabled={as === null || reference.trim().length < 2}
          onClick={() => {
            if (as !== null)
              end.mutate({ params: { id: stub.id }, body: { as, reference: reference.trim() } })
          }}
        >
          {t('codes:stub.end')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('codes:stub.endRule')}</p>
        <ChoiceField
          label={t('codes:stub.field.as')}
          value={as ?? ''}
          options={STUB_ENDS.map((one) => ({ value: one, label: t(`codes:stub.ends.${one}`) }))}
          onChange={(value) => setAs(STUB_ENDS.find((one) => one === value) ?? null)}
        />
        <TextField
          label={t('codes:stub.field.reference')}
          maxLength={40}
          value={reference}
          onChange={setReference}
        />
        <ProblemNotice error={end.error} />
      </div>
    </Dialog>
  )
}
