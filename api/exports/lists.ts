import type { BilingualText } from '#domain/lifecycle.ts'
import type { Tx } from '#db/actor.ts'
import { readFailing, readFormatLists } from '#db/queries/archive-formats.ts'
import { readListItems } from '#db/queries/list-items.ts'
import { readRecords } from '#db/queries/records.ts'
import { readTasks } from '#db/queries/tasks.ts'
import type { Reference } from '#domain/acts/act.ts'
import { newestOf, stepName } from '#api/present/words.ts'
import type { ExportQuery } from '#api/contract/exports.ts'
import type { Cell } from './cells.ts'
import { givingsExported } from './givings.ts'
import { vitalExported } from './vital.ts'

export interface ExportPage {
  readonly lines: readonly (readonly Cell[])[]
  readonly nextCursor: string | null
}

export interface Exported {
  readonly name: BilingualText
  readonly head: readonly BilingualText[]
  readonly page: (tx: Tx, cursor: string | undefined, limit: number) => Promise<ExportPage>
}

const say = (zh: string, en: string): BilingualText => ({ zh, en })

export const EXPORTS: {
  readonly [K in ExportQuery['what']]: (
    reference: Reference,
    query: Extract<ExportQuery, { what: K }>,
    side: 'zh' | 'en',
  ) => Exported
} = {
  tasks: (reference, { view, step, q, unitId, classCode, dueUntil }, side) => ({
    name: say('任务', 'Tasks'),
    head: [
      say('步骤', 'Step'),
      say('题名', 'Title'),
      say('档号', 'Archival code'),
      say('类别', 'Class'),
      say('单位', 'Unit'),
      say('到期', 'Due'),
      say('办理人', 'Assignee'),
      say('委托人', 'Delegated by'),
    ],
    async page(tx, cursor, limit) {
      const { items, nextCursor } = await readTasks(tx, {
        view,
        step,
        q,
        unitId,
        classCode,
        dueUntil,
        cursor,
        limit,
      })
      const lines = items.map((row) => {
        const definition =
          row.definitionId === null
            ? newestOf(reference, row.subjectKind)
            : reference.definition(row.definitionId)
        const zh = side === 'zh'
        return [
          stepName(definition, row.step)[side],
          row.title,
          row.code,
          row.classCode,
          zh ? row.unitZh : row.unitEn,
          row.dueOn,
          zh ? row.assigneeZh : row.assigneeEn,
          zh ? row.delegatorZh : row.delegatorEn,
        ]
      })
      return { lines, nextCursor }
    },
  }),
  records: (reference, { what: _what, format: _format, language: _language, ...filter }, side) => ({
    name: say('档案', 'Records'),
    head: [
      say('档号', 'Archival code'),
      say('题名', 'Title'),
      say('类别', 'Class'),
      say('单位', 'Unit'),
      say('形成日期', 'Formed on'),
      say('环节', 'Stage'),
      say('保管至', 'Kept until'),
      say('到期', 'Due'),
      say('页数', 'Pages'),
      say('冻结', 'Holds'),
    ],
    async page(tx, cursor, limit) {
      const { items, nextCursor } = await readRecords(tx, { ...filter, cursor, limit })
      const lines = items.map((row) => [
        row.archivalCode,
        row.title,
        row.classCode,
        side === 'zh' ? row.unitZh : row.unitEn,
        row.formedOn,
        stepName(reference.definition(row.definitionId), row.placeStep)[side],
        row.retentionEndsOn,
        row.dueOn,
        row.pages,
        row.activeHolds,
      ])
      return { lines, nextCursor }
    },
  }),
  givings: (_reference, _query, side) => givingsExported(side),
  'vital-records': (_reference, { overdue }, side) => vitalExported(overdue, side),
  'failing-formats': (reference) => ({
    name: say('非归档格式文件', 'Files in no archive format'),
    head: [
      say('档号', 'Archival code'),
      say('题名', 'Title'),
      say('文件', 'File'),
      say('类型', 'Type'),
      say('格式', 'Format'),
      say('发现', 'Findings'),
    ],
    async page(tx, cursor, limit) {
      const [newest] = await readFormatLists(tx)
      const { items, nextCursor } = await readFailing(tx, newest ?? reference.archiveFormats(), {
        cursor,
        limit,
      })
      const lines = items.map((row) => [
        row.archivalCode,
        row.title,
        row.name,
        row.mediaType,
        row.formatName,
        (row.findings ?? []).join(' '),
      ])
      return { lines, nextCursor }
    },
  }),
  'list-items': (_reference, { id }) => ({
    name: say('清单', 'Disposal list'),
    head: [
      say('序号', 'No.'),
      say('档号', 'Archival code'),
      say('题名', 'Title'),
      say('类别', 'Class'),
      say('形成日期', 'Formed on'),
      say('保管至', 'Kept until'),
      say('页数', 'Pages'),
      say('状态', 'State'),
      say('移出原因', 'Left because'),
    ],
    async page(tx, cursor, limit) {
      const { items, nextCursor } = await readListItems(tx, id, { cursor, limit })
      const lines = items.map((row) => [
        row.position,
        row.archivalCode,
        row.title,
        row.classCode,
        row.formedOn,
        row.retentionEndsOn,
        row.pages,
        row.state,
        row.leaveReason,
      ])
      return { lines, nextCursor }
    },
  }),
}
