import { Button } from 'antd'
import { useState } from 'react'
import type { ContentsView } from '#api/contract/paper.ts'
import { useAct } from '#ui/client/hooks.ts'
import { DateInput } from '#ui/components/date-input.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { DigitsField, TextField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface AddItemProps {
  readonly recordId: string
  /** The last page of the list as it is. */
  readonly pages: number
}

/** Adds an item behind the last one of a file that was opened again. */
export function AddItem({ recordId, pages }: AddItemProps) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('record:item.add')}…
      </Button>
      {isOpen && <NewItem recordId={recordId} pages={pages} onClose={() => setOpen(false)} />}
    </>
  )
}

function NewItem({ recordId, pages, onClose }: AddItemProps & { readonly onClose: () => void }) {
  const { t } = useText()
  const [said, setSaid] = useState({
    title: '',
    responsible: '',
    documentNo: '',
    formedOn: '',
    firstPage: String(pages + 1),
    lastPage: String(pages + 1),
  })
  const put = (name: keyof typeof said) => (value: string) =>
    setSaid((before) => ({ ...before, [name]: value }))
  const add = useAct('POST /api/records/:id/items', { onDone: onClose })
  const { title, responsible, documentNo, formedOn, firstPage, lastPage } = said
  const isReady = [title, responsible, formedOn, firstPage, lastPage].every((value) => value.trim() !== '')
  const entry = {
    title: title.trim(),
    responsible: responsible.trim(),
    documentNo: documentNo.trim() === '' ? null : documentNo.trim(),
    formedOn,
    firstPage: Number(firstPage),
    lastPage: Number(lastPage),
  }
  return (
    <Dialog
      title={t('record:item.addTitle')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={add.isPending}
          disabled={!isReady}
          onClick={() => add.mutate({ params: { id: recordId }, body: { entry } })}
        >
          {t('record:item.add')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('record:item.addRule')}</p>
        {(['title', 'responsible', 'documentNo'] as const).map((name) => (
          <TextField
            key={name}
            label={t(`record:item.${name}`)}
            maxLength={400}
            value={said[name]}
            onChange={put(name)}
          />
        ))}
        <div className="row wrap">
          <Labelled label={t('record:item.formedOn')}>
            {(id) => <DateInput id={id} value={formedOn} onChange={put('formedOn')} />}
          </Labelled>
          {(['firstPage', 'lastPage'] as const).map((name) => (
            <DigitsField
              key={name}
              label={t(`record:item.${name}`)}
              maxLength={6}
              style={{ width: 100 }}
              value={said[name]}
              onChange={put(name)}
            />
          ))}
        </div>
        <ProblemNotice error={add.error} />
      </div>
    </Dialog>
  )
}

interface WithdrawItemProps {
  readonly recordId: string
  readonly entry: ContentsView['entries'][number]
}

/** Takes an item out of a file that was opened again: its number stays empty, with the reason as its note. */
export function WithdrawItem({ recordId, entry }: WithdrawItemProps) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  const withdraw = useAct('POST /api/records/:id/items/:itemId/withdrawal', { onDone: () => setOpen(false) })
  return (
    <>
      <Button
        size="small"
        aria-label={t('record:item.withdrawNo', { no: entry.no })}
        onClick={() => setOpen(true)}
      >
        {t('record:item.withdraw')}…
      </Button>
      {isOpen && (
        <ReasonDialog
          title={t('record:item.withdrawTitle', { no: entry.no, title: entry.title ?? '' })}
          rule={t('record:item.withdrawRule')}
          verb={t('record:item.withdraw')}
          isBusy={withdraw.isPending}
          error={withdraw.error}
          onClose={() => setOpen(false)}
          onConfirm={(reason) =>
            withdraw.mutate({ params: { id: recordId, itemId: entry.id }, body: { reason } })
          }
        />
      )}
    </>
  )
}
