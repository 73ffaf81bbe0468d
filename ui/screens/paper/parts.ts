import type { Ref } from 'react'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import type { Values } from '#ui/components/form-fields.tsx'

/** Steps of a paper file that need more than fields, and the fields that their own part takes care of. */
const OWN_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'arrange-file': ['contents'],
  scan: ['pages', 'asOriginal'],
  bind: ['countedPages'],
  shelve: ['barcode'],
  quality: ['mode', 'checkedPages', 'remarks'],
  appraise: [],
}

export interface PaperPartProps {
  readonly task: TaskDetailView
  readonly values: Values
  readonly onChange: (values: Values) => void
  readonly faults: Readonly<Record<string, string>>
  readonly ref?: Ref<PaperPartHandle>
}

export interface PaperPartHandle {
  /** What the part itself has to say and to save before the task is completed; undefined: not yet, and the part says why. */
  readonly prepare: () => Promise<Values | undefined>
}

export function hasPaperPart(task: TaskDetailView): boolean {
  return task.record?.carrier === 'paper' && task.form in OWN_FIELDS
}

/** Fields that are left to the form. */
export function formFieldsOf(task: TaskDetailView): TaskDetailView['formSchema']['fields'] {
  const own = hasPaperPart(task) ? (OWN_FIELDS[task.form] ?? []) : []
  return task.formSchema.fields.filter((field) => !own.includes(field.name))
}
