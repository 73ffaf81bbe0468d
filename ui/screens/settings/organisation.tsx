import { useNavigate, useSearch } from '@tanstack/react-router'
import { Input } from 'antd'
import type { UnitView } from '#api/contract/organisation.ts'
import { useRead } from '#ui/client/hooks.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import './organisation.css'

/** The units as a tree, and the people of the one that is chosen, or whom a name fits. */
export function Organisation() {
  const { t, say } = useText()
  const { unit: chosenId, q } = useSearch({ from: '/shell/settings' })
  const navigate = useNavigate({ from: '/settings' })
  const units = useRead('GET /api/units', {})
  const show = (part: { readonly unit?: string; readonly q?: string }) =>
    void navigate({ search: { tab: 'organisation', ...part }, replace: true })
  return (
    <Answered query={units}>
      {({ items }) => {
        const chosen = items.find(({ id }) => id === chosenId)
        return (
          <div className="organisation">
            <section className="card" aria-label={t('settings:organisation.units')}>
              <h2>{t('settings:organisation.units')}</h2>
              <UnitTree
                items={items}
                parentId={null}
                chosenId={chosenId}
                onChoose={(unit) => show({ unit })}
              />
            </section>
            <section className="stack tight">
              <div className="row spread">
                <h2>{chosen === undefined ? t('settings:organisation.people') : say(chosen.name)}</h2>
                <Input
                  allowClear
                  value={q ?? ''}
                  aria-label={t('settings:organisation.find')}
                  placeholder={t('settings:organisation.find')}
                  style={{ width: 220 }}
                  onChange={({ target }) => show(target.value === '' ? {} : { q: target.value })}
                />
              </div>
              <People unit={chosen} q={q} />
            </section>
          </div>
        )
      }}
    </Answered>
  )
}

interface UnitTreeProps {
  readonly items: readonly UnitView[]
  readonly parentId: string | null
  readonly chosenId: string | undefined
  readonly onChoose: (id: string) => void
}

function UnitTree({ items, parentId, chosenId, onChoose }: UnitTreeProps) {
  const { t, say } = useText()
  const children = items.filter((unit) => unit.parentId === parentId)
  if (children.length === 0) return null
  return (
    <ul className="unit-tree">
      {children.map((unit) => (
        <li key={unit.id}>
          <button type="button" aria-pressed={unit.id === chosenId} onClick={() => onChoose(unit.id)}>
            <span className="clip">{say(unit.name)}</span>
            <span className="faint">{t(`settings:organisation.kind.${unit.kind}`)}</span>
          </button>
          <UnitTree items={items} parentId={unit.id} chosenId={chosenId} onChoose={onChoose} />
        </li>
      ))}
    </ul>
  )
}

interface PeopleProps {
  readonly unit: UnitView | undefined
  readonly q: string | undefined
}

function People({ unit, q }: PeopleProps) {
  const text = useText()
  const { t } = text
  const asked = q ?? unit?.name.zh
  const people = useRead(
    'GET /api/people',
    { query: asked === undefined ? {} : { q: asked } },
    { former: 'keep' },
  )
  return (
    <Answered query={people}>
      {({ items }) => {
        const shown = items.filter(
          ({ unitName }) => q !== undefined || unit === undefined || unitName.zh === unit.name.zh,
        )
        return shown.length === 0 ? (
          <EmptyState
            title={t('settings:organisation.nobody')}
            hint={t('settings:organisation.nobodyHint')}
          />
        ) : (
          <DataTable
            caption={t('settings:organisation.people')}
            items={shown}
            keyOf={({ id }) => id}
            columns={columnsOf(text)}
          />
        )
      }}
    </Answered>
  )
}

interface Colleague {
  readonly name: { readonly zh: string; readonly en: string }
  readonly unitName: { readonly zh: string; readonly en: string }
  readonly role: string
}

function columnsOf({ t, say }: Text): readonly Column<Colleague & { readonly id: string }>[] {
  return [
    { title: t('settings:name'), width: 160, render: ({ name }) => say(name) },
    {
      title: t('settings:organisation.post'),
      width: 200,
      render: ({ role }) => t(`vocabulary:role.${role}`),
    },
    { title: t('unit'), render: ({ unitName }) => say(unitName) },
  ]
}
