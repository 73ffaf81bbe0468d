import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { asProblem } from '#ui/client/problem-error.ts'
import { useText, type Text } from '#ui/i18n/use-text.ts'

/** A refused act beside its button: what happened, what to do, and the server's detail where there is one. */
export function ProblemNotice({
  error,
  children,
}: {
  readonly error: unknown
  readonly children?: ReactNode
}) {
  const { t, problem } = useText()
  if (error === null || error === undefined) return null
  const known = asProblem(error)
  const { title, fix } = known.isOffline
    ? { title: t('offline.title'), fix: t('offline.fix') }
    : problem(known.code)
  const detail = detailText(known.detail, t)
  return (
    <div className="notice" role="alert">
      <div className="grow stack tight">
        <div>
          <strong>{title}</strong>
          <p>{fix}</p>
          {detail !== '' && <p className="muted">{detail}</p>}
        </div>
        {children}
        {known.traceId !== undefined && <span className="trace">{known.traceId}</span>}
      </div>
    </div>
  )
}

/** What a reader can use of a refusal's detail; the rest is for programs. */
const TOLD = [
  'until',
  'name',
  'record',
  'dueOn',
  'today',
  'classCode',
  'minimum',
  'most',
  'role',
  'page',
  'barcode',
  'personalData',
  'identityIn',
] as const
/** Words of the product, one or several, and where they are said. */
const SPOKEN: Readonly<Record<string, string>> = {
  role: 'role',
  personalData: 'personalData',
  identityIn: 'identityIn',
}
/** An instant of the server, such as the end of a lock-out. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:/

function detailText(detail: unknown, t: Text['t']): string {
  if (typeof detail === 'string') return detail
  if (typeof detail !== 'object' || detail === null) return ''
  const values: Readonly<Record<string, unknown>> = { ...detail }
  return TOLD.flatMap((name) => {
    const said = [values[name]].flat().filter((one) => typeof one === 'string' || typeof one === 'number')
    const area = SPOKEN[name]
    const words = said.map((one) =>
      area === undefined ? shown(String(one)) : t(`vocabulary:${area}.${String(one)}`),
    )
    return words.length === 0 ? [] : [t(`detail.${name}`, { value: words.join(t('listSeparator')) })]
  }).join(t('detail.and'))
}

function shown(value: string): string {
  return INSTANT.test(value) ? dayjs(value).format('YYYY-MM-DD HH:mm') : value
}
