import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { RelationsView } from '#api/contract/relations.ts'
import { isRelationType, RELATION_TYPES, RELATION_WORDS, type RelationType } from '#domain/relations.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Answered } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

type Relation = RelationsView['items'][number]

/** How the record stands to others and they to it, as far as its reader sees them. */
export function Relations({ recordId }: { readonly recordId: string }) {
  const { t } = useText()
  const relations = useRead('GET /api/records/:id/relations', { params: { id: recordId } })
  const [isAdding, setAdding] = useState(false)
  const [withdrawing, setWithdrawing] = useState<Relation>()
  return (
    <section className="card">
      <h2>{t('record:relation.title')}</h2>
      <Answered query={relations} rows={2}>
        {({ items, allowed }) => (
          <>
            {items.length === 0 && <p className="muted">{t('record:relation.none')}</p>}
            <ul className="stack tight">
              {items.map((one) => (
                <RelationLine
                  key={one.id}
                  relation={one}
                  onWithdraw={allowed.relate.allowed && one.end === 'from' ? setWithdrawing : undefined}
                />
              ))}
            </ul>
            {allowed.relate.allowed && (
              <div>
                <Button onClick={() => setAdding(true)}>{t('record:relation.add')}…</Button>
              </div>
            )}
          </>
        )}
      </Answered>
      {isAdding && <AddRelation recordId={recordId} onClose={() => setAdding(false)} />}
      {withdrawing !== undefined && (
        <Withdraw relation={withdrawing} onClose={() => setWithdrawing(undefined)} />
      )}
    </section>
  )
}

interface RelationLineProps {
  readonly relation: Relation
  readonly onWithdraw: ((relation: Relation) => void) | undefined
}

function RelationLine({ relation, onWithdraw }: RelationLineProps) {
  const { t, say } = useText()
  const { name, other, reason, relatedOn, relatedBy } = relation
  return (
    <li>
      <div className="row wrap">
        <Tag tone="plain">{say(name)}</Tag>
        <Link to="/records/$recordId" params={{ recordId: other.id }}>
          {other.title}
        </Link>
        <span className="code">{other.archivalCode ?? ''}</span>
        {onWithdraw !== undefined && (
          <Button
            size="small"
            aria-label={t('record:relation.withdrawOf', { title: other.title })}
            onClick={() => onWithdraw(relation)}
          >
            {t('record:relation.withdraw')}…
          </Button>
        )}
      </div>
      <span className="faint">
        {t('record:relation.said', { on: relatedOn, by: say(relatedBy.name), reason })}
      </span>
    </li>
  )
}

interface AddRelationProps {
  readonly recordId: string
  readonly onClose: () => void
}

function AddRelation({ recordId, onClose }: AddRelationProps) {
  const { t, say } = useText()
  const [type, setType] = useState<RelationType | null>(null)
  const [code, setCode] = useState('')
  const relate = useAct('POST /api/records/:id/relations', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('record:relation.add')}
      rule={t('record:relation.rule')}
      verb={t('record:relation.verb')}
      isBusy={relate.isPending}
      error={relate.error}
      isReady={type !== null && code.trim() !== ''}
      onClose={onClose}
      onConfirm={(reason) => {
        if (type !== null)
          relate.mutate({ params: { id: recordId }, body: { type, code: code.trim(), reason } })
      }}
    >
      <Labelled label={t('record:relation.type')}>
        {(id) => (
          <Choice
            id={id}
            value={type}
            placeholder={t('record:relation.choose')}
            options={RELATION_TYPES.map((one) => ({ value: one, label: say(RELATION_WORDS[one].from) }))}
            onChange={(value) => setType(value !== null && isRelationType(value) ? value : null)}
          />
        )}
      </Labelled>
      <Labelled label={t('record:relation.code')}>
        {(id) => (
          <Input id={id} maxLength={200} value={code} onChange={(event) => setCode(event.target.value)} />
        )}
      </Labelled>
    </ReasonDialog>
  )
}

interface WithdrawProps {
  readonly relation: Relation
  readonly onClose: () => void
}

function Withdraw({ relation, onClose }: WithdrawProps) {
  const { t, say } = useText()
  const withdraw = useAct('POST /api/relations/:id/withdrawal', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('record:relation.withdrawTitle', {
        name: say(relation.name),
        code: relation.other.archivalCode ?? relation.other.title,
      })}
      rule={t('record:relation.withdrawRule')}
      verb={t('record:relation.withdraw')}
      isBusy={withdraw.isPending}
      error={withdraw.error}
      onClose={onClose}
      onConfirm={(reason) => withdraw.mutate({ params: { id: relation.id }, body: { reason } })}
    />
  )
}
