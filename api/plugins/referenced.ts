/** The schemas that something in a document points at, and all that these point at: what nobody reaches is left out of it. */
export function referenced(
  from: unknown,
  schemas: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const reached = new Set<string>()
  const waiting = [...referencesIn(from)]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    waiting.push(...referencesIn(schemas[name]))
  }
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => reached.has(name)))
}

const SCHEMA = '#/components/schemas/'

function* referencesIn(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    if (key === '$ref' && typeof value === 'string' && value.startsWith(SCHEMA))
      yield value.slice(SCHEMA.length)
    else yield* referencesIn(value)
  }
}
