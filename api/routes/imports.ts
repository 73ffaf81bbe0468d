import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import {
  approveImport,
  bringImport,
  discardImport,
  orderWithdrawal,
  steerImport,
} from '#domain/acts/imports.ts'
import { rememberedMapping } from '#domain/import-columns.ts'
import { refuse } from '#domain/refusal.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import type { Principal } from '#db/gate/facts.ts'
import { formatOf, previewOf, type TablePreview } from '#db/import/table.ts'
import { TableFault } from '#db/import/table-fault.ts'
import {
  countFaults,
  countRowVerdicts,
  countStaged,
  countVerdictsOf,
  readEarlierMappings,
  readFaultyRows,
  readImport,
  readImports,
  readTouched,
} from '#db/queries/imports.ts'
import { readNames } from '#db/queries/organisation.ts'
import { totalOf } from '#db/queries/total.ts'
import { readUpload, wasUsed, type UploadRow } from '#db/queries/uploads.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { allowed } from '#api/present/allowed.ts'
import { importDetailView, importView, namedByImport, type ImportFound } from '#api/present/imports.ts'
import { orProblem, problem } from '#api/problem.ts'
import { factsFor, found, readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'
import { importFaultsRoute } from './import-faults.ts'

/** The import of a backlog: a table is brought in, checked, approved by a second person, steered, and taken back. */
export function importRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/import-tables/:id', async (call) => {
    const principal = call.principal()
    const { upload, earlier } = await readAs(deps, principal, async (tx, { actor }) => {
      if (!mayAct(actor, 'import.bring')) throw problem('access.denied', { act: 'import.bring' })
      const owned = { id: call.params.id, ownerId: actor.personId }
      return { upload: found(await readUpload(tx, owned)), earlier: await readEarlierMappings(tx) }
    })
    const { format, encoding, headers, rows } = await tableOf(deps, upload)
    const { mapping, from } = rememberedMapping(headers, earlier)
    const { id: uploadId, name: fileName, sizeBytes } = upload
    const shown = { headers: [...headers], rows: rows.map((row) => [...row]) }
    return { uploadId, fileName, sizeBytes, format, encoding, ...shown, mapping, mappedFrom: from }
  })
  serve(app, 'GET /api/imports', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const { items, nextCursor, total } = await readImports(tx, query)
      const names = await readNames(tx, items.flatMap(namedByImport))
      const under = items.filter(({ counts }) => counts === null).map(({ id }) => id)
      const counted = await countVerdictsOf(tx, under)
      const bring = mayAct(actor, 'import.bring') ? undefined : refuse('access.denied')
      const views = items.map((batch) => importView(batch, names, counted.get(batch.id) ?? {}))
      return { items: views, nextCursor, total, bring: allowed(bring) }
    }),
  )
  serve(app, 'POST /api/imports', async (call) => bring(deps, call))
  serve(app, 'GET /api/imports/:id', async (call) => show(deps, call))
  serve(app, 'GET /api/imports/:id/faults', async ({ principal, params, query }) =>
    readAs(deps, principal(), async (tx) => {
      const { id: importId, rowCount, goodRows } = found(await readImport(tx, params.id))
      const { items, nextCursor } = await readFaultyRows(tx, { ...query, importId })
      const rows = items.map(({ faults, ...row }) => ({ ...row, faults: faults.map((one) => ({ ...one })) }))
      return { items: rows, nextCursor, total: totalOf((rowCount ?? 0) - (goodRows ?? 0)) }
    }),
  )
  actRoutes(app, deps)
  importFaultsRoute(app, deps)
}

function actRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'POST /api/imports/:id/approval', async (call) =>
    does(deps, call, {
      name: 'import.approve',
      decide: (facts) => approveImport(facts, { id: call.params.id, ...call.body, operator: null }),
    }),
  )
  serve(app, 'POST /api/imports/:id/discard', async (call) =>
    does(deps, call, {
      name: 'import.discard',
      decide: (facts) => discardImport(facts, { id: call.params.id, ...call.body }),
    }),
  )
  serve(app, 'POST /api/imports/:id/state', async (call) =>
    does(deps, call, {
      name: call.body.to === 'paused' ? 'import.pause' : 'import.resume',
      decide: (facts) => steerImport(facts, { id: call.params.id, ...call.body }),
    }),
  )
  serve(app, 'POST /api/imports/:id/withdrawal', async (call) => {
    const { id } = call.params
    const touched = await readAs(deps, call.principal(), (tx) =>
      readTouched(tx, { importId: id, engineId: ENGINE_ID }),
    )
    return does(deps, call, {
      name: 'import.withdraw',
      decide: (facts) => orderWithdrawal(facts, { id, ...call.body, operator: null, touched }),
    })
  })
}

