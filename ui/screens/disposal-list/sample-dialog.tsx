import { Checkbox, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import type { ListDetailView, ListItemView } from '#api/contract/disposal.ts'
import { SAMPLE_INTERVAL, sampleSize } from '#domain/sample.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ChoiceField } from '#ui/components/choice-field.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Years that a sample can be kept from the trigger of its class. */
const MOST_YEARS = 200

/** For how long it is kept; null while the years are still to be said. */
type KeptYears = number | null | 'permanent'

interface SampleDialogProps {
  readonly list: ListDetailView
  readonly onClose: () => void
}

/** How the sample is taken, how many that gives, and how long it is kept; which records a count falls on the seal decides. */
export function SampleDialog({ list, onClose }: SampleDialogProps) {
  const { t } = useText()
  const classes = classesOf(list)
  const [classCode, setClassCode] = useState(classes[0] ?? '')
  const [kind, setKind] = useState<'every-nth' | 'chosen'>('every-nth')
  const [n, setN] = useState<number | null>(10)
  const [picked, setPicked] = useState<readonly string[]>([])
  const [years, setYears] = useState<KeptYears>('permanent')
  const draw = useAct('POST /api/disposal-lists/:id/samples', { onDone: onClose })
  const items = list.items.filter((item) => item.state === 'listed' && item.classCode === classCode)
  const size = kind === 'chosen' ? exactly(picked.length) : sampleSize(items.length, n ?? 0)
  const shown = size.least === size.most ? String(size.most) : `${size.least}–${size.most}`
  const rule = kind === 'chosen' ? { kind, recordIds: [...picked] } : n === null ? undefined : { kind, n }
  const period = periodOf(years)
  return (
    <ReasonDialog
      title={t('list:samples.title')}
      rule={t('list:samples.rule')}
      verb={t('list:samples.verb', { shown, count: size.most })}
      isBusy={draw.isPending}
      error={draw.error}
      isReady={rule !== undefined && period !== undefined && size.most > 0}
      onConfirm={(reason) => {
        if (rule !== undefined && period !== undefined)
          draw.mutate({ params: { id: list.id }, body: { classCode, rule, period, reason } })
      }}
      onClose={onClose}
    >
      {classes.length > 1 && (
        <ChoiceField
          label={t('class')}
          value={classCode}
          options={classes.map((code) => ({ value: code, label: code }))}
          onChange={(code) => {
            setClassCode(code ?? '')
            setPicked([])
          }}
        />
      )}
      <Radio.Group
        aria-label={t('list:samples.how')}
        value={kind}
        options={[
          { value: 'every-nth', label: t('list:samples.everyNth') },
          {
            value: 'chosen',
            label: t('list:samples.chosen'),
            disabled: !list.allowedActions.chooseSample.allowed,
          },
        ]}
        onChange={(event) => setKind(event.target.value === 'chosen' ? 'chosen' : 'every-nth')}
      />
      {kind === 'every-nth' ? (
        <Interval n={n} onChange={setN} />
      ) : (
        <Picks items={items} picked={picked} onChange={setPicked} />
      )}
      <p aria-live="polite">
        <strong>{t('list:samples.preview', { shown, all: items.length, count: size.most })}</strong>
      </p>
      <Kept years={years} onChange={setYears} />
    </ReasonDialog>
  )
}

/** Undefined while the years are still to be said. */
function periodOf(years: KeptYears) {
  if (years === 'permanent') return { kind: 'permanent' as const }
  return years === null ? undefined : { kind: 'years' as const, years }
}

/** Classes of which something is on the list and no sample has been drawn. */
function classesOf({ items, samples }: ListDetailView): readonly string[] {
  const taken = new Set(samples.map(({ classCode }) => classCode))
  const listed = items.filter(({ state, classCode }) => state === 'listed' && !taken.has(classCode))
  return [...new Set(listed.map(({ classCode }) => classCode))]
}

function exactly(count: number): ReturnType<typeof sampleSize> {
  return { least: count, most: count }
}

interface IntervalProps {
  readonly n: number | null
  readonly onChange: (n: number | null) => void
}

/** Every how many-th record is kept. */
function Interval({ n, onChange }: IntervalProps) {
  const { t } = useText()
  return (
    <Labelled label={t('list:samples.interval')}>
      {(id) => (
        <InputNumber<number>
          id={id}
          min={SAMPLE_INTERVAL.least}
          max={SAMPLE_INTERVAL.most}
          precision={0}
          value={n}
          onChange={onChange}
        />
      )}
    </Labelled>
  )
}

interface PicksProps {
  readonly items: readonly ListItemView[]
  readonly picked: readonly string[]
  readonly onChange: (picked: readonly string[]) => void
}

function Picks({ items, picked, onChange }: PicksProps) {
  const { t } = useText()
  return (
    <fieldset className="sample-picks" aria-label={t('list:items')}>
      <Checkbox.Group<string>
        value={[...picked]}
        options={items.map(({ recordId, archivalCode, title }) => ({
          value: recordId,
          label: `${archivalCode} ${title}`,
        }))}
        onChange={onChange}
      />
    </fieldset>
  )
}

interface KeptProps {
  readonly years: KeptYears
  readonly onChange: (years: KeptYears) => void
}

function Kept({ years, onChange }: KeptProps) {
  const { t } = useText()
  return (
    <div className="row wrap">
      <Radio.Group
        aria-label={t('list:samples.period')}
        value={years === 'permanent' ? 'permanent' : 'years'}
        options={[
          { value: 'permanent', label: t('permanent') },
          { value: 'years', label: t('list:verdict.years') },
        ]}
        onChange={(event) => onChange(event.target.value === 'permanent' ? 'permanent' : null)}
      />
      {years !== 'permanent' && (
        <InputNumber<number>
          aria-label={t('list:verdict.years')}
          min={1}
          max={MOST_YEARS}
          precision={0}
          value={years}
          onChange={onChange}
        />
      )}
    </div>
  )
}
