import { ApplicationFailure } from '@temporalio/activity'
import { confirmDue, failJob, lookAfterTasks } from '#domain/acts/engine.ts'
import { moveClock } from '#domain/acts/clock.ts'
import { takeOffHeld } from '#domain/acts/holds.ts'
import { confirmRelease } from '#domain/acts/release-copy.ts'
import { endCooling } from '#domain/acts/run-list.ts'
import { dateInZone } from '#domain/dates.ts'
import { clockVerdict, standingOf, type StandingFacts } from '#domain/standing.ts'
import { readStanding } from '#db/queries/standing.ts'
import type { JobFailureInput, LifecycleActivities, LocateInput, Standing } from './contract.ts'
import { engineAct, type EngineDeps } from './engine.ts'
import { createJobPerformer } from './jobs.ts'

/** Spread of the wake-ups of many records that fall due on one day: up to an hour, the same for a record each time. */
const MOST_JITTER_MS = 3_600_000

export function createLifecycleActivities(deps: EngineDeps): LifecycleActivities {
  return {
    locate: async (input) => locate(deps, input),
    async confirmDue(ref) {
      const facts = await standingFacts(deps, ref)
      const key = `due/${ref.subjectId}/${facts.version}/${facts.today}`
      const request = { subjects: [ref.subjectId] }
      await engineAct(deps, { name: 'tasks.look-after', key: `${key}/tasks`, facts: request }, (f) =>
        lookAfterTasks(f, ref),
      )
      if (ref.subjectKind === 'record') {
        const facts = { ...request, want: { list: true, case: true } as const }
        const record = { recordId: ref.subjectId }
        await engineAct(
          deps,
          { name: 'retention.confirm-due', key, facts },
          (f) => takeOffHeld(f, record) ?? confirmRelease(f, record) ?? confirmDue(f, record),
        )
      } else if (ref.subjectKind === 'disposal-list') {
        const want = { items: true } as const
        await engineAct(deps, { name: 'list.end-cooling', key, facts: { ...request, want } }, (f) =>
          endCooling(f, { listId: ref.subjectId }),
        )
      }
    },
    performJob: createJobPerformer(deps),
    reportIncident: async (failure) => reportIncident(deps, failure),
  }
}

type Ref = Omit<LocateInput, 'workflowNowMs'>

async function standingFacts(deps: EngineDeps, ref: Ref): Promise<StandingFacts> {
  const facts = await readStanding(deps.sql, deps.engineId, ref)
  if (facts === null)
    throw ApplicationFailure.nonRetryable(`${ref.subjectKind} ${ref.subjectId} does not exist`, 'not-found')
  return facts
}

async function locate(deps: EngineDeps, input: LocateInput): Promise<Standing> {
  const facts = await standingFacts(deps, input)
  const clock = clockVerdict(facts, input.workflowNowMs)
  if (clock.kind === 'skew')
    throw ApplicationFailure.retryable(`the clocks differ by ${clock.byMs} ms`, 'clock.skew')
  if (clock.kind === 'move') {
    const to = dateInZone(clock.toMs, facts.zone)
    const act = { name: 'clock.follow', key: `clock/${to}`, facts: {} }
    await engineAct(deps, act, (f) => moveClock(f, { to, reason: 'the workflow has skipped ahead' }))
    return standingAnswer(input, await standingFacts(deps, input))
  }
  return standingAnswer(input, facts)
}

function standingAnswer(input: Ref, facts: StandingFacts): Standing {
  const answer = standingOf(facts, jitterOf(input.subjectId, facts.mode === 'production'))
  const ticket = (jobId: string, kind: StandingFacts['jobs'][number]['kind']) => {
    return { jobId, kind, subjectKind: input.subjectKind, subjectId: input.subjectId }
  }
  if (answer.kind === 'machine') return { kind: 'machine', job: ticket(answer.jobId, answer.job) }
  if (answer.kind !== 'waiting') return answer
  return { ...answer, sideJobs: answer.sideJobs.map(({ jobId, job }) => ticket(jobId, job)) }
}

function jitterOf(id: string, isProduction: boolean): number {
  return isProduction ? Number.parseInt(id.replaceAll('-', '').slice(-8), 16) % MOST_JITTER_MS : 0
}

async function reportIncident(deps: EngineDeps, failure: JobFailureInput): Promise<void> {
  const { subjectId, jobId, code, detail } = failure
  // The version in the key lets a job that was retried and failed again become an incident again.
  const { version } = await standingFacts(deps, failure)
  const act = {
    name: 'job.fail',
    key: `job/${jobId}/failed/${version}`,
    facts: { subjects: [subjectId] },
  }
  await engineAct(deps, act, (facts) =>
    failJob(facts, { subjectId, jobId, attempts: 1, code, detail: detail.slice(0, 500) }),
  )
}
