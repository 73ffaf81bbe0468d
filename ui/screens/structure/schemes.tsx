import { Button } from 'antd'
import { useState } from 'react'
import type { SchemeClassView, SchemeDetailView, SchemeView } from '#api/contract/schemes.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { DraftScheme } from './draft-scheme.tsx'
import { SetCadence } from './set-cadence.tsx'

/** Classification schemes: versions side by side with their days, their classes, and the crosswalk from the one before. */
export function Schemes() {
  const text = useText()
  const { t } = text
  const schemes = useRead('GET /api/schemes', {})
  const [shown, setShown] = useState<string>()
  const [isBeginning, setBeginning] = useState(false)
  return (
    <section className="card stack">
      <h2>{t('structure:schemes')}</h2>
      <p className="muted">{t('structure:schemesHint')}</p>
      <Answered query={schemes}>
        {({ items, allowed }) => (
          <>
            {items.length === 0 && !isBeginning && (
              <EmptyState title={t('structure:noSchemes')} hint={t('structure:noSchemesHint')} />
            )}
            {items.length > 0 && (
              <DataTable
                caption={t('structure:schemes')}
                items={items}
                keyOf={({ id }) => id}
                columns={columnsOf(text, setShown)}
              />
            )}
            {isBeginning ? (
              <DraftScheme from={null} onClose={() => setBeginning(false)} />
            ) : (
              <div className="row">
                <ActionButton action={allowed.draft} onClick={() => setBeginning(true)}>
                  {t('structure:draft.first')}
                </ActionButton>
              </div>
            )}
            {items.some(({ id }) => id === shown) && shown !== undefined && (
              <Scheme key={shown} id={shown} draft={allowed.draft} />
            )}
          </>
        )}
      </Answered>
    </section>
  )
}

function columnsOf({ t, say }: Text, onShow: (id: string) => void): readonly Column<SchemeView>[] {
  return [
    {
      title: t('structure:scheme.version'),
      width: 130,
      render: ({ id, line, version }) => (
        <Button type="link" size="small" className="code" onClick={() => onShow(id)}>
          {line} {version}
        </Button>
      ),
    },
    { title: t('structure:scheme.name'), render: ({ name }) => say(name) },
    { title: t('structure:from'), width: 120, render: ({ effectiveOn }) => effectiveOn },
    { title: t('structure:to'), width: 120, render: ({ endsOn }) => endsOn ?? '—' },
    {
      title: t('structure:scheme.state'),
      width: 120,
      render: (row) => <Tag tone={row.isInForce ? 'ok' : 'plain'}>{t(stateOf(row))}</Tag>,
    },
  ]
}

function stateOf({ state, isInForce, endsOn }: SchemeView) {
  if (isInForce) return 'structure:scheme.inForce'
  return endsOn === null ? (`structure:scheme.is.${state}` as const) : 'structure:scheme.ended'
}

function Scheme({
  id,
  draft,
}: {
  readonly id: string
  readonly draft: SchemeDetailView['allowed']['activate']
}) {
  const text = useText()
  const { t, say } = text
  const scheme = useRead('GET /api/schemes/:id', { params: { id } })
  const activate = useAct('POST /api/schemes/:id/activation')
  const [isDrafting, setDrafting] = useState(false)
  const [setting, setSetting] = useState<SchemeClassView>()
  return (
    <Answered query={scheme}>
      {(view) => (
        <div className="stack">
          <div className="row wrap spread">
            <h3>
              <span className="code">
                {view.scheme.line} {view.scheme.version}
              </span>{' '}
              {say(view.scheme.name)}
            </h3>
            {view.scheme.state === 'draft' && (
              <ActionButton
                action={view.allowed.activate}
                loading={activate.isPending}
                onClick={() => activate.mutate({ params: { id } })}
              >
                {t('structure:scheme.activate')}
              </ActionButton>
            )}
          </div>
          <ProblemNotice error={activate.error} />
          {view.scheme.state === 'active' && view.scheme.endsOn === null && !isDrafting && (
            <div className="row">
              <ActionButton action={draft} onClick={() => setDrafting(true)}>
                {t('structure:draft.open')}
              </ActionButton>
            </div>
          )}
          {isDrafting && <DraftScheme from={view} onClose={() => setDrafting(false)} />}
          {setting !== undefined && <SetCadence of={setting} onClose={() => setSetting(undefined)} />}
          <DataTable
            caption={t('structure:scheme.classes')}
            items={view.classes}
            keyOf={(of) => of.id}
            columns={classColumns(text, view.allowed.setCadence.allowed ? setSetting : undefined)}
          />
          {view.crosswalk.length > 0 && (
            <DataTable
              caption={t('structure:scheme.crosswalk')}
              items={view.crosswalk}
              keyOf={({ fromVersion, fromCode, toCode }) => `${fromVersion}/${fromCode}/${toCode}`}
              columns={crosswalkColumns(text)}
            />
          )}
        </div>
      )}
    </Answered>
  )
}

function crosswalkColumns({ t, say }: Text): readonly Column<SchemeDetailView['crosswalk'][number]>[] {
  return [
    {
      title: t('structure:scheme.old'),
      render: ({ fromVersion, fromCode, fromName }) => (
        <>
          <span className="muted">{fromVersion}</span> <span className="code">{fromCode}</span>{' '}
          {say(fromName)}
        </>
      ),
    },
    {
      title: t('structure:scheme.new'),
      render: ({ toCode }) => <span className="code">{toCode}</span>,
    },
    { title: t('structure:scheme.note'), render: ({ note }) => note },
  ]
}

function classColumns(
  { t, say }: Text,
  onSet: ((of: SchemeClassView) => void) | undefined,
): readonly Column<SchemeClassView>[] {
  return [
    {
      title: t('structure:scheme.code'),
      width: 130,
      render: ({ code }) => <span className="code">{code}</span>,
    },
    { title: t('structure:scheme.name'), render: ({ name }) => say(name) },
    {
      title: t('structure:scheme.holds'),
      render: ({ recordClasses }) => <span className="code">{recordClasses.join(', ')}</span>,
    },
    {
      title: t('unit'),
      render: ({ units }) => units.map((unit) => say(unit.name)).join(t('listSeparator')),
    },
    {
      title: t('structure:scheme.cadence'),
      width: 220,
      render: (of) => (
        <>
          {of.cadences.map(({ cadence, fromOn, toOn }) => (
            <div key={fromOn}>
              {t('structure:scheme.cadenceLine', {
                cadence: t(`filing:cadence.${cadence}`),
                from: fromOn,
                to: toOn ?? '',
              })}
            </div>
          ))}
          {onSet !== undefined && of.units.length > 0 && (
            <Button
              size="small"
              aria-label={t('structure:cadence.title', { name: say(of.name) })}
              onClick={() => onSet(of)}
            >
              {t('structure:cadence.open')}
            </Button>
          )}
        </>
      ),
    },
  ]
}
