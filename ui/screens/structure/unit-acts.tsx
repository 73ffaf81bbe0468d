import { Button, Input } from 'antd'
import { useState } from 'react'
import type { StructureUnitView, StructureView } from '#api/contract/structure.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { DateInput } from '#ui/components/date-input.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { useText } from '#ui/i18n/use-text.ts'

export const UNIT_ACTS = ['add', 'rename', 'move', 'live', 'merge', 'split', 'close'] as const
export type UnitActName = (typeof UNIT_ACTS)[number]

interface UnitActProps {
  readonly unit: StructureUnitView
  readonly act: UnitActName
  readonly view: StructureView
  readonly onClose: () => void
}

/** What the day of each act says. */
const DAY_OF = {
  add: 'structure:from',
  rename: 'structure:from',
  move: 'structure:from',
  live: 'structure:liveOn',
  merge: 'structure:to',
  split: 'structure:to',
  close: 'structure:to',
} as const satisfies Record<UnitActName, string>

const NOTHING = { nameZh: '', nameEn: '', on: '', other: '', second: '', authority: '' }
type Said = typeof NOTHING

/** One change of a unit: what it needs is asked for, and a refusal says what stands against it. */
export function UnitAct({ unit, act, view, onClose }: UnitActProps) {
  const { t, say } = useText()
  const [said, setSaid] = useState<Said>({ ...NOTHING, on: view.today })
  const put = (name: keyof Said) => (value: string) => setSaid((before) => ({ ...before, [name]: value }))
  const { send, error, isPending } = useUnitAct(onClose)
  return (
    <Dialog
      title={t(`structure:title.${act}`, { unit: say(unit.name) })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={isPending}
          disabled={!isReady(act, said)}
          onClick={() => send(act, unit.id, said)}
        >
          {t(`structure:do.${act}`)}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t(`structure:rule.${act}`)}</p>
        {(act === 'add' || act === 'rename') && (
          <>
            <Field label={t('structure:nameZh')} value={said.nameZh} onChange={put('nameZh')} />
            <Field label={t('structure:nameEn')} value={said.nameEn} onChange={put('nameEn')} />
          </>
        )}
        {act !== 'add' && act !== 'rename' && act !== 'live' && (
          <Unit
            label={t(`structure:other.${act}`)}
            value={said.other}
            onChange={put('other')}
            {...{ unit, view }}
          />
        )}
        {act === 'split' && (
          <Unit
            label={t('structure:second')}
            value={said.second}
            onChange={put('second')}
            {...{ unit, view }}
          />
        )}
        <Labelled label={t(DAY_OF[act])}>
          {(id) => <DateInput id={id} value={said.on} onChange={put('on')} />}
        </Labelled>
        {act !== 'add' && (
          <Field label={t('structure:authority')} value={said.authority} onChange={put('authority')} />
        )}
        <ProblemNotice error={error} />
      </div>
    </Dialog>
  )
}

function isReady(act: UnitActName, { nameZh, nameEn, on, other, second, authority }: Said): boolean {
  if (on === '' || (act !== 'add' && authority.trim().length < 2)) return false
  if (act === 'add' || act === 'rename') return nameZh.trim() !== '' && nameEn.trim() !== ''
  if (act === 'split') return other !== '' && second !== '' && other !== second
  return act === 'close' || act === 'live' || other !== ''
}

function useUnitAct(onDone: () => void) {
  const done = { onDone }
  const acts = {
    add: useAct('POST /api/structure/units', done),
    rename: useAct('POST /api/structure/units/:id/name', done),
    move: useAct('POST /api/structure/units/:id/place', done),
    live: useAct('POST /api/structure/units/:id/live-day', done),
    merge: useAct('POST /api/structure/mergers', done),
    split: useAct('POST /api/structure/units/:id/split', done),
    close: useAct('POST /api/structure/units/:id/end', done),
  }
  const send = (act: UnitActName, id: string, { nameZh, nameEn, on, other, second, authority }: Said) => {
    const params = { id }
    switch (act) {
      case 'add':
        return acts.add.mutate({ body: { parent: id, kind: 'section', nameZh, nameEn, fromOn: on } })
      case 'rename':
        return acts.rename.mutate({ params, body: { nameZh, nameEn, fromOn: on, authority } })
      case 'move':
        return acts.move.mutate({ params, body: { parent: other, on, authority } })
      case 'live':
        return acts.live.mutate({ params, body: { on, authority } })
      case 'merge':
        return acts.merge.mutate({ body: { units: [id], into: other, toOn: on, authority } })
      case 'split':
        return acts.split.mutate({
          params,
          body: { into: [other, second], heir: other, toOn: on, authority },
        })
      case 'close':
        return acts.close.mutate({ params, body: { toOn: on, heir: other === '' ? null : other, authority } })
    }
  }
  const all = Object.values(acts)
  return {
    send,
    error: all.find(({ error }) => error !== null)?.error ?? null,
    isPending: all.some(({ isPending }) => isPending),
  }
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function Field({ label, value, onChange }: FieldProps) {
  return (
    <Labelled label={label}>
      {(id) => (
        <Input id={id} maxLength={300} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Labelled>
  )
}

function Unit({ label, value, onChange, unit, view }: FieldProps & Pick<UnitActProps, 'unit' | 'view'>) {
  const { t, say } = useText()
  return (
    <Labelled label={label}>
      {(id) => (
        <Choice
          id={id}
          value={value === '' ? null : value}
          placeholder={t('structure:choose')}
          options={view.units
            .filter((one) => one.toOn === null && one.id !== unit.id)
            .map((one) => ({ value: one.id, label: say(one.name) }))}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      )}
    </Labelled>
  )
}
