import { finishJob } from '#domain/acts/engine.ts'
import { concludeList, registerEvents } from '#domain/acts/run-list.ts'
import type { RegisterView } from '#domain/certificate.ts'
import type { NewEvent } from '#domain/events.ts'
import type { DisposalListState, ListItemRow } from '#domain/state.ts'
import { sha256Hex } from '#db/gate/canonical.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { renderRegister } from '#activities/documents/register.ts'
import { mustAct, type EngineDeps } from '#activities/engine.ts'
import { keepEvidence } from './evidence.ts'
import { nameOf, papersOf, type ListPapers } from './rows.ts'

/** Concludes the opinions: what is not to be destroyed leaves, the rest is the destruction register, printed and locked. */
export async function concludeRegister(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const listId = ticket.subjectId
  const papers = await papersOf(deps, listId)
  const list = papers.rows.must('disposalList', listId)
  const { staying, registerHash } = concludeList({ digest: sha256Hex }, list, papers.rows)
  const printed =
    staying.length === 0 ? [] : [await printRegister(deps, { papers, list, staying, registerHash })]
  const want = { items: true, listed: true, objects: true } as const
  const act = { name: 'job.register', key: `job/${ticket.jobId}/done`, facts: { subjects: [listId], want } }
  await mustAct(deps, act, (facts) => {
    const { events, outcome } = registerEvents(facts, listId)
    return finishJob(facts, {
      subjectId: listId,
      jobId: ticket.jobId,
      outcome,
      events: [...events, ...printed],
    })
  })
  return { kind: 'done' }
}

interface Printing {
  readonly papers: ListPapers
  readonly list: DisposalListState
  readonly staying: readonly ListItemRow[]
  readonly registerHash: string
}

async function printRegister(
  deps: EngineDeps,
  { papers, list, staying, registerHash }: Printing,
): Promise<NewEvent> {
  const view: RegisterView = {
    siteName: papers.siteNameZh,
    fonds: papers.fonds,
    listNumber: list.number,
    registerHash,
    concludedOn: papers.today,
    items: staying.map((item) => ({
      recordClass: item.classCode,
      title: item.title,
      archivalCode: item.archivalCode,
      secrecyGrade: '',
      retention: item.retentionEndsOn,
      copies: papers.copiesOf.get(item.recordId) ?? 0,
      pages: item.pages ?? 0,
      reason: '保管期满',
      opinion: papers.opinionOf(item.recordId),
    })),
    archivist: nameOf(papers, list.compiledBy),
    witnesses: [],
    timeZone: papers.zone,
  }
  return keepEvidence(deps, {
    listId: list.id,
    role: 'register',
    name: `${list.number}-register.pdf`,
    body: await renderRegister(view),
  })
}
