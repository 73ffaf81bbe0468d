import { Select } from 'antd'
import { useState } from 'react'
import type { RightsView } from '#api/contract/access.ts'
import { rightsAddress } from '#ui/client/addresses.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { FilterDay } from '#ui/components/filter-day.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import './audit.css'

/** All rights that somebody had on a day, folded from the ledger. */
export function RightsTab() {
  const { t, say, language } = useText()
  const { site } = useSession()
  const [personId, setPersonId] = useState<string>()
  const [on, setOn] = useState<string>(site.today)
  const people = useRead('GET /api/audit/people', {}).data?.items ?? []
  return (
    <div className="page-body">
      <search>
        <form
          className="filters"
          aria-label={t('audit:filters')}
          onSubmit={(event) => event.preventDefault()}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('audit:person')}
            placeholder={t('audit:person')}
            style={{ width: 180 }}
            value={personId ?? null}
            options={people.map((person) => ({ value: person.id, label: say(person.name) }))}
            onChange={(id: string | null) => setPersonId(id ?? undefined)}
          />
          <FilterDay id="rights-on" label={t('audit:day')} value={on} onChange={(day) => setOn(day ?? '')} />
          {personId !== undefined && on !== '' && (
            <a href={rightsAddress({ personId, on, language })}>{t('audit:rights.csv')}</a>
          )}
        </form>
      </search>
      {personId === undefined || on === '' ? (
        <EmptyState title={t('audit:rights.choose')} hint={t('audit:rights.chooseHint')} />
      ) : (
        <Report personId={personId} on={on} />
      )}
    </div>
  )
}

function Report({ personId, on }: { readonly personId: string; readonly on: string }) {
  const rights = useRead('GET /api/audit/rights', { query: { personId, on } })
  return <Answered query={rights}>{(view) => <Rights view={view} />}</Answered>
}

function Rights({ view }: { readonly view: RightsView }) {
  const text = useText()
  const { t, say } = text
  if (view.person === null)
    return <EmptyState title={t('audit:rights.noAccount')} hint={t('audit:rights.noAccountHint')} />
  const { person } = view
  return (
    <div className="stack loose">
      <section className="card">
        <h2>{t('audit:rights.title', { person: say(person.name), on: view.on })}</h2>
        <p className="row wrap">
          <Tag tone={person.state === 'active' ? 'ok' : 'plain'}>
            {t(`audit:rights.state.${person.state}`)}
          </Tag>
          <Tag>{t('audit:rights.cleared', { grade: t(`vocabulary:choice.${person.clearance}`) })}</Tag>
          <span className="faint">{t('audit:rights.events', { count: view.events })}</span>
        </p>
      </section>
      <section className="card">
        <h2>{t('audit:rights.posts')}</h2>
        {view.posts.length === 0 ? (
          <p className="muted">{t('audit:rights.none')}</p>
        ) : (
          <DataTable
            caption={t('audit:rights.posts')}
            items={view.posts}
            keyOf={({ id }) => id}
            columns={postColumns(text)}
          />
        )}
      </section>
      <FromOthers view={view} />
      {view.keys.length > 0 && (
        <section className="card">
          <h2>{t('audit:rights.keys')}</h2>
          <ul className="stack tight">
            {view.keys.map(({ id, name, fromOn, toOn }) => (
              <li key={id}>{t('audit:rights.key', { name, from: fromOn, to: toOn })}</li>
            ))}
          </ul>
        </section>
      )}
      <section className="card">
        <h2>{t('audit:rights.acts')}</h2>
        <p className="row wrap">
          {view.acts.length === 0
            ? t('audit:rights.none')
            : view.acts.map((act) => (
                <Tag key={act}>{t(`audit:rights.act.${act}`, { defaultValue: act })}</Tag>
              ))}
        </p>
      </section>
    </div>
  )
}

/** What somebody had in the place of others, or was let look at. */
function FromOthers({ view }: { readonly view: RightsView }) {
  const { t, say } = useText()
  return (
    <section className="card">
      <h2>{t('audit:rights.others')}</h2>
      <ul className="stack tight">
        {view.deputyFor.map((one) => (
          <li key={`${one.principal.id}/${one.role}/${one.fromOn}`}>
            {t('audit:rights.deputy', {
              person: say(one.principal.name),
              role: t(`vocabulary:role.${one.role}`),
              unit: say(one.unitName),
              from: one.fromOn,
              to: one.toOn,
            })}
          </li>
        ))}
        {view.looks.map((look) => (
          <li key={look.id}>
            {t(look.ofClass === null ? 'audit:rights.look' : 'audit:rights.lookAtClass', {
              code: look.code,
              unit: look.ofClass === null ? '' : say(look.ofClass.unitName),
              years: yearsOf(look.ofClass?.years, t('settings:access.allYears')),
              purpose: look.purpose,
              from: look.fromOn,
              to: look.toOn,
            })}
          </li>
        ))}
        {view.deputyFor.length + view.looks.length === 0 && (
          <li className="muted">{t('audit:rights.none')}</li>
        )}
      </ul>
    </section>
  )
}

function yearsOf(years: { readonly from: number; readonly to: number } | null | undefined, all: string) {
  return years === null || years === undefined ? all : `${years.from}–${years.to}`
}

function postColumns({ t, say }: Text): readonly Column<RightsView['posts'][number]>[] {
  return [
    { title: t('audit:rights.role'), width: 160, render: (post) => t(`vocabulary:role.${post.role}`) },
    { title: t('audit:rights.unit'), width: 220, render: (post) => say(post.unitName) },
    { title: t('audit:from'), width: 110, render: (post) => post.fromOn },
    { title: t('audit:to'), width: 110, render: (post) => post.toOn ?? '–' },
    {
      title: t('audit:rights.records'),
      width: 170,
      render: (post) => t(post.showsUnit ? 'audit:rights.showsUnit' : 'audit:rights.showsAsked'),
    },
    {
      title: t('audit:rights.families'),
      render: (post) =>
        post.families.length === 0
          ? t('audit:rights.none')
          : post.families
              .map((family) => t(`vocabulary:family.${family}`, { defaultValue: family }))
              .join(t('listSeparator')),
    },
  ]
}
