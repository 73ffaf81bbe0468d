import { finishWithdrawal, withdrawRecords, type UntouchedRecord } from '#domain/acts/import-records.ts'
import type { ImportVerdict } from '#domain/vocabulary/import.ts'
import { countRowVerdicts, readWithdrawable, writeRowVerdicts, type ImportSeen } from '#db/queries/imports.ts'
import type { ImportStep } from '#activities/contract.ts'
import { asEngine, engineAct, mustAct, type EngineDeps } from '#activities/engine.ts'
import { clearTable } from './clear.ts'

const PAGE = 100

type Numbered = UntouchedRecord & { readonly number: number }

/** One page of records taken back. What somebody touches in this very moment stays, and the counts say so. */
export async function withdrawPage(deps: EngineDeps, batch: ImportSeen): Promise<ImportStep> {
  const importId = batch.id
  const records = await asEngine(deps, (tx) =>
    readWithdrawable(tx, { importId, engineId: deps.engineId, limit: PAGE }),
  )
  if (records.length === 0) return finish(deps, batch)
  const untouched = records.filter(({ isTouched, isDone }) => !isTouched && !isDone)
  const withdrawn = await withdraw(deps, importId, untouched)
  const verdicts = records.map(({ number, recordId, isDone }): readonly [number, ImportVerdict] => [
    number,
    isDone || withdrawn.has(recordId) ? 'withdrawn' : 'touched',
  ])
  await asEngine(deps, (tx) => writeRowVerdicts(tx, importId, verdicts))
  deps.run.beat()
  return { kind: 'more' }
}

/** The whole page, or one by one when something in it keeps moving. Answers the ids of those that were taken back. */
async function withdraw(
  deps: EngineDeps,
  importId: string,
  records: readonly Numbered[],
): Promise<ReadonlySet<string>> {
  const [first] = records
  if (first === undefined) return new Set()
  const whole = await act(deps, { importId, records, key: `${first.number}+${records.length}` })
  if (whole !== undefined) return whole
  const done = new Set<string>()
  for (const record of records) {
    const one = await act(deps, { importId, records: [record], key: String(record.number) })
    for (const id of one ?? []) done.add(id)
  }
  return done
}

interface Page {
  readonly importId: string
  readonly records: readonly Numbered[]
  readonly key: string
}

async function act(
  deps: EngineDeps,
  { importId, records, key }: Page,
): Promise<ReadonlySet<string> | undefined> {
  const subjects = [importId, ...records.map(({ recordId }) => recordId)]
  const answer = await engineAct(
    deps,
    { name: 'record.withdraw', key: `import/${importId}/withdrawn/${key}`, facts: { subjects } },
    (facts) => withdrawRecords(facts, { id: importId, records }),
  )
  if (answer.kind === 'refused') return undefined
  const verdicts = Object.entries(answer.answer['verdicts'] ?? {})
  return new Set(verdicts.filter(([, verdict]) => verdict === 'withdrawn').map(([id]) => id))
}

async function finish(deps: EngineDeps, { id }: ImportSeen): Promise<ImportStep> {
  const counts = await asEngine(deps, (tx) => countRowVerdicts(tx, id))
  await mustAct(
    deps,
    { name: 'import.finish-withdrawal', key: `import/${id}/taken-back`, facts: { subjects: [id] } },
    (facts) => finishWithdrawal(facts, { id, counts }),
  )
  // One that was given up half-way has rows and files left that became no records.
  await clearTable(deps, id)
  return { kind: 'more' }
}
