import { Button } from 'antd'
import { useState } from 'react'
import type { StructureUnitView, StructureView } from '#api/contract/structure.ts'
import { useRead } from '#ui/client/hooks.ts'
import { DateInput } from '#ui/components/date-input.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { Schemes } from './schemes.tsx'
import { Succession } from './succession.tsx'
import './structure.css'
import { UnitAct, UNIT_ACTS, type UnitActName } from './unit-acts.tsx'

/** Units with their days, fonds and their succession, and the classification schemes side by side. */
export function StructureTab() {
  const { t } = useText()
  const [on, setOn] = useState('')
  const structure = useRead('GET /api/structure', { query: on === '' ? {} : { on } }, { former: 'keep' })
  return (
    <div className="stack loose">
      <section className="card stack">
        <div className="row wrap spread">
          <h2>{t('structure:units')}</h2>
          <div className="row">
            <label htmlFor="structure-on" className="nowrap">
              {t('structure:asOf')}
            </label>
            <DateInput id="structure-on" value={on} onChange={setOn} />
          </div>
        </div>
        <Answered query={structure}>
          {(view) =>
            view.units.length === 0 ? (
              <EmptyState title={t('structure:noUnits')} hint={t('structure:noUnitsHint')} />
            ) : (
              <Units view={view} isToday={on === ''} />
            )
          }
        </Answered>
      </section>
      <Answered query={structure}>{(view) => <Succession view={view} />}</Answered>
      <Schemes />
    </div>
  )
}

interface UnitsProps {
  readonly view: StructureView
  readonly isToday: boolean
}

function Units({ view, isToday }: UnitsProps) {
  const [doing, setDoing] = useState<{ readonly unit: StructureUnitView; readonly act: UnitActName }>()
  const roots = view.units.filter(({ parentId }) => parentId === null)
  return (
    <>
      <Branch
        units={roots}
        view={view}
        onAct={view.allowed.change.allowed && isToday ? (unit, act) => setDoing({ unit, act }) : undefined}
      />
      {doing !== undefined && <UnitAct {...doing} view={view} onClose={() => setDoing(undefined)} />}
    </>
  )
}

interface BranchProps {
  readonly units: readonly StructureUnitView[]
  readonly view: StructureView
  readonly onAct: ((unit: StructureUnitView, act: UnitActName) => void) | undefined
}

function Branch({ units, view, onAct }: BranchProps) {
  return (
    <ul className="unit-tree">
      {units.map((unit) => {
        const below = view.units.filter(({ parentId }) => parentId === unit.id)
        return (
          <li key={unit.id}>
            <Unit unit={unit} view={view} onAct={onAct} />
            {below.length > 0 && <Branch units={below} view={view} onAct={onAct} />}
          </li>
        )
      })}
    </ul>
  )
}

function Unit({ unit, view, onAct }: Omit<BranchProps, 'units'> & { readonly unit: StructureUnitView }) {
  const { t, say } = useText()
  const nameOf = (id: string) => {
    const found = view.units.find((one) => one.id === id)
    return found === undefined ? '—' : say(found.name)
  }
  return (
    <div className={unit.toOn === null ? 'unit-line' : 'unit-line ended'}>
      <div className="row wrap">
        <strong>{say(unit.name)}</strong>
        <Tag>{t(`structure:kind.${unit.kind}`)}</Tag>
        {unit.fondsCode !== null && <Tag tone="info">{unit.fondsCode}</Tag>}
        <span className="muted">
          {unit.toOn === null
            ? t('structure:since', { on: unit.fromOn })
            : t('structure:span', { from: unit.fromOn, to: unit.toOn })}
        </span>
        {unit.toOn === null && !unit.isLive && (
          <Tag tone="soon">
            {unit.liveFrom === null
              ? t('structure:liveUnset')
              : t('structure:liveFrom', { on: unit.liveFrom })}
          </Tag>
        )}
        {unit.isLive && unit.liveFrom !== unit.fromOn && unit.liveFrom !== null && (
          <span className="muted">{t('structure:liveFrom', { on: unit.liveFrom })}</span>
        )}
        {unit.endedBy !== null && <Tag tone="soon">{t(`structure:ending.${unit.endedBy}`)}</Tag>}
        {onAct !== undefined && unit.toOn === null && (
          <details className="unit-menu">
            <summary aria-label={t('structure:change', { unit: say(unit.name) })}>
              {t('structure:act')}
            </summary>
            <div className="row wrap">
              {UNIT_ACTS.filter(
                (act) => ['add', 'rename', 'live'].includes(act) || unit.parentId !== null,
              ).map((act) => (
                <Button key={act} size="small" onClick={() => onAct(unit, act)}>
                  {t(`structure:do.${act}`)}
                </Button>
              ))}
            </div>
          </details>
        )}
      </div>
      {unit.formerNames.map((former) => (
        <div key={former.fromOn} className="muted">
          {t('structure:former', { name: say(former.name), from: former.fromOn, to: former.toOn })}
        </div>
      ))}
      {unit.successorIds.length > 0 && (
        <div className="muted">
          {t('structure:successors', { names: unit.successorIds.map(nameOf).join(t('listSeparator')) })}
        </div>
      )}
      {unit.heirId !== null && (
        <div className="muted">{t('structure:heir', { name: nameOf(unit.heirId) })}</div>
      )}
    </div>
  )
}
