import type { FastifyInstance } from 'fastify'
import { isLiveOn } from '#domain/organisation.ts'
import type { Period } from '#domain/schedule.ts'
import { RECORD_FAMILIES } from '#domain/vocabulary.ts'
import { volumeRuleOf } from '#domain/volume-rules.ts'
import { readClasses, readUnits, type ClassRow } from '#db/queries/organisation.ts'
import type { BilingualView } from '#api/contract/common.ts'
import type { ClassView } from '#api/contract/organisation.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

export function organisationRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/units', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { today }) => {
      const rows = await readUnits(tx)
      return {
        items: rows.map(({ id, parentId, kind, zh, en, liveFrom }) => ({
          id,
          parentId,
          kind,
          name: { zh, en },
          liveFrom,
          isLive: isLiveOn({ liveFrom }, today),
        })),
      }
    }),
  )
  serve(app, 'GET /api/classes', async ({ principal }) =>
    readAs(deps, principal(), async (tx) => ({
      items: (await readClasses(tx)).flatMap((row) => classView(deps, row)),
    })),
  )
}

function classView(
  { reference }: Dependencies,
  { code, title, family, scheduleVersionId, isActive }: ClassRow,
): ClassView[] {
  const known = RECORD_FAMILIES.find((one) => one === family)
  if (known === undefined) return []
  const row = reference.scheduleRow(scheduleVersionId, code)
  return [
    {
      code,
      title,
      family: known,
      period: periodWords(row?.period),
      isActive: isActive && row?.isActive === true,
      volumes: [...(volumeRuleOf(reference.volumeRules(), family)?.volumes ?? [])],
    },
  ]
}

function periodWords(period: Period | undefined): BilingualView {
  if (period === undefined) return { zh: '—', en: '—' }
  switch (period.kind) {
    case 'permanent':
      return { zh: '永久', en: 'permanent' }
    case 'years':
      return { zh: `${period.years} 年`, en: period.years === 1 ? '1 year' : `${period.years} years` }
    case 'follows':
      return { zh: '依会计档案规定', en: 'by the accounting rule' }
  }
}