/** @throws ProblemError `import.file-invalid` with the fault and about where it is */
async function tableOf({ store }: Dependencies, upload: UploadRow): Promise<TablePreview> {
  const { key, name, sizeBytes } = upload
  try {
    return await previewOf(store, { key, sizeBytes, format: formatOf(name) })
  } catch (error) {
    if (!(error instanceof TableFault)) throw error
    const { code: fault, line } = error
    throw Object.assign(problem('import.file-invalid', { fault, line }), { cause: error })
  }
}

/** What the table's columns are called is read here once more, from the bytes: nobody says it. */
async function bring(deps: Dependencies, { principal, key, body, traceId }: Call<'POST /api/imports'>) {
  const { uploadId, formingUnitId, fileIds } = body
  const upload = await readAs(deps, principal(), async (tx, { actor }) => {
    if (!mayAct(actor, 'import.bring')) throw problem('access.denied', { act: 'import.bring' })
    if (await wasUsed(tx, key())) return undefined
    const upload = await readUpload(tx, { id: uploadId, ownerId: actor.personId })
    if (upload === undefined) throw problem('upload.unknown')
    return upload
  })
  const table = upload === undefined ? NOTHING : await tableOf(deps, upload)
  const { format, headers } = table
  const uploads = [uploadId, ...fileIds]
  const facts = { principal: principal(), key: key(), unit: formingUnitId, uploads }
  const act = await deps.gate.act({ name: 'import.bring', facts, body, traceId }, (seen) =>
    bringImport(seen, { ...body, format, headers, operator: null }),
  )
  return { importId: textIn(orProblem(act).answer, 'importId') }
}

/** An act that was done before is answered again by the gate, whatever has become of its table. */
const NOTHING = { format: 'csv', headers: [] } as const

interface Doing {
  readonly name: string
  readonly decide: (facts: ActFacts) => Decision
}

type Written = Pick<Call<'POST /api/imports/:id/approval'>, 'principal' | 'key' | 'traceId' | 'params'> & {
  readonly body: object
}

async function does(deps: Dependencies, call: Written, { name, decide }: Doing) {
  const { principal, key, params, body, traceId } = call
  const facts = { principal: principal(), key: key(), subjects: [params.id] }
  orProblem(await deps.gate.act({ name, facts, body: { ...params, ...body }, traceId }, decide))
  const batch = await readAs(deps, principal(), (tx) => readImport(tx, params.id))
  return { importId: params.id, state: found(batch).state }
}

async function show(deps: Dependencies, { principal, params }: Call<'GET /api/imports/:id'>) {
  const read = await lookAt(deps, { principal: principal(), id: params.id })
  const facts = await factsFor(deps, { principal: principal(), subjects: [params.id] })
  return importDetailView(facts, read)
}

interface Look {
  readonly principal: Principal
  readonly id: string
}

async function lookAt(deps: Dependencies, { principal, id }: Look): Promise<ImportFound> {
  return readAs(deps, principal, async (tx) => {
    const batch = found(await readImport(tx, id))
    const { state } = batch
    const names = await readNames(tx, namedByImport(batch))
    // Which records were touched is asked only where it decides: it looks at every one of them.
    const isTakenBack = state === 'finished' || state === 'paused'
    return {
      batch,
      names,
      counts: state === 'checking' ? {} : await countRowVerdicts(tx, id),
      staged: state === 'checking' ? await countStaged(tx, id) : 0,
      faults: state === 'checking' ? {} : await countFaults(tx, id),
      touched: isTakenBack
        ? await readTouched(tx, { importId: id, engineId: ENGINE_ID })
        : { count: 0, records: [] },
    }
  })
}
