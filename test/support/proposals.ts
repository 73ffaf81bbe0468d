import type { NoticesView } from '#api/contract/desk.ts'
import type { ProposalWorkView } from '#api/contract/proposals.ts'
import type { Person } from './api.ts'

/** Kinds of proposals in somebody's worklist; fails where the bell rings for others. */
export async function proposalsOf(person: Person): Promise<readonly string[]> {
  const { items } = (await person.get('/api/proposal-work')).json<ProposalWorkView>()
  const told = (await person.get('/api/notices')).json<NoticesView>().items
  const rung = told.filter(({ kind }) => kind === 'proposal-made').map(({ subjectId }) => subjectId)
  const stand = items.map(({ id }) => id.slice('proposal/'.length))
  if (rung.toSorted().join(' ') !== stand.toSorted().join(' '))
    throw new Error(`in the worklist: ${stand.join(' ')}; on the bell: ${rung.join(' ')}`)
  return items.map(({ kind }) => kind)
}
