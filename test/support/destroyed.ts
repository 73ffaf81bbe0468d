import { decided } from '#domain/acts/act.ts'
import { beginDestruction, finishDestruction, recordCopyDestroyed } from '#domain/acts/destroy-record.ts'
import { finishJob } from '#domain/acts/engine.ts'
import { PEOPLE, type World } from './decisions.ts'

/** The delete gate's acts for every record of a list whose execution has started, up to the witnesses' signatures. */
export function destroyed(world: World, listId: string): void {
  const items = world
    .rows(listId)
    .all('disposalListItem')
    .filter((item) => item.state === 'destroying')
  for (const { recordId } of items) {
    world.must(PEOPLE.engine, (f) => beginDestruction(f, { listId, recordId }))
    for (const copy of world.rows(recordId).all('objectCopy')) {
      world.must(PEOPLE.engine, (f) =>
        recordCopyDestroyed(f, { recordId, copyId: copy.id, proof: 'no version left' }),
      )
    }
    world.must(PEOPLE.engine, (f) => finishDestruction(f, { listId, recordId }))
  }
  const job = world
    .rows(listId)
    .all('job')
    .find((row) => row.state === 'running')
  world.must(PEOPLE.engine, (f) =>
    job === undefined
      ? decided([], {})
      : finishJob(f, { subjectId: listId, jobId: job.id, outcome: 'destroyed', events: [] }),
  )
}
