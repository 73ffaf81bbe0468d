import { checkForm } from '#domain/forms.ts'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { asProblem, faultsIn } from '#ui/client/problem-error.ts'
import type { Values } from './form-fields.tsx'

type Faults = Readonly<Record<string, string>>

/** The faults that the one validator of forms finds, by field; the server finds the same again. */
export function faultsOf(form: TaskDetailView['formSchema'], values: Values): Faults {
  const fields = form.fields.map(({ name, kind, zh, en, isRequired, maxLength, min, max, choices }) => ({
    name,
    kind,
    zh,
    en,
    isRequired,
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(choices === undefined ? {} : { choices }),
  }))
  const checked = checkForm({ ...form, fields }, values)
  return checked.kind === 'ok'
    ? {}
    : Object.fromEntries(checked.faults.map((fault) => [fault.field, fault.code]))
}

/** Refusals that name fields with a fault each. */
const NAMING = ['task.form-invalid', 'metadata.faulty']

/** Faults that the server named in its refusal. */
export function faultsFrom(error: unknown): Faults {
  if (error === null || error === undefined) return {}
  if (!NAMING.includes(asProblem(error).code)) return {}
  const faults = faultsIn(error, { field: 'string', code: 'string' })
  return Object.fromEntries(faults.map(({ field, code }) => [field, code]))
}
