import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { UploadView } from '#api/contract/objects.ts'
import type { FormSchemaView } from '#api/contract/tasks.ts'
import { GRADES, type Grade } from '#domain/vocabulary.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { FormFields, type Values } from '#ui/components/form-fields.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { Uploads } from './uploads.tsx'

const FIELDS: FormSchemaView['fields'] = [
  { name: 'definition', kind: 'choice', zh: '办理流程', en: 'Lifecycle', isRequired: true },
  { name: 'title', kind: 'text', zh: '题名', en: 'Title', isRequired: true, maxLength: 200 },
  { name: 'classCode', kind: 'text', zh: '类别', en: 'Class', isRequired: true, maxLength: 20 },
  { name: 'formedOn', kind: 'date', zh: '形成日期', en: 'Formed on', isRequired: true },
  { name: 'formingUnitId', kind: 'text', zh: '形成单位', en: 'Forming unit', isRequired: true },
  { name: 'grade', kind: 'choice', zh: '密级', en: 'Grade', isRequired: true, choices: [...GRADES] },
  {
    name: 'subjectName',
    kind: 'text',
    zh: '当事人',
    en: 'Person concerned',
    isRequired: false,
    maxLength: 100,
  },
]
/** The lives that a record can begin here, and on what it comes. */
const DEFINITIONS = { 'electronic-item': 'electronic', 'paper-file': 'paper' } as const
type DefinitionKey = keyof typeof DEFINITIONS

/** A clerk hands in a record; its files may follow until it is filed. */
export function NewRecordPage() {
  const { t, say } = useText()
  const navigate = useNavigate()
  const { values, setValues, live, classes, isOwnUnitNotLive } = useEntered()
  const [uploads, setUploads] = useState<readonly UploadView[]>([])
  const create = useAct('POST /api/records', {
    onDone: (answer) => void navigate({ to: '/records/$recordId', params: { recordId: answer.recordId } }),
  })
  const isReady = FIELDS.every((field) => !field.isRequired || values[field.name] !== undefined)
  const isPaper = DEFINITIONS[definitionOf(values['definition'])] === 'paper'
  const isParted =
    isPaper && classes.some(({ code, volumes }) => code === values['classCode'] && volumes.includes('main'))
  const submit = () =>
    create.mutate({
      body: {
        ...wordsOf(values),
        ...(isParted ? { volume: 'main' as const } : {}),
        // Pages of paper become images at the scanner's desk.
        uploadIds: isPaper ? [] : uploads.map((upload) => upload.id),
      },
    })
  return (
    <div className="page">
      <PageHead title={t('records:newTitle')}>
        <p className="muted">{t('records:newHint')}</p>
      </PageHead>
      <div className="page-body split">
        <section className="card">
          <FormFields
            fields={FIELDS}
            values={values}
            onChange={setValues}
            offered={{
              definition: Object.keys(DEFINITIONS).map((key) => ({
                value: key,
                label: t(`records:definition.${key}`),
              })),
              classCode: classes
                .filter((entry) => entry.isActive)
                .map((entry) => ({ value: entry.code, label: `${entry.code} ${entry.title}` })),
              formingUnitId: live.map((unit) => ({ value: unit.id, label: say(unit.name) })),
            }}
          />
          {isOwnUnitNotLive && <p className="muted">{t('records:notLiveHint')}</p>}
          {isParted && <p className="muted">{t('records:mainVolumeHint')}</p>}
          <ProblemNotice error={create.error} />
          <div className="row">
            <Button type="primary" disabled={!isReady} loading={create.isPending} onClick={submit}>
              {t('records:create')}
            </Button>
            <Button onClick={() => void navigate({ to: '/records', search: {} })}>{t('cancel')}</Button>
          </div>
        </section>
        <section className="card">
          <h2>{t('records:files')}</h2>
          <p className="muted">{t(isPaper ? 'records:paperHint' : 'records:filesHint')}</p>
          {!isPaper && (
            <Uploads
              label={t('records:addFiles')}
              received={uploads}
              onReceived={(upload) => setUploads((all) => [...all, upload])}
            />
          )}
        </section>
      </div>
    </div>
  )
}

/** What was entered so far, beginning with the reader's own unit as far as it works here yet. */
function useEntered() {
  const { posts } = useSession()
  const units = useRead('GET /api/units', {}).data?.items
  const classes = useRead('GET /api/classes', {}).data?.items ?? []
  const live = units?.filter(({ isLive }) => isLive) ?? []
  const [entered, setValues] = useState<Values>({
    definition: 'electronic-item',
    grade: 'internal',
    ...(posts[0] === undefined ? {} : { formingUnitId: posts[0].unitId }),
  })
  const isNotLive = units !== undefined && !live.some(({ id }) => id === entered['formingUnitId'])
  const { formingUnitId: _, ...others } = entered
  const isOwnUnitNotLive = units?.some(({ id, isLive }) => id === posts[0]?.unitId && !isLive) === true
  return { values: isNotLive ? others : entered, setValues, live, classes, isOwnUnitNotLive }
}

/** What was entered, as the wire takes it. */
function wordsOf(values: Values) {
  const text = (name: string) => String(values[name] ?? '')
  const definition = definitionOf(values['definition'])
  return {
    definition,
    title: text('title'),
    classCode: text('classCode'),
    formedOn: text('formedOn'),
    formingUnitId: text('formingUnitId'),
    carrier: DEFINITIONS[definition],
    grade: gradeOf(text('grade')),
    ...(text('subjectName') === '' ? {} : { subjectName: text('subjectName') }),
  }
}

function definitionOf(value: unknown): DefinitionKey {
  return value === 'paper-file' ? value : 'electronic-item'
}

function gradeOf(text: string): Grade {
  return GRADES.find((grade) => grade === text) ?? 'internal'
}
