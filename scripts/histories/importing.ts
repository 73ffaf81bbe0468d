import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openObjectStore } from '#db/objects.ts'
import { DEMO_FONDS, demoUnitId } from '#db/seed/demo-organisation.ts'
import { approve, bringTable, follow, openDesk, withdraw } from '#scripts/cli/import-table.ts'
import type { Stage } from '#scripts/bench/stage.ts'

/** More than a page. */
const ROWS = 230
const NAME = 'backlog'

/**
 * A small backlog through the worker, from its table to its undo: every state in which the engine has something to do. `rested` waits for
 * the end of its run, so that each act begins one of its own.
 */
export async function importABacklog(
  { config, sql, dataDir }: Stage,
  rested: (importId: string) => Promise<void>,
): Promise<void> {
  const store = openObjectStore(config.store)
  try {
    const desk = await openDesk(sql, store, 'recorder')
    const file = join(mkdtempSync(join(dataDir, 'import-')), 'backlog.csv')
    const rows = Array.from({ length: ROWS }, (_, n) => `${codeOf(n + 1)},退休人员人事档案,RS-01,1998-02-03`)
    writeFileSync(file, ['档号,题名,类别代码,形成日期', ...rows, ''].join('\n'))
    const id = await bringTable(desk, {
      file,
      name: NAME,
      formingUnitId: demoUnitId('pension'),
      grade: 'internal',
      classCode: null,
      carrier: 'paper',
      dormancy: 'sweep',
    })
    const progress = (): void => {}
    const checked = await follow(desk, id, { until: ['checked'], progress })
    await rested(id)
    await approve(desk, checked)
    await follow(desk, id, { until: ['finished'], progress })
    await rested(id)
    await withdraw(desk, { id, confirm: NAME, reason: 'recorded' })
    await follow(desk, id, { until: ['withdrawn'], progress })
    await rested(id)
  } finally {
    store.close()
  }
}

function codeOf(number: number): string {
  return `${DEMO_FONDS.code}-RS·1998·Y-${String(number).padStart(4, '0')}`
}
