import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { claimTask } from '#domain/acts/claim-task.ts'
import { completeTask, type Completion } from '#domain/acts/complete-task.ts'
import { createRecord, type NewRecord } from '#domain/acts/create-record.ts'
import { plainDate } from '#domain/dates.ts'
import type { Refusal } from '#domain/refusal.ts'
import type { Accepted } from '#db/gate/gate.ts'
import type { FactsRequest } from '#db/gate/facts.ts'
import { newId } from '#db/ids.ts'
import type { ObjectStore } from '#db/objects.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import type { TestSite } from './database.ts'

export type Login = Parameters<typeof demoPersonId>[0]

/** What a person or a system does on a test site, through the gate alone. */
export function actorOn(site: TestSite, login: Login) {
  const principal = { kind: 'person' as const, id: demoPersonId(login) }
  const act = async (
    facts: Omit<FactsRequest, 'principal'>,
    decide: (facts: ActFacts) => Decision,
  ): Promise<Accepted | Refusal> =>
    site.gate.act({ name: 'test', facts: { key: newId(), ...facts, principal }, body: {} }, decide)
  return {
    id: principal.id,
    act,
    claim: async (taskId: string) => act({ task: taskId }, (facts) => claimTask(facts, { taskId })),
    complete: async (taskId: string, done: Omit<Completion, 'taskId'>) =>
      act({ task: taskId }, (facts) => completeTask(facts, { taskId, ...done })),
    /** Claims and completes the open task of a step; throws a refusal so that a test shows it. */
    async does(
      subjectId: string,
      step: string,
      done: Omit<Completion, 'taskId'> & { readonly slot?: string },
    ): Promise<Accepted> {
      const task = await openTask(site, subjectId, step, done.slot)
      await this.claim(task)
      const answer = await this.complete(task, done)
      if (answer.kind === 'refused')
        throw new Error(`${login} at ${step}: ${answer.code} ${JSON.stringify(answer.detail)}`)
      return answer
    },
    async upload(
      store: ObjectStore,
      file: { readonly name: string; readonly body: Buffer; readonly mediaType?: string },
    ): Promise<string> {
      const id = newId()
      const key = objectKeyOf({ area: 'upload', ownerId: principal.id, objectId: id })
      const stored = await store.put({ bucket: 'intake', key, body: Readable.from([file.body]) })
      await site.sql`insert into upload (id, owner_id, key, name, media_type, size_bytes, sha256)
        values (${id}, ${principal.id}, ${key}, ${file.name}, ${file.mediaType ?? 'application/pdf'}, ${stored.sizeBytes}, ${createHash('sha256').update(file.body).digest('hex')})`
      return id
    },
    async creates(input: Partial<NewRecord>): Promise<string> {
      const record: NewRecord = { ...aRecord(), ...input }
      const facts = { unit: record.formingUnitId, uploads: record.uploadIds }
      const answer = await act(facts, (f) => createRecord(f, record))
      if (answer.kind === 'refused') throw new Error(`${login} creates: ${answer.code}`)
      return idIn(answer.answer, 'recordId')
    },
  }
}

export function aRecord(): NewRecord {
  return {
    definition: 'electronic-item',
    title: '失业保险待遇核定材料',
    classCode: 'SI-5-03',
    formedOn: plainDate('2016-03-02'),
    formingUnitId: demoUnitId('unemployment'),
    carrier: 'electronic',
    grade: 'internal',
    sourceSystem: 'benefits',
    sourceReference: null,
    subjectName: '周明远',
    uploadIds: [],
  }
}

const DEADLINE_MS = 120_000

/** Waits until a condition of the ledger holds; says what was waited for when it does not. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  deadlineMs = DEADLINE_MS,
): Promise<T> {
  const end = performance.now() + deadlineMs
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > end) throw new Error(`waited ${deadlineMs} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

export async function openTask(
  site: TestSite,
  subjectId: string,
  step: string,
  slot?: string,
): Promise<string> {
  return until(`an open task ${step} ${slot ?? ''} of ${subjectId}`, async () => {
    const [row] = await site.admin<
      { id: string }[]
    >`select id from task where subject_id = ${subjectId} and step = ${step}
      and state in ('open', 'claimed') and (${slot ?? null}::text is null or slot = ${slot ?? null})`
    return row?.id
  })
}

export async function placeOf(
  site: TestSite,
  table: 'record' | 'disposal_list',
  id: string,
): Promise<string> {
  const [row] = await site.admin<
    { step: string }[]
  >`select place_step as step from ${site.admin(table)} where id = ${id}`
  return row?.step ?? 'missing'
}

/** A string of an act's answer; an act that answers something else is a bug of the test. */
export function idIn(answer: Accepted['answer'], name: string): string {
  const id = answer[name]
  if (typeof id !== 'string') throw new Error(`the act answered no ${name}`)
  return id
}
