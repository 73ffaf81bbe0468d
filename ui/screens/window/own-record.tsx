import { Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { GivingState } from '#domain/vocabulary/givings.ts'
import type { OwnRecordView } from '#api/contract/givings.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import type { ReadyApplicant } from './applicant.ts'
import { RefuseGiving } from './refuse-giving.tsx'

interface OwnRecordProps {
  readonly record: OwnRecordView
  readonly applicant: ReadyApplicant
}

/** One record of the person: what of it may be given, by which rule, and what was registered. */
export function OwnRecord({ record, applicant }: OwnRecordProps) {
  const { t, say, problem } = useText()
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    record.items.filter(({ mayCopy }) => mayCopy.allowed).map(({ id }) => id),
  )
  const [isRefusing, setRefusing] = useState(false)
  const ask = useAct('POST /api/records/:id/givings', { onDone: () => setRefusing(false) })
  const { mayRead, approval, ownership, source } = record
  const registers = (way: 'copy' | 'reading', refusal: Refusal = null) =>
    ask.mutate({
      params: { id: record.id },
      body: { ...applicant, way, objectIds: way === 'copy' ? [...chosen] : [], refusal },
    })
  return (
    <article className="card stack">
      <div className="row wrap">
        <Link to="/records/$recordId" params={{ recordId: record.id }} className="code">
          {record.code ?? record.title}
        </Link>
        <strong>{record.title}</strong>
        <span className="muted">
          {record.className} · {record.formedOn}
        </span>
        {ownership === 'name-only' && <Tag tone="soon">{t('window:nameOnly')}</Tag>}
      </div>
      <p className={mayRead.allowed ? 'muted' : 'notice'}>
        {mayRead.reason === null
          ? t(`window:needs.${approval}`)
          : `${problem(mayRead.reason).title} ${problem(mayRead.reason).fix}`}
        {source.zh !== '' && <span className="faint"> {say(source)}</span>}
      </p>
      <Files record={record} chosen={chosen} onChange={setChosen} />
      {ask.data === undefined ? (
        <div className="row wrap">
          <Button
            type="primary"
            disabled={!mayRead.allowed || chosen.length === 0}
            loading={ask.isPending}
            onClick={() => registers('copy')}
          >
            {t('window:copy')}
          </Button>
          <Button disabled={!mayRead.allowed} loading={ask.isPending} onClick={() => registers('reading')}>
            {t('window:read')}
          </Button>
          <Button onClick={() => setRefusing(true)}>{t('window:refuse')}…</Button>
        </div>
      ) : (
        <Registered giving={ask.data} />
      )}
      {!isRefusing && <ProblemNotice error={ask.error} />}
      {isRefusing && (
        <RefuseGiving
          called={record.code ?? record.title}
          isBusy={ask.isPending}
          error={ask.error}
          onRefuse={(refusal) => registers('reading', refusal)}
          onClose={() => setRefusing(false)}
        />
      )}
    </article>
  )
}

interface RegisteredProps {
  readonly giving: { readonly number: string; readonly state: GivingState }
}

function Registered({ giving: { number, state } }: RegisteredProps) {
  const { t } = useText()
  return (
    <output className="row wrap">
      {t('window:registered', { number, state: t(`window:state.${state}`) })}
      <Link to="/window" search={{ tab: 'register' }}>
        {t('window:tab.register')}
      </Link>
    </output>
  )
}

type Refusal = Parameters<Parameters<typeof RefuseGiving>[0]['onRefuse']>[0] | null

interface FilesProps {
  readonly record: OwnRecordView
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

function Files({ record, chosen, onChange }: FilesProps) {
  const { t, problem } = useText()
  if (record.items.length === 0) return <p className="muted">{t('window:noFiles')}</p>
  return (
    <fieldset className="plain">
      <legend>{t('window:files')}</legend>
      {record.items.map(({ id, name, pages, mayCopy }) => (
        <div key={id} className="row wrap">
          <Checkbox
            checked={chosen.includes(id)}
            disabled={!mayCopy.allowed}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          >
            {name}
          </Checkbox>
          {pages !== null && <span className="faint">{t('window:pages', { count: pages })}</span>}
          {mayCopy.reason !== null && <span className="muted">{problem(mayCopy.reason).title}</span>}
        </div>
      ))}
    </fieldset>
  )
}
