import { Button, Input } from 'antd'
import { useState } from 'react'
import { STUB_ENDS, type StubEnd } from '#domain/vocabulary-secrets.ts'
import type { SecretStubView } from '#api/contract/secret-stubs.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

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
        <Labelled label={t('codes:stub.field.as')}>
          {(id) => (
            <Choice
              id={id}
              value={as}
              placeholder={t('codes:choose')}
              options={STUB_ENDS.map((one) => ({ value: one, label: t(`codes:stub.ends.${one}`) }))}
              onChange={(value) => setAs(STUB_ENDS.find((one) => one === value) ?? null)}
            />
          )}
        </Labelled>
        <Labelled label={t('codes:stub.field.reference')}>
          {(id) => (
            <Input
              id={id}
              maxLength={40}
              value={reference}
              onChange={(event) => setReference(event.target.value)}
            />
          )}
        </Labelled>
        <ProblemNotice error={end.error} />
      </div>
    </Dialog>
  )
}
