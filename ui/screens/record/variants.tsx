import { Button } from 'antd'
import { useState } from 'react'
import type { VariantsView, VariantView } from '#api/contract/variants.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Answered } from '#ui/components/states.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ProposeVariant } from './propose-variant.tsx'

/** What stands for files of the record before those who may not see them, and who answers for it. */
export function Variants({ recordId }: { readonly recordId: string }) {
  const read = useRead('GET /api/records/:id/variants', { params: { id: recordId } })
  const { t } = useText()
  const known = read.data
  if (known !== undefined && known.items.length === 0 && known.open.length === 0) return null
  return (
    <section className="card">
      <h2>{t('record:variants.title')}</h2>
      <Answered query={read} rows={2}>
        {(variants) => <Known recordId={recordId} variants={variants} />}
      </Answered>
    </section>
  )
}

interface KnownProps {
  readonly recordId: string
  readonly variants: VariantsView
}

function Known({ recordId, variants }: KnownProps) {
  const { t } = useText()
  const [isProposing, setProposing] = useState(false)
  const { items, open } = variants
  return (
    <div className="stack">
      <p className="muted">{t('record:variants.rule')}</p>
      {items.length === 0 && <p className="muted">{t('record:variants.none')}</p>}
      {items.map((variant) => (
        <Variant key={variant.objectId} recordId={recordId} variant={variant} />
      ))}
      {open.length > 0 && (
        <div>
          <Button size="small" onClick={() => setProposing(true)}>
            {t('record:variants.propose')}…
          </Button>
        </div>
      )}
      {isProposing && (
        <ProposeVariant recordId={recordId} variants={variants} onClose={() => setProposing(false)} />
      )}
    </div>
  )
}

const TONES: Readonly<Record<VariantView['state'], TagTone>> = {
  proposed: 'soon',
  confirmed: 'ok',
  refused: 'plain',
}

interface VariantProps {
  readonly recordId: string
  readonly variant: VariantView
}

function Variant({ recordId, variant }: VariantProps) {
  const { t, say } = useText()
  const [asked, setAsked] = useState<'confirm' | 'refuse'>()
  const close = () => setAsked(undefined)
  const decide = useAct('POST /api/records/:id/variants/:objectId/decision', { onDone: close })
  const { objectId, name, originalName, originalGrade, state, removed, clause, reason, allowed } = variant
  return (
    <div className="stack tight">
      <div className="row wrap">
        <Tag tone={TONES[state]}>{t(`record:variants.state.${state}`)}</Tag>
        <span>
          {t('record:variants.line', {
            name: name ?? '–',
            original: originalName ?? '–',
            grade: t(`vocabulary:choice.${originalGrade}`),
          })}
        </span>
      </div>
      <div className="muted">
        {removed} · {clause} ·{' '}
        {t('record:variants.by', { by: say(variant.proposedBy.name), on: variant.proposedOn })}
      </div>
      {variant.decidedBy !== null && (
        <div className="muted">
          {reason} · {t('record:variants.by', { by: say(variant.decidedBy.name), on: variant.decidedOn })}
        </div>
      )}
      <div className="row wrap">
        {allowed.confirm.allowed && (
          <Button size="small" onClick={() => setAsked('confirm')}>
            {t('record:variants.confirm')}…
          </Button>
        )}
        {allowed.refuse.allowed && (
          <Button size="small" onClick={() => setAsked('refuse')}>
            {t('record:variants.refuse')}…
          </Button>
        )}
      </div>
      {asked !== undefined && (
        <ReasonDialog
          title={t(`record:variants.${asked}Title`)}
          rule={t(`record:variants.${asked}Rule`)}
          verb={t(`record:variants.${asked}`)}
          isBusy={decide.isPending}
          error={decide.error}
          onClose={close}
          onConfirm={(words) =>
            decide.mutate({ params: { id: recordId, objectId }, body: { decision: asked, reason: words } })
          }
        />
      )}
    </div>
  )
}
