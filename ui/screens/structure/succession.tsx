import { useId, useState } from 'react'
import type { FondsView, StructureView } from '#api/contract/structure.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { Choice } from '#ui/components/choice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Fonds and who follows their agencies; while that is open, nothing of a fonds is destroyed or transferred. */
export function Succession({ view }: { readonly view: StructureView }) {
  const { t, say } = useText()
  const [settling, setSettling] = useState<FondsView>()
  const nameOf = (id: string | null) => {
    const found = view.units.find((one) => one.id === id)
    return found === undefined ? '—' : say(found.name)
  }
  return (
    <section className="card stack">
      <h2>{t('structure:fonds')}</h2>
      <ul className="stack">
        {view.fonds.map((fonds) => (
          <li key={fonds.id} className="stack tight">
            <div className="row wrap">
              <span className="code">{fonds.code}</span>
              <strong>{say(fonds.name)}</strong>
              <span className="muted">{nameOf(fonds.agencyUnitId)}</span>
              {fonds.frozenSince !== null && (
                <Tag tone="over">{t('structure:frozen', { since: fonds.frozenSince })}</Tag>
              )}
              {fonds.closedOn !== null && <Tag>{t('structure:closed', { on: fonds.closedOn })}</Tag>}
              {fonds.frozenSince !== null && (
                <ActionButton action={view.allowed.settle} onClick={() => setSettling(fonds)}>
                  {t('structure:settle')}…
                </ActionButton>
              )}
            </div>
            {fonds.successions.map((one) => (
              <div key={one.openedOn} className="muted">
                {one.settledOn === null
                  ? t('structure:opened', { unit: nameOf(one.unitId), on: one.openedOn })
                  : t('structure:settled', {
                      unit: nameOf(one.unitId),
                      successor: nameOf(one.successorUnitId),
                      on: one.settledOn,
                      way: one.way === null ? '' : t(`structure:way.${one.way}`),
                      authority: one.authority ?? '',
                    })}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {settling !== undefined && (
        <Settle fonds={settling} view={view} onClose={() => setSettling(undefined)} />
      )}
    </section>
  )
}

interface SettleProps {
  readonly fonds: FondsView
  readonly view: StructureView
  readonly onClose: () => void
}

function Settle({ fonds, view, onClose }: SettleProps) {
  const { t, say } = useText()
  const [way, setWay] = useState<'continued' | 'closed'>('continued')
  const [successor, setSuccessor] = useState<string | null>(null)
  const ids = { way: useId(), unit: useId() }
  const settle = useAct('POST /api/structure/fonds/:id/succession', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('structure:settleTitle', { code: fonds.code })}
      rule={t('structure:settleRule')}
      verb={t('structure:settle')}
      isBusy={settle.isPending}
      error={settle.error}
      isReady={successor !== null}
      onClose={onClose}
      onConfirm={(authority) => {
        if (successor !== null)
          settle.mutate({ params: { id: fonds.id }, body: { way, successor, authority } })
      }}
    >
      <div className="field">
        <label htmlFor={ids.way}>{t('structure:wayLabel')}</label>
        <Choice
          id={ids.way}
          value={way}
          placeholder={t('structure:choose')}
          options={(['continued', 'closed'] as const).map((one) => ({
            value: one,
            label: t(`structure:way.${one}`),
          }))}
          onChange={(chosen) => setWay(chosen === 'closed' ? 'closed' : 'continued')}
        />
      </div>
      <div className="field">
        <label htmlFor={ids.unit}>{t('structure:successor')}</label>
        <Choice
          id={ids.unit}
          value={successor}
          placeholder={t('structure:choose')}
          options={view.units
            .filter(({ toOn }) => toOn === null)
            .map(({ id, name }) => ({ value: id, label: say(name) }))}
          onChange={setSuccessor}
        />
      </div>
    </ReasonDialog>
  )
}
