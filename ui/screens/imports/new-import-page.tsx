import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { ImportDetailView, ImportTableView } from '#api/contract/imports.ts'
import type { UploadView } from '#api/contract/objects.ts'
import { mappingFaultsOf, type ImportMapping } from '#domain/import-columns.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { usedUp, useUploadQueue, type QueuedFile } from '#ui/client/uploads.ts'
import { PageHead } from '#ui/components/page-head.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { MappingTable } from './mapping-table.tsx'
import { FILES_QUEUE, FolderUpload, TABLE_QUEUE, TableUpload } from './table-upload.tsx'
import { ValuesForm, type ImportValues } from './values-form.tsx'
import './imports.css'

/** A table, what its columns mean, and what holds for all rows; then it is checked, and nothing is imported yet. */
export function NewImportPage() {
  const { t } = useText()
  const navigate = useNavigate()
  const { from } = useSearch({ from: '/shell/imports/new' })
  const former = useRead(
    'GET /api/imports/:id',
    { params: { id: from ?? '' } },
    { isEnabled: from !== undefined },
  )
  const [sheet, files] = [useUploadQueue(TABLE_QUEUE).at(-1), useUploadQueue(FILES_QUEUE)]
  const upload = arrivedOf(sheet)
  const table = useRead(
    'GET /api/import-tables/:id',
    { params: { id: upload?.id ?? '' } },
    { isEnabled: upload !== undefined },
  )
  const [mapped, setMapped] = useState<{ readonly of: string; readonly mapping: ImportMapping }>()
  const [edited, setEdited] = useState<Partial<ImportValues>>({})
  const values = { ...valuesOf(table.data, former.data), ...edited }
  const bring = useAct('POST /api/imports', {
    onDone: ({ importId }) => {
      void usedUp(TABLE_QUEUE, sheet === undefined ? [] : [sheet])
      void usedUp(FILES_QUEUE, files)
      void navigate({ to: '/imports/$importId', params: { importId } })
    },
  })
  const mapping = mapped?.of === table.data?.uploadId ? mapped?.mapping : undefined
  return (
    <div className="page">
      <PageHead title={t(from === undefined ? 'imports:newTitle' : 'imports:againTitle')}>
        <p className="muted">{t('imports:newHint')}</p>
      </PageHead>
      <div className="page-body">
        <section className="card" aria-labelledby="import-table">
          <h2 id="import-table">{t('imports:table')}</h2>
          <TableUpload />
        </section>
        {upload === undefined && sheet === undefined && (
          <EmptyState title={t('imports:noTable.title')} hint={t('imports:noTable.hint')} />
        )}
        {upload !== undefined && table.isPending && <Loading rows={6} />}
        {table.error !== null && <ErrorState error={table.error} onRetry={() => void table.refetch()} />}
        {table.data !== undefined && (
          <Meaning
            table={table.data}
            mapping={mapping ?? table.data.mapping}
            values={values}
            files={files}
            isBusy={bring.isPending}
            error={bring.error}
            onMapping={(next) => setMapped({ of: table.data.uploadId, mapping: next })}
            onValues={setEdited}
            onCheck={(body) => bring.mutate({ body })}
          />
        )}
      </div>
    </div>
  )
}

type Body = ImportValues & {
  readonly uploadId: string
  readonly formingUnitId: string
  readonly mapping: ImportMapping
  readonly fileIds: string[]
}

interface MeaningProps {
  readonly table: ImportTableView
  readonly mapping: ImportMapping
  readonly values: ImportValues
  readonly files: readonly QueuedFile[]
  readonly isBusy: boolean
  readonly error: unknown
  readonly onMapping: (mapping: ImportMapping) => void
  readonly onValues: (values: ImportValues) => void
  readonly onCheck: (body: Body) => void
}

function Meaning(props: MeaningProps) {
  const { table, mapping, values, files, isBusy, error, onMapping, onValues, onCheck } = props
  const { t } = useText()
  const faults = mappingFaultsOf(mapping, {
    columns: table.headers.length,
    hasDefaultClass: values.classCode !== null,
  })
  const fileIds = files.flatMap((file) => arrivedOf(file)?.id ?? [])
  const { formingUnitId } = values
  const isReady = faults.length === 0 && values.name.trim() !== '' && fileIds.length === files.length
  return (
    <>
      <MappingTable table={table} mapping={mapping} faults={faults} onChange={onMapping} />
      <section className="card" aria-labelledby="import-values">
        <h2 id="import-values">{t('imports:values')}</h2>
        <ValuesForm values={values} onChange={onValues} />
      </section>
      <section className="card" aria-labelledby="import-files">
        <h2 id="import-files">{t('imports:files')}</h2>
        <FolderUpload />
      </section>
      <ProblemNotice error={error} />
      <div className="row">
        <Button
          type="primary"
          disabled={!isReady || formingUnitId === null}
          loading={isBusy}
          onClick={() =>
            formingUnitId !== null &&
            onCheck({ ...values, formingUnitId, uploadId: table.uploadId, mapping, fileIds })
          }
        >
          {t('imports:check')}
        </Button>
        <span className="muted">{t('imports:checkHint')}</span>
      </div>
    </>
  )
}

function arrivedOf(file: QueuedFile | undefined): UploadView | undefined {
  return file?.state.kind === 'arrived' ? file.state.upload : undefined
}

/** A corrected table stands for the one before it; else the file's own name says what it is. */
function valuesOf(table: ImportTableView | undefined, former: ImportDetailView | undefined): ImportValues {
  if (former !== undefined) {
    const { name, formingUnitId, classCode, grade, carrier, dormancy } = former
    return { name, formingUnitId, classCode, grade, carrier, dormancy }
  }
  const name = table?.fileName.replace(/\.[a-z]+$/i, '').slice(0, 100) ?? ''
  return {
    name,
    formingUnitId: null,
    classCode: null,
    grade: 'internal',
    carrier: 'paper',
    dormancy: 'sweep',
  }
}
