import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { read, write } from './call.ts'
import { asProblem, type ProblemError } from './problem-error.ts'

type Values = Readonly<Record<string, string | number | boolean>>

export interface BulkTask {
  readonly id: string
  readonly isMine: boolean
}

export type BulkAct = { readonly kind: 'claim' } | BulkCompletion
export interface BulkCompletion {
  readonly kind: 'complete'
  readonly outcome: string
  /** The same for every row; what it leaves open stays what is known of each. */
  readonly form: Values
}

export type RowVerdict =
  | { readonly kind: 'waiting' | 'busy' | 'done' }
  | { readonly kind: 'failed'; readonly problem: ProblemError }

/** So many at once: quick enough for a hundred rows, and others are not kept waiting. */
const AT_ONCE = 3

/**
 * The same act on many tasks, each by itself under a key of its own: one that fails holds up no other, and what is tried again after
 * a lost answer carries the same key and is done once.
 */
export function useBulk() {
  const client = useQueryClient()
  const keys = useRef(new Map<string, string>())
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, RowVerdict>>(new Map())
  const [isBusy, setBusy] = useState(false)

  const say = (id: string, verdict: RowVerdict) => setVerdicts((before) => new Map(before).set(id, verdict))
  const keyFor = (name: string): string => {
    const known = keys.current.get(name) ?? crypto.randomUUID()
    keys.current.set(name, known)
    return known
  }
  const one = async (task: BulkTask, act: BulkAct) => {
    say(task.id, { kind: 'busy' })
    try {
      await doOne(task, act, keyFor)
      say(task.id, { kind: 'done' })
    } catch (error) {
      say(task.id, { kind: 'failed', problem: asProblem(error) })
    }
  }
  const run = async (tasks: readonly BulkTask[], act: BulkAct) => {
    const waiting = [...tasks]
    setBusy(true)
    for (const task of tasks) say(task.id, { kind: 'waiting' })
    const worker = async () => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await one(task, act)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    setBusy(false)
    void client.invalidateQueries()
  }
  return { verdicts, isBusy, run }
}

async function doOne(task: BulkTask, act: BulkAct, keyFor: (name: string) => string): Promise<void> {
  const params = { id: task.id }
  if (act.kind === 'claim' || !task.isMine)
    await write('POST /api/tasks/:id/claim', { params }, keyFor(`claim/${task.id}`))
  if (act.kind === 'claim') return
  const detail = await read('GET /api/tasks/:id', { params })
  const fields = detail.formSchema.fields.map((field) => field.name)
  const own = Object.entries({ ...detail.values, ...detail.draft?.values }).filter(([name]) =>
    fields.includes(name),
  )
  const body = { outcome: act.outcome, form: { ...Object.fromEntries(own), ...act.form } }
  const name = `complete/${task.id}/${JSON.stringify(body)}`
  await write('POST /api/tasks/:id/complete', { params, body }, keyFor(name))
}
