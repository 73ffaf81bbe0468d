import { ruleFrom } from '#domain/precedence.ts'
import type { Reducers } from '#domain/reducer.ts'

/** How what is computed and decided of a record's term changes its row. */
export const RETENTION_REDUCERS: Reducers = {
  'retention.computed': (rows, e) => {
    const { retentionEndsOn, dueOn, transferDueOn } = e.data
    rows.change('record', e.stream.id, { retentionEndsOn, dueOn, transferDueOn })
  },
  'retention.set-by-hand': (rows, e) =>
    rows.change('record', e.stream.id, { manualEndsOn: e.data.endsOn, manualSetBy: e.actor }),
  'retention.hand-lifted': (rows, e) =>
    rows.change('record', e.stream.id, { manualEndsOn: null, manualSetBy: null }),
  'retention.rule-proposed': (rows, e) =>
    rows.change('record', e.stream.id, {
      ownRuleProposal: { ...e.data, proposedBy: e.actor, proposedOn: e.on },
    }),
  'retention.rule-confirmed': (rows, e) => {
    const { ownRuleProposal } = rows.must('record', e.stream.id)
    const by = { confirmedBy: e.actor, confirmedOn: e.on }
    if (ownRuleProposal === null) throw new Error(`record ${e.stream.id} has no rule to confirm`)
    rows.change('record', e.stream.id, { ownRule: ruleFrom(ownRuleProposal, by), ownRuleProposal: null })
  },
  'retention.rule-refused': (rows, e) => rows.change('record', e.stream.id, { ownRuleProposal: null }),
}
