import { finishJob } from '#domain/acts/engine.ts'
import type { CertificateView } from '#domain/certificate.ts'
import { addDays, dateInZone, epochMsOf, plainDate, startOfDay, type PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import type { ListSample } from '#domain/state.ts'
import { sha256Hex } from '#db/gate/canonical.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { renderCertificate } from '#activities/documents/certificate.ts'
import { mustAct, type EngineDeps } from '#activities/engine.ts'
import { evidenceIdOf, keepEvidence } from './evidence.ts'
import { momentOf, nameOf, papersOf, type ListPapers } from './rows.ts'

/** Prints the certificate of destruction, locks it as evidence, and ends the list. */
export async function certify(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const listId = ticket.subjectId
  const papers = await papersOf(deps, listId)
  const body = await renderCertificate(
    certificateView(papers, { listId, run: deps.run.via()?.run ?? 'none' }),
  )
  const { number } = papers.rows.must('disposalList', listId)
  const kept = await keepEvidence(deps, {
    listId,
    role: 'certificate',
    name: `${number}-certificate.pdf`,
    body,
  })
  const certified: NewEvent = {
    stream: { kind: 'disposal-list', id: listId },
    type: 'list.certified',
    data: { certificateObjectId: evidenceIdOf(listId, 'certificate'), sha256: sha256Hex(body) },
  }
  const act = {
    name: 'job.certify',
    key: `job/${ticket.jobId}/done`,
    facts: { subjects: [listId], want: { items: true } as const },
  }
  await mustAct(deps, act, (facts) =>
    finishJob(facts, {
      subjectId: listId,
      jobId: ticket.jobId,
      outcome: 'certified',
      events: [kept, certified],
    }),
  )
  return { kind: 'done' }
}

function certificateView(
  papers: ListPapers,
  { listId, run }: { readonly listId: string; readonly run: string },
): CertificateView {
  const list = papers.rows.must('disposalList', listId)
  const destroyed = papers.rows
    .all('disposalListItem')
    .filter((item) => item.state === 'destroyed')
    .sort((a, b) => a.position - b.position)
  const finishedAt = momentOf(papers, 'list.item-destroyed')
  const finishedOn = dateInZone(epochMsOf(finishedAt), papers.zone)
  const approvedAt = momentOf(papers, 'list.approved')
  return {
    certificateNumber: `${list.number}-C`,
    siteName: papers.siteNameZh,
    fonds: papers.fonds,
    listNumber: list.number,
    registerHash: list.registerHash ?? '',
    compiledBy: nameOf(papers, list.compiledBy),
    opinions: papers.rows.all('disposalOpinion').map((opinion) => ({
      name: nameOf(papers, opinion.personId),
      kind: KINDS[opinion.appraiserKind],
      verdict: `${opinion.verdicts.filter((v) => v.verdict === 'destroy').length} 件销毁`,
      on: dateInZone(epochMsOf(momentOf(papers, 'list.opinion-given', opinion.personId)), papers.zone),
    })),
    filedForRecord: { number: list.filingNumber ?? '', on: list.filedForRecordOn ?? '' },
    approvedBy: { name: nameOf(papers, list.approvedBy), at: approvedAt },
    coolingOff: {
      from: approvedAt,
      until: list.coolingUntil === null ? '' : startOfDayInstant(list.coolingUntil, papers.zone),
    },
    witnesses: [list.witnessArchivesId, list.witnessBusinessId].flatMap((id) =>
      id === null
        ? []
        : [
            {
              name: nameOf(papers, id),
              unit: papers.names.get(id)?.unit ?? '',
              signedAt: momentOf(papers, 'list.signed', id),
            },
          ],
    ),
    executor: nameOf(papers, list.executorId),
    method: list.method ?? '',
    place: list.destructionPlace ?? '',
    startedAt: momentOf(papers, 'list.execution-started'),
    finishedAt,
    items: destroyed.map((item) => ({
      archivalCode: item.archivalCode,
      title: item.title,
      formedOn: item.formedOn,
      retention: item.classCode,
      endsOn: item.retentionEndsOn,
      pages: item.pages ?? 0,
      objects: item.objects,
      copies: papers.copiesOf.get(item.recordId) ?? 0,
      digests: item.digests,
    })),
    samples: list.samples.map((sample) => samplePrinted(sample, papers)),
    proof: { ledgerHead: list.headHash, temporalRun: run },
    backupsMaySurviveUntil: addDays(plainDate(finishedOn), papers.backupDays),
    timeZone: papers.zone,
  }
}

function samplePrinted(
  { classCode, recordIds, population, rule }: ListSample,
  { rows }: ListPapers,
): CertificateView['samples'][number] {
  const kept = rows
    .all('disposalListItem')
    .filter(({ recordId, leaveReason }) => leaveReason === 'sampled' && recordIds.includes(recordId))
  const interval = rule.kind === 'chosen' ? {} : { interval: { n: rule.n, start: rule.start } }
  return { classCode, kept: kept.length, population, ...interval }
}

function startOfDayInstant(on: PlainDate, zone: string): string {
  return new Date(startOfDay(on, zone)).toISOString()
}

/** Seats of the appraisal group as the certificate prints them (令3). */
const KINDS = {
  'agency-head': '机构负责人',
  business: '业务',
  archives: '档案',
  administration: '行政主管部门',
} as const
