import { Button } from 'antd'
import { useState } from 'react'
import type { HandOverView } from '#api/contract/hand-overs.ts'
import { handOverSheetAddress } from '#ui/client/addresses.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { ProposeHandOver } from './propose-hand-over.tsx'
import { SignHandOver } from './sign-hand-over.tsx'

type Doing =
  | { readonly kind: 'propose' }
  | { readonly kind: 'look' | 'withdraw'; readonly handOver: HandOverView }

/** Posts that pass to a successor: proposed, agreed to, signed for, and printed (定期轮岗). */
export function HandOvers() {
  const text = useText()
  const { t } = text
  const handOvers = useRead('GET /api/hand-overs', {}, { refetchMs: 15_000 })
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  return (
    <Answered query={handOvers}>
      {({ items, posts }) => (
        <div className="stack">
          <div className="row spread">
            <p className="muted">{t('settings:handOvers.hint')}</p>
            <Button
              type="primary"
              disabled={posts.length === 0}
              onClick={() => setDoing({ kind: 'propose' })}
            >
              {t('settings:handOvers.new')}
            </Button>
          </div>
          {items.length === 0 ? (
            <EmptyState title={t('settings:handOvers.emptyTitle')} hint={t('settings:handOvers.emptyHint')} />
          ) : (
            <DataTable
              caption={t('settings:tab.hand-overs')}
              items={items}
              keyOf={(one) => one.id}
              columns={columnsOf(text, setDoing)}
            />
          )}
          {doing?.kind === 'propose' && <ProposeHandOver posts={posts} onClose={close} />}
          {doing?.kind === 'look' && <SignHandOver handOver={doing.handOver} onClose={close} />}
          {doing?.kind === 'withdraw' && <Withdraw handOver={doing.handOver} onClose={close} />}
        </div>
      )}
    </Answered>
  )
}

const TONES = { proposed: 'info', confirmed: 'soon', done: 'ok', withdrawn: 'plain' } as const

function columnsOf({ t, say }: Text, onAct: (doing: Doing) => void): readonly Column<HandOverView>[] {
  return [
    {
      title: t('settings:handOvers.post'),
      render: ({ role, unitName }) =>
        t('settings:handOvers.postShort', { role: t(`vocabulary:role.${role}`), unit: say(unitName) }),
    },
    { title: t('settings:handOvers.from'), width: 112, render: ({ from }) => say(from.name) },
    { title: t('settings:handOvers.to'), width: 112, render: ({ to }) => say(to.name) },
    { title: t('settings:handOvers.proposed'), width: 140, render: (row) => <When at={row.proposedAt} /> },
    {
      title: t('settings:handOvers.state.title'),
      width: 152,
      render: ({ state }) => <Tag tone={TONES[state]}>{t(`settings:handOvers.state.${state}`)}</Tag>,
    },
    {
      title: t('settings:handOvers.act'),
      width: 290,
      render: (handOver) => (
        <div className="row">
          <Button size="small" onClick={() => onAct({ kind: 'look', handOver })}>
            {t(`settings:handOvers.${nextActOf(handOver)}`)}
          </Button>
          {handOver.allowed.withdraw && (
            <Button size="small" onClick={() => onAct({ kind: 'withdraw', handOver })}>
              {t('settings:handOvers.withdraw')}
            </Button>
          )}
          {handOver.isPrinted && (
            <a href={handOverSheetAddress(handOver.id)} target="_blank" rel="noreferrer">
              {t('settings:handOvers.sheet')}
            </a>
          )}
        </div>
      ),
    },
  ]
}

function nextActOf({ allowed }: HandOverView): 'confirm' | 'accept' | 'look' {
  if (allowed.confirm) return 'confirm'
  return allowed.accept ? 'accept' : 'look'
}

function Withdraw({ handOver, onClose }: { readonly handOver: HandOverView; readonly onClose: () => void }) {
  const { t } = useText()
  const withdraw = useAct('POST /api/hand-overs/:id/withdrawal', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('settings:handOvers.withdraw')}
      rule={t('settings:handOvers.withdrawRule')}
      verb={t('settings:handOvers.withdraw')}
      isBusy={withdraw.isPending}
      error={withdraw.error}
      onClose={onClose}
      onConfirm={(reason) => withdraw.mutate({ params: { id: handOver.id }, body: { reason } })}
    />
  )
}
