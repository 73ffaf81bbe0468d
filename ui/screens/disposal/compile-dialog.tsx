import { useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { RecordSummaryView } from '#api/contract/records.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface CompileDialogProps {
  readonly records: readonly RecordSummaryView[]
  readonly onClose: () => void
}

/** The chosen records become a list; nothing is decided by that. */
export function CompileDialog({ records, onClose }: CompileDialogProps) {
  const { t, say } = useText()
  const navigate = useNavigate()
  const id = useId()
  const [title, setTitle] = useState(() => suggestedTitle())
  const compile = useAct('POST /api/disposal-lists', {
    onDone: (answer) => void navigate({ to: '/disposal/$listId', params: { listId: answer.listId } }),
  })
  function suggestedTitle(): string {
    const first = records[0]
    return first === undefined
      ? ''
      : t('disposal:suggested', { unit: say(first.unitName), year: first.formedOn.slice(0, 4) })
  }
  return (
    <Dialog
      title={t('disposal:compileTitle', { count: records.length })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={compile.isPending}
          disabled={title.trim() === ''}
          onClick={() =>
            compile.mutate({ body: { title: title.trim(), recordIds: records.map((record) => record.id) } })
          }
        >
          {t('disposal:compileVerb', { count: records.length })}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('disposal:compileRule')}</p>
        <div className="field">
          <label htmlFor={id}>{t('title')}</label>
          <Input id={id} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
        </div>
        <ProblemNotice error={compile.error} />
      </div>
    </Dialog>
  )
}
