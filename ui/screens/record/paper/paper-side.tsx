import { Link } from '@tanstack/react-router'
import dayjs from 'dayjs'
import type { PagesView, PlacementsView } from '#api/contract/paper.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import { formAddress } from '#ui/client/addresses.ts'
import { useRead } from '#ui/client/hooks.ts'
import { Icon } from '#ui/components/icon.tsx'
import { Answered } from '#ui/components/states.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { GivePlaceButton } from '#ui/screens/store/place-dialog.tsx'
import { Passes } from './passes.tsx'

interface PaperSideProps {
  readonly record: RecordDetailView
  readonly passes: PagesView['passes']
}

/** Where the paper is, how it was scanned, what was skipped and why, what can be printed. */
export function PaperSide({ record, passes }: PaperSideProps) {
  const { t } = useText()
  const params = { id: record.id }
  const placements = useRead('GET /api/records/:id/placements', { params })
  return (
    <aside className="paper-side">
      <section className="stack tight">
        <h2>{t('paper:shelf.title')}</h2>
        <Answered query={placements} rows={2}>
          {(view) => <Shelf record={record} view={view} />}
        </Answered>
      </section>
      <Forms record={record} />
      <section className="stack tight">
        <h2>{t('paper:passes.title')}</h2>
        <Passes passes={passes} />
      </section>
      <Skipped recordId={record.id} />
    </aside>
  )
}

type Placement = PlacementsView['earlier'][number]

/** How the paper of a record leaves its cell with the record. */
const ENDS = ['destroyed', 'transferred', 'withdrawn'] as const

interface ShelfProps {
  readonly record: RecordDetailView
  readonly view: PlacementsView
}

function Shelf({ record, view: { current, earlier, move } }: ShelfProps) {
  const { t, say } = useText()
  const why = (reason: string | null) => {
    const end = ENDS.find((one) => one === reason)
    return end === undefined ? (reason ?? '') : t(`paper:shelf.${end}`)
  }
  const where = ({ slot, boxNumber }: Placement) =>
    [
      t('paper:shelf.slot', { slot }),
      ...(boxNumber === null ? [] : [t('paper:shelf.box', { number: boxNumber })]),
    ].join(' · ')
  return (
    <>
      {current === null ? (
        <div className="stack tight">
          <p className="muted">{t('paper:shelf.none')}</p>
          {move.allowed && <GivePlaceButton recordId={record.id} title={record.title} />}
        </div>
      ) : (
        <div>
          <strong className="barcode-text">{current.barcode}</strong>
          <p className="muted">{where(current)}</p>
          <p className="faint">
            {t('paper:shelf.by', { name: say(current.placedBy.name) })} ·{' '}
            <When at={current.placedAt} form="day" />
          </p>
          <Link to="/store" search={{ cell: current.barcode }}>
            {t('paper:shelf.open')}
          </Link>
        </div>
      )}
      {earlier.length > 0 && (
        <>
          <h3>{t('paper:shelf.earlier')}</h3>
          <ul className="stack tight">
            {earlier.map((placement) => (
              <li key={placement.placedAt}>
                <span className="code">{placement.barcode}</span>
                <p className="faint">
                  {t('paper:shelf.left', {
                    on: dayjs(placement.freedAt).format('YYYY-MM-DD'),
                    reason: why(placement.freedReason),
                  })}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Forms({ record }: { readonly record: RecordDetailView }) {
  const { t, say } = useText()
  const forms = useRead('GET /api/records/:id/forms', { params: { id: record.id } })
  return (
    <section className="stack tight">
      <h2>{t('paper:forms.title')}</h2>
      <Answered query={forms} rows={3}>
        {(view) => (
          <ul className="print-list">
            {view.forms.map(({ form, name, url }) => (
              <li key={form}>
                {url === null ? (
                  <span className="print-line faint" title={t('paper:forms.notYet')}>
                    <Icon name="print" />
                    <span className="clip grow">{say(name)}</span>
                    <span className="nowrap">{form === 'box-label' ? '' : form}</span>
                    <span className="visually-hidden">{t('paper:forms.notYet')}</span>
                  </span>
                ) : (
                  <a
                    className="print-line"
                    href={formAddress(record.id, form)}
                    target="_blank"
                    rel="noreferrer"
                  >
                    <Icon name="print" />
                    <span className="clip grow">{say(name)}</span>
                    <span className="nowrap">{form === 'box-label' ? '' : form}</span>
                    <span className="visually-hidden">PDF</span>
                  </a>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  )
}

function Skipped({ recordId }: { readonly recordId: string }) {
  const { t, say } = useText()
  const course = useRead('GET /api/records/:id/course', { params: { id: recordId } }).data
  const skipped = course?.steps.filter((step) => step.state === 'skipped') ?? []
  if (skipped.length === 0) return null
  return (
    <section className="stack tight">
      <h2>{t('paper:skipped.title')}</h2>
      <ul className="stack tight">
        {skipped.map((step) => (
          <li key={step.id}>
            {step.guard === null
              ? say(step.name)
              : t('paper:skipped.why', {
                  step: say(step.name),
                  reason: t(`record:course.guard.${step.guard}`),
                })}
          </li>
        ))}
      </ul>
    </section>
  )
}
