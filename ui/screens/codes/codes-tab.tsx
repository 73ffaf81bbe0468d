import { Button } from 'antd'
import { useState } from 'react'
import type { CodeSequenceView, CodesView } from '#api/contract/codes.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { numberText } from '#ui/components/figures.ts'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { Gaps } from './gaps.tsx'
import { ReserveCodes } from './reserve-codes.tsx'

/** Sequences of archival codes: how far each is, what is kept back in it, and why any number stands on nothing. */
export function CodesTab() {
  const codes = useRead('GET /api/codes', {})
  return <Answered query={codes}>{(view) => <Codes view={view} />}</Answered>
}

function Codes({ view }: { readonly view: CodesView }) {
  const text = useText()
  const { t } = text
  const [shown, setShown] = useState<CodeSequenceView>()
  const [isReserving, setReserving] = useState(false)
  const chosen = view.sequences.find((one) => one.block === shown?.block && one.year === shown.year)
  return (
    <div className="stack loose">
      <section className="card stack">
        <div className="row wrap spread">
          <h2>{t('codes:sequences')}</h2>
          <ActionButton action={view.allowed.manage} onClick={() => setReserving(true)}>
            {t('codes:reserve')}…
          </ActionButton>
        </div>
        <p className="muted">{t('codes:sequencesHint')}</p>
        {view.sequences.length === 0 ? (
          <EmptyState title={t('codes:none')} hint={t('codes:noneHint')} />
        ) : (
          <DataTable
            name="code-sequences"
            caption={t('codes:sequences')}
            items={view.sequences}
            keyOf={keyOf}
            columns={columnsOf(text, setShown)}
          />
        )}
      </section>
      {chosen !== undefined && <Gaps key={keyOf(chosen)} sequence={chosen} />}
      <Reservations view={view} />
      {isReserving && <ReserveCodes view={view} onClose={() => setReserving(false)} />}
    </div>
  )
}

function keyOf({ fondsId, year, block }: CodeSequenceView): string {
  return `${fondsId}/${year}/${block}`
}

function columnsOf(
  { t }: Text,
  onShow: (one: CodeSequenceView) => void,
): readonly Column<CodeSequenceView>[] {
  return [
    {
      title: t('codes:block'),
      render: (one) => (
        <Button type="link" size="small" className="code" onClick={() => onShow(one)}>
          {one.block}
        </Button>
      ),
    },
    { key: 'year', title: t('codes:year'), width: 80, render: ({ year }) => year },
    { key: 'next', title: t('codes:next'), width: 90, align: 'right', render: ({ next }) => next },
    {
      key: 'given',
      title: t('codes:given'),
      width: 90,
      align: 'right',
      render: ({ given }) => numberText(given),
    },
    {
      key: 'explained',
      title: t('codes:explained'),
      width: 110,
      align: 'right',
      render: ({ explained }) => numberText(explained),
    },
    {
      key: 'reserved',
      title: t('codes:reserved'),
      width: 100,
      align: 'right',
      render: ({ reserved }) => numberText(reserved),
    },
    {
      key: 'missing',
      title: t('codes:missing'),
      width: 120,
      align: 'right',
      render: ({ missing }) =>
        missing === 0 ? '0' : <Tag tone="soon">{t('codes:missingCount', { count: missing })}</Tag>,
    },
  ]
}

type Reservation = CodesView['reservations'][number]

function Reservations({ view }: { readonly view: CodesView }) {
  const { t, say } = useText()
  const [releasing, setReleasing] = useState<Reservation>()
  if (view.reservations.length === 0) return null
  return (
    <section className="card stack">
      <h2>{t('codes:reservations')}</h2>
      <DataTable
        name="code-reservations"
        caption={t('codes:reservations')}
        items={view.reservations}
        keyOf={({ id }) => id}
        columns={[
          {
            title: t('codes:range'),
            render: ({ block, firstNumber, lastNumber }) => (
              <span className="code">{t('codes:span', { block, first: firstNumber, last: lastNumber })}</span>
            ),
          },
          { key: 'purpose', title: t('codes:purpose'), render: ({ purpose }) => purpose },
          {
            key: 'holder',
            title: t('codes:holder'),
            width: 140,
            render: ({ holderName }) => say(holderName),
          },
          {
            key: 'reserved',
            title: t('codes:reservedOn'),
            width: 190,
            render: ({ reservedOn, reservedBy }) => `${reservedOn} ${say(reservedBy.name)}`,
          },
          {
            title: t('codes:state'),
            width: 170,
            render: (one) =>
              one.releasedOn === null ? (
                <ActionButton size="small" action={view.allowed.manage} onClick={() => setReleasing(one)}>
                  {t('codes:release')}…
                </ActionButton>
              ) : (
                <span className="muted">{t('codes:releasedOn', { on: one.releasedOn })}</span>
              ),
          },
        ]}
      />
      {releasing !== undefined && <Release reservation={releasing} onClose={() => setReleasing(undefined)} />}
    </section>
  )
}

interface ReleaseProps {
  readonly reservation: Reservation
  readonly onClose: () => void
}

function Release({ reservation, onClose }: ReleaseProps) {
  const { t } = useText()
  const release = useAct('POST /api/codes/reservations/:id/release', { onDone: onClose })
  const { id, block, firstNumber, lastNumber } = reservation
  return (
    <ReasonDialog
      title={t('codes:releaseTitle', { block, first: firstNumber, last: lastNumber })}
      rule={t('codes:releaseRule')}
      verb={t('codes:release')}
      isBusy={release.isPending}
      error={release.error}
      onClose={onClose}
      onConfirm={(reason) => release.mutate({ params: { id }, body: { reason } })}
    />
  )
}
