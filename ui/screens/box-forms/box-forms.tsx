import { Button, Progress } from 'antd'
import { useState } from 'react'
import type { ErrandView } from '#api/contract/errands.ts'
import { refusalOf, useErrand } from '#ui/client/errands.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { ChoiceField } from '#ui/components/choice-field.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { sizeText } from '#ui/components/figures.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { DigitsField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** What is known of the box before anything is said. */
export interface KnownBox {
  readonly unitId?: string
  readonly year?: number
}

/** The button that opens the forms of a box, wherever boxes are spoken of. */
export function BoxFormsButton({ known = {} }: { readonly known?: KnownBox }) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('store:forms.open')}</Button>
      {isOpen && <BoxForms known={known} onClose={() => setOpen(false)} />}
    </>
  )
}

interface BoxFormsProps {
  readonly known: KnownBox
  readonly onClose: () => void
}

type Said = Readonly<Record<'unitId' | 'year' | 'term' | 'years', string>>

function boxOf({ unitId, year, term, years }: Said) {
  const period = term === 'permanent' ? ('permanent' as const) : Number(years)
  return { kind: 'box-forms', unitId, year: Number(year), period } as const
}

/** True once there is enough to look for a box. */
function isWhole({ unitId, year, term, years }: Said): boolean {
  return unitId !== '' && year.length === 4 && (term === 'permanent' || (term === 'years' && years !== ''))
}

/** Stamps, catalogue and reference sheet of a box of items filed by themselves, made by the worker while one waits. */
function BoxForms({ known, onClose }: BoxFormsProps) {
  const { t, say } = useText()
  const units = useRead('GET /api/units', {})
  const [said, setSaid] = useState<Said>({
    unitId: known.unitId ?? '',
    year: known.year === undefined ? '' : String(known.year),
    term: '',
    years: '',
  })
  const [errandId, setErrandId] = useState<string>()
  const ask = useAct('POST /api/errands', { onDone: ({ id }) => setErrandId(id) })
  const put = (name: keyof Said) => (value: string | null) => {
    setErrandId(undefined)
    setSaid((before) => ({ ...before, [name]: value ?? '' }))
  }
  const { unitId, year } = said
  return (
    <Dialog
      title={t('store:forms.title')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={ask.isPending}
          disabled={!isWhole(said)}
          onClick={() => ask.mutate({ body: boxOf(said) })}
        >
          {t('store:forms.make')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('store:forms.rule')}</p>
        <Answered query={units} rows={1}>
          {({ items }) => (
            <ChoiceField
              label={t('store:forms.unit')}
              value={unitId}
              options={items.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
              onChange={put('unitId')}
            />
          )}
        </Answered>
        <div className="row wrap">
          <DigitsField
            label={t('store:forms.year')}
            maxLength={4}
            style={{ width: 110 }}
            value={year}
            onChange={put('year')}
          />
          <Period said={said} onPut={put} />
        </div>
        <ProblemNotice error={ask.error} />
        <section aria-live="polite">{errandId !== undefined && <Made id={errandId} />}</section>
      </div>
    </Dialog>
  )
}

interface PeriodProps {
  readonly said: Said
  readonly onPut: (name: 'term' | 'years') => (value: string | null) => void
}

/** How long what lies in the box is kept. */
function Period({ said: { term, years }, onPut }: PeriodProps) {
  const { t } = useText()
  const terms = (['permanent', 'years'] as const).map((one) => ({
    value: one,
    label: t(`store:forms.${one}`),
  }))
  return (
    <>
      <ChoiceField label={t('store:forms.period')} value={term} options={terms} onChange={onPut('term')} />
      {term === 'years' && (
        <DigitsField
          label={t('store:forms.yearsOf')}
          maxLength={3}
          style={{ width: 90 }}
          value={years}
          onChange={onPut('years')}
        />
      )}
    </>
  )
}

function Made({ id }: { readonly id: string }) {
  const errand = useErrand(id)
  return (
    <Answered query={errand} rows={2}>
      {(view) => <Progressing view={view} />}
    </Answered>
  )
}

function Progressing({ view }: { readonly view: ErrandView }) {
  const { t } = useText()
  const { state, done, total, made } = view
  if (state === 'refused') return <ProblemNotice error={refusalOf(view)} />
  if (made?.kind !== 'box-forms')
    return (
      <>
        <p>{total === null ? t('store:forms.waiting') : t('store:forms.making', { done, total })}</p>
        <Progress
          percent={total === null ? 0 : Math.floor((100 * done) / total)}
          size="small"
          showInfo={false}
          aria-label={t('store:forms.progress')}
        />
      </>
    )
  return (
    <>
      <p>{t('store:forms.made', { count: made.items })}</p>
      <ul className="stack tight">
        {made.forms.map(({ form, url, sizeBytes }) => (
          <li key={form} className="row">
            <a href={url} target="_blank" rel="noreferrer">
              {t(`store:forms.${form}`)}
            </a>
            <span className="faint">{sizeText(sizeBytes)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
