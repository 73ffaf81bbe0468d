import type { Config } from '#config.ts'

/** Where the engine's own screen shows a workflow; null where the site has none. */
export function workflowUrlOf({ temporal }: Pick<Config, 'temporal'>, workflowId: string): string | null {
  if (temporal.uiUrl === null) return null
  return new URL(
    `/namespaces/${encodeURIComponent(temporal.namespace)}/workflows/${encodeURIComponent(workflowId)}`,
    temporal.uiUrl,
  ).href
}
