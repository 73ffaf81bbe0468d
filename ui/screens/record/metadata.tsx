import { Button, Segmented, Select } from 'antd'
import { useId, useState } from 'react'
import type { DescribedView, MetadataView } from '#api/contract/metadata.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { faultsFrom } from '#ui/components/form-faults.ts'
import { FormFields, type Values } from '#ui/components/form-fields.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { changesOf, choicesOf, formFieldOf, isShown, startOf, type MetadataField } from './metadata-fields.ts'

/** What is said of the record, or of one item of its contents list: elements of DA/T 46 and the forms of its family. */
export function Metadata({ recordId }: { readonly recordId: string }) {
  const [itemId, setItem] = useState<string>()
  const metadata = useRead('GET /api/records/:id/metadata', {
    params: { id: recordId },
    query: itemId === undefined ? {} : { itemId },
  })
  return (
    <Answered query={metadata} rows={12}>
      {(view) => <Described key={view.itemId ?? recordId} recordId={recordId} view={view} onItem={setItem} />}
    </Answered>
  )
}

interface DescribedProps {
  readonly recordId: string
  readonly view: MetadataView
  readonly onItem: (itemId: string | undefined) => void
}

type Shown = 'needed' | 'all'

function Described({ recordId, view, onItem }: DescribedProps) {
  const { t, say } = useText()
  const fields = view.groups.flatMap((group) => group.fields)
  const [values, setValues] = useState<Values>(() => startOf(fields))
  const [shown, setShown] = useState<Shown>('needed')
  const save = useAct('POST /api/records/:id/metadata')
  const changes = changesOf(fields, values)
  const isChanged = Object.keys(changes).length > 0
  const proposed = fields.filter((field) => field.isProposed && field.values.length === 0)
  return (
    <div className="page-body stack loose">
      <Head view={view} shown={shown} onShow={setShown} onItem={onItem} />
      {view.missing.length > 0 && (
        <div className="notice">
          <div>
            <strong>{t('record:metadata.missing')}</strong>
            <p>{view.missing.map(say).join(t('listSeparator'))}</p>
          </div>
        </div>
      )}
      {proposed.length > 0 && (
        <p className="muted">
          {t('record:metadata.proposed')}
          {proposed.map((field) => `${field.id} ${say(field)}`).join(t('listSeparator'))}
        </p>
      )}
      {view.groups.map((group) => (
        <Group
          key={group.key}
          group={group}
          shown={shown}
          values={values}
          faults={faultsFrom(save.error)}
          onChange={setValues}
          isLocked={!view.edit.allowed}
        />
      ))}
      <ProblemNotice error={save.error} />
      {view.edit.allowed && (
        <p className="row">
          <Button
            type="primary"
            disabled={!isChanged}
            loading={save.isPending}
            onClick={() =>
              save.mutate({ params: { id: recordId }, body: { itemId: view.itemId, values: changes } })
            }
          >
            {t('record:metadata.save')}
          </Button>
          {!isChanged && save.isSuccess && <Saved redated={save.data.redated} />}
        </p>
      )}
    </div>
  )
}

/** That it was saved, and where a rule starts from what was said, what became of the date. */
function Saved({ redated }: Pick<DescribedView, 'redated'>) {
  const { t } = useText()
  return (
    <output className="muted">
      {redated === null
        ? t('record:metadata.saved')
        : redated.dueOn === null
          ? t('record:metadata.redated.undated', { verdict: t(`vocabulary:retention.${redated.verdict}`) })
          : t('record:metadata.redated.due', { on: redated.dueOn })}
    </output>
  )
}

interface HeadProps {
  readonly view: MetadataView
  readonly shown: Shown
  readonly onShow: (shown: Shown) => void
  readonly onItem: (itemId: string | undefined) => void
}

/** Of all items a list of contents could have, the record itself is the first choice. */
const WHOLE = 'whole'

function Head({ view, shown, onShow, onItem }: HeadProps) {
  const { t, problem } = useText()
  const id = useId()
  const fields = view.groups.flatMap((group) => group.fields)
  return (
    <>
      <div className="row wrap">
        <Segmented<Shown>
          aria-label={t('record:metadata.show')}
          value={shown}
          onChange={onShow}
          options={[
            { value: 'needed', label: t('record:metadata.needed') },
            { value: 'all', label: t('record:metadata.all', { count: fields.length }) },
          ]}
        />
        {view.items.length > 0 && (
          <>
            <label htmlFor={id}>{t('record:metadata.of')}</label>
            <Select
              id={id}
              style={{ minWidth: 240 }}
              value={view.itemId ?? WHOLE}
              onChange={(chosen: string) => onItem(chosen === WHOLE ? undefined : chosen)}
              options={[
                { value: WHOLE, label: t('record:metadata.whole') },
                ...view.items.map((item) => ({
                  value: item.id,
                  label: t('record:metadata.item', { no: item.no, title: item.title ?? '' }),
                })),
              ]}
            />
          </>
        )}
        <span className="muted">{t('record:metadata.version', { version: view.schemeVersion })}</span>
      </div>
      {view.edit.reason !== null && <p className="muted">{problem(view.edit.reason).title}</p>}
    </>
  )
}

interface GroupProps {
  readonly group: MetadataView['groups'][number]
  readonly shown: Shown
  readonly values: Values
  readonly faults: Readonly<Record<string, string>>
  readonly onChange: (values: Values) => void
  readonly isLocked: boolean
}

function Group({ group, shown, values, faults, onChange, isLocked }: GroupProps) {
  const { t, say, language } = useText()
  const id = useId()
  const fields = group.fields.filter((field) => shown === 'all' || isShown(field, values))
  if (fields.length === 0) return null
  // Where nothing can be typed a row of closed fields says less than what stands in them, and which are empty.
  const typed = isLocked ? [] : fields.filter((field) => !field.isDerived)
  const own = fields.filter((field) => field.isDerived || (isLocked && field.values.length > 0))
  const empty = isLocked ? fields.filter((field) => !field.isDerived && field.values.length === 0) : []
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{t(`record:metadata.group.${group.key}`)}</h2>
      {own.length > 0 && (
        <dl className="dl">
          {own.map((field) => (
            <Settled key={field.id} field={field} name={say(field)} />
          ))}
        </dl>
      )}
      {empty.length > 0 && (
        <p className="muted">
          {t('record:metadata.empty')}
          {empty.map((field) => `${field.id} ${say(field)}`).join(t('listSeparator'))}
        </p>
      )}
      {typed.length > 0 && (
        <FormFields
          fields={typed.map((field) => formFieldOf(field, t('record:metadata.several')))}
          values={values}
          faults={faults}
          offered={choicesOf(typed, language)}
          onChange={onChange}
        />
      )}
    </section>
  )
}

function Settled({ field, name }: { readonly field: MetadataField; readonly name: string }) {
  const { t, say } = useText()
  return (
    <>
      <dt>
        <span className="faint code">{field.id}</span> {name}
      </dt>
      <dd {...(field.isDerived ? { title: t('record:metadata.derived') } : {})}>
        {field.values.map((value) => wordOf(field, value, say)).join(t('listSeparator')) || '—'}
      </dd>
    </>
  )
}

/** A value of a list in the reader's words; everything else as it was written. */
function wordOf({ choices }: MetadataField, value: string, say: Text['say']): string {
  const choice = choices.find((one) => one.value === value)
  return choice === undefined ? value : say(choice)
}
