import { readdirSync, readFileSync } from 'node:fs'
import { faultsOf, type Definition } from '#domain/lifecycle.ts'
import { isFormId } from '#domain/forms.ts'
import { canonicalJson, sha256Hex } from '#db/gate/canonical.ts'

export interface LoadedDefinition {
  readonly document: Definition
  readonly sha256: string
}

const FOLDER = new URL('./definitions/', import.meta.url)

/** The definitions that ship, each checked; one that is wrong stops the loading with what is wrong. */
export function readDefinitions(): readonly LoadedDefinition[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => checkedDefinition(name, JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Definition))
}

export function checkedDefinition(name: string, document: Definition): LoadedDefinition {
  const faults = [...faultsOf(document).map((fault) => `${fault.code} at ${fault.at}`), ...formFaults(document)]
  if (faults.length > 0) throw new Error(`definition ${name}: ${faults.join(', ')}`)
  return { document, sha256: sha256Hex(canonicalJson(document)) }
}

function formFaults(document: Definition): readonly string[] {
  const slots = document.steps.flatMap((step) => (step.kind === 'human' ? step.slots : []))
  return slots.filter((slot) => !isFormId(slot.form)).map((slot) => `form ${slot.form} is unknown`)
}
