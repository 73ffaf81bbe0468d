import { Button } from 'antd'
import { useId, useState } from 'react'
import type { z } from 'zod'
import type { DeputiesView } from '#api/contract/desk.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { ChoiceField } from '#ui/components/choice-field.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { DateInput } from '#ui/components/date-input.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

type Deputies = z.output<typeof DeputiesView>

/** Who acts for one's posts, from date to date, and for whom one acts. */
export function Deputies() {
  const text = useText()
  const { t } = text
  const deputies = useRead('GET /api/deputies', {})
  const end = useAct('DELETE /api/deputies/:id')
  const [isNaming, setNaming] = useState(false)
  return (
    <Answered query={deputies}>
      {({ items, posts }) => (
        <div className="stack">
          <div className="row spread">
            <p className="muted">{t('settings:deputies.hint')}</p>
            <Button type="primary" disabled={posts.length === 0} onClick={() => setNaming(true)}>
              {t('settings:deputies.new')}
            </Button>
          </div>
          <ProblemNotice error={end.error} />
          {items.length === 0 ? (
            <EmptyState title={t('settings:deputies.emptyTitle')} hint={t('settings:deputies.emptyHint')} />
          ) : (
            <DataTable
              caption={t('settings:tab.deputies')}
              items={items}
              keyOf={(deputy) => deputy.id}
              columns={columnsOf(text, (id) => end.mutate({ params: { id } }))}
            />
          )}
          {isNaming && <NameDeputy posts={posts} onClose={() => setNaming(false)} />}
        </div>
      )}
    </Answered>
  )
}

function columnsOf(
  { t, say }: Text,
  onEnd: (id: string) => void,
): readonly Column<Deputies['items'][number]>[] {
  return [
    {
      title: t('settings:deputies.post'),
      render: ({ role, unitName }) =>
        t('settings:deputies.postOf', { role: t(`vocabulary:role.${role}`), unit: say(unitName) }),
    },
    { title: t('settings:deputies.principal'), width: 140, render: (row) => say(row.principal.name) },
    { title: t('settings:deputies.person'), width: 140, render: (row) => say(row.deputy.name) },
    { title: t('settings:deputies.from'), width: 110, render: (row) => row.fromOn },
    { title: t('settings:deputies.to'), width: 110, render: (row) => row.toOn },
    {
      title: t('settings:deputies.act'),
      width: 130,
      render: (row) =>
        row.isMine ? (
          <Button size="small" onClick={() => onEnd(row.id)}>
            {t('settings:deputies.end')}
          </Button>
        ) : (
          <Tag tone="info">{say(row.principal.name)}</Tag>
        ),
    },
  ]
}

function NameDeputy({ posts, onClose }: { readonly posts: Deputies['posts']; readonly onClose: () => void }) {
  const { t, say } = useText()
  const { site, person } = useSession()
  const [postId, setPostId] = useState(posts[0]?.id)
  const [deputyId, setDeputyId] = useState<string>()
  const [fromOn, setFromOn] = useState<string>(site.today)
  const [toOn, setToOn] = useState('')
  const people = useRead('GET /api/people', {})
  const name = useAct('POST /api/deputies', { onDone: onClose })
  const ids = { from: useId(), to: useId() }
  const isReady = postId !== undefined && deputyId !== undefined && fromOn !== '' && toOn !== ''
  return (
    <Dialog
      title={t('settings:deputies.new')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={name.isPending}
          disabled={!isReady}
          onClick={() => {
            if (isReady) name.mutate({ body: { postId, deputyId, fromOn, toOn } })
          }}
        >
          {t('settings:deputies.verb')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('settings:deputies.hint')}</p>
        <ChoiceField
          label={t('settings:deputies.post')}
          value={postId ?? null}
          placeholder={t('settings:deputies.choose')}
          options={posts.map(({ id, role, unitName }) => ({
            value: id,
            label: t('settings:deputies.postOf', {
              role: t(`vocabulary:role.${role}`),
              unit: say(unitName),
            }),
          }))}
          onChange={(id) => setPostId(id ?? undefined)}
        />
        <ChoiceField
          label={t('settings:deputies.person')}
          placeholder={t('settings:deputies.choose')}
          value={deputyId ?? null}
          options={(people.data?.items ?? [])
            .filter(({ id }) => id !== person.id)
            .map((one) => ({ value: one.id, label: `${say(one.name)} · ${say(one.unitName)}` }))}
          onChange={(id) => setDeputyId(id ?? undefined)}
        />
        <div className="row">
          <div className="field grow">
            <label htmlFor={ids.from}>{t('settings:deputies.from')}</label>
            <DateInput id={ids.from} value={fromOn} onChange={setFromOn} />
          </div>
          <div className="field grow">
            <label htmlFor={ids.to}>{t('settings:deputies.to')}</label>
            <DateInput id={ids.to} value={toOn} onChange={setToOn} />
          </div>
        </div>
        <ProblemNotice error={name.error} />
      </div>
    </Dialog>
  )
}
