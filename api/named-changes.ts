import type { BilingualText } from '#domain/lifecycle.ts'
import { namesIn, type FieldChange } from '#domain/replay.ts'
import type { Rows } from '#domain/state.ts'
import type { Tx } from '#db/actor.ts'
import { readNames } from '#db/queries/organisation.ts'
import type { FieldChangeView } from './contract/audit.ts'
import { changeView, idsIn, stepNamesIn } from './present/audit.ts'
import type { CodeWords } from './present/code-words.ts'

interface Between {
  readonly changes: readonly FieldChange[]
  /** The two moments: what their rows are called is said in the words of the later one. */
  readonly moments: readonly [before: Rows, after: Rows]
  /** Whose history it is: rows of its own need no name beside it. */
  readonly subjectId: string
}

/** Changes with the names of the persons, units, steps and rows whose ids stand in them. */
export async function namedChanges(
  tx: Tx,
  words: CodeWords,
  { changes, moments, subjectId }: Between,
): Promise<{ readonly changes: FieldChangeView[]; readonly names: Record<string, BilingualText> }> {
  const ids = new Set([...idsIn(changes), ...changes.map(({ rowId }) => rowId)])
  ids.delete(subjectId)
  const own = moments.flatMap((rows) => [...namesIn(rows)]).filter(([id]) => ids.has(id))
  return {
    changes: changes.map(changeView),
    names: {
      ...stepNamesIn(changes, words),
      ...Object.fromEntries(await readNames(tx, idsIn(changes))),
      ...Object.fromEntries(own),
    },
  }
}
