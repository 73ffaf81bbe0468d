interface Writing {
  readonly isJson: boolean
  /** Decimals that are kept. */
  readonly digits: number
}

/** The one thing that a bench writes to its output: its metrics, as JSON ending with one line that names it, or for a person to read. */
export function writeMetrics(
  name: string,
  metrics: Readonly<Record<string, number>>,
  { isJson, digits }: Writing,
): void {
  const rounded = Object.fromEntries(
    Object.entries(metrics).map(([metric, value]) => [metric, Number(value.toFixed(digits))]),
  )
  process.stdout.write(
    isJson ? `${JSON.stringify({ name, metrics: rounded })}\n` : `${JSON.stringify(rounded, undefined, 2)}\n`,
  )
}
