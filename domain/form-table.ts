/**
 * The forms as data. A form belongs to the task of a step; fields come from the bureau's forms (F09, F14 to F16) where there is
 * one. Who signs, when and where are no fields: the event states them.
 */
import {
  MOST_PAGES,
  MOST_RECORDS,
  NOTE,
  PAGES,
  REMARKS,
  CLASS_CONFIRMED,
  RESERVED_NUMBER,
  type FormSchema,
} from './form-fields.ts'
import { PAPER_FORMS } from './form-table-paper.ts'
import { LONGEST_PERIOD_YEARS } from './retention-extension.ts'
import { GRADES, OPENING_STATES, SCAN_POLICIES, SEND_METHODS } from './vocabulary.ts'

export { FIELD_KINDS, type FormField, type FormSchema } from './form-fields.ts'

/** From the shortest legacy grade to `LONGEST_PERIOD_YEARS`. */
const YEARS = {
  kind: 'integer',
  isRequired: false,
  min: 3,
  max: LONGEST_PERIOD_YEARS,
  source: 'F15-6',
} as const
const OPINION = { name: 'opinion', kind: 'long-text', zh: '意见', en: 'Opinion' } as const

export const FORMS = {
  /** Nothing is required: what the business system handed in stands, and what is still missing is named by the must-have list. */
  create: {
    id: 'create',
    title: { zh: '收集登记', en: 'Register' },
    fields: [
      {
        name: 'title',
        kind: 'text',
        zh: '题名',
        en: 'Title',
        isRequired: false,
        maxLength: 200,
        source: 'F16-3',
      },
      {
        name: 'classCode',
        kind: 'text',
        zh: '类别',
        en: 'Class',
        isRequired: false,
        maxLength: 20,
        source: 'F16-2',
      },
      { name: 'formedOn', kind: 'date', zh: '形成日期', en: 'Formed on', isRequired: false },
      NOTE,
    ],
  },
  arrange: {
    id: 'arrange',
    title: { zh: '整理', en: 'Arrange' },
    fields: [
      { name: 'pages', kind: 'integer', zh: '页数', en: 'Pages', isRequired: false, min: 1, max: MOST_PAGES },
      { name: 'isInOrder', kind: 'boolean', zh: '顺序已核对', en: 'Order checked', isRequired: false },
      NOTE,
    ],
  },
  ...PAPER_FORMS,
  file: {
    id: 'file',
    title: { zh: '立卷归档', en: 'File' },
    fields: [CLASS_CONFIRMED, RESERVED_NUMBER, NOTE],
  },
  appraise: {
    id: 'appraise',
    title: { zh: '价值鉴定', en: 'Appraise' },
    fields: [
      /** Empty: as the row says. A number is checked against the row by `canShorten`. */
      { ...YEARS, name: 'periodYears', zh: '保管期限（年）', en: 'Retention in years' },
      {
        name: 'scanPolicy',
        kind: 'choice',
        zh: '扫描要求',
        en: 'Scan policy',
        isRequired: true,
        choices: SCAN_POLICIES,
      },
      {
        name: 'grade',
        kind: 'choice',
        zh: '密级',
        en: 'Grade',
        isRequired: true,
        choices: GRADES,
        source: 'F16-5',
      },
      {
        name: 'openingState',
        kind: 'choice',
        zh: '开放状态',
        en: 'Opening state',
        isRequired: true,
        choices: OPENING_STATES,
      },
      { ...OPINION, isRequired: false, source: 'F15-7' },
    ],
  },
  'hand-over-send': {
    id: 'hand-over-send',
    title: { zh: '移交', en: 'Hand over' },
    fields: [
      {
        name: 'records',
        kind: 'integer',
        zh: '卷（件）数',
        en: 'Records',
        isRequired: true,
        min: 1,
        max: MOST_RECORDS,
      },
      { ...PAGES, name: 'copies', zh: '份数', en: 'Copies', isRequired: false, source: 'F09-7' },
      { ...PAGES, name: 'pages', zh: '页数', en: 'Pages', source: 'F09-8' },
      { ...REMARKS, source: 'F09-11' },
    ],
  },
  'hand-over-receive': {
    id: 'hand-over-receive',
    title: { zh: '签收', en: 'Receive' },
    fields: [
      { ...PAGES, name: 'countedPages', zh: '清点页数', en: 'Pages counted', source: 'F09-8' },
      {
        name: 'differences',
        kind: 'long-text',
        zh: '差异',
        en: 'Differences',
        isRequired: false,
        source: 'F09-11',
      },
    ],
  },
  /** The step forward of a due record is the list itself; the task asks for no more than a note. */
  'put-on-list': { id: 'put-on-list', title: { zh: '列入鉴定清单', en: 'Put on a list' }, fields: [NOTE] },
  'send-back': {
    id: 'send-back',
    title: { zh: '退回', en: 'Send back' },
    fields: [{ name: 'reason', kind: 'long-text', zh: '退回原因', en: 'Reason', isRequired: true }],
  },
  seal: { id: 'seal', title: { zh: '封存清单', en: 'Seal the list' }, fields: [NOTE] },
  /** What the appraiser says of the whole list; the verdict on each item stands beside the form. */
  opinion: {
    id: 'opinion',
    title: { zh: '到期鉴定意见', en: 'Opinion at expiry' },
    fields: [{ ...OPINION, isRequired: true, source: 'F15-7' }],
  },
  /** The second person's word on each proposal stands beside the form. */
  'authorise-terms': {
    id: 'authorise-terms',
    title: { zh: '延期核准', en: 'Authorise longer terms' },
    fields: [NOTE],
  },
  'file-for-record': {
    id: 'file-for-record',
    title: { zh: '备案', en: 'File for record' },
    fields: [
      { name: 'number', kind: 'text', zh: '备案文号', en: 'Number', isRequired: true, maxLength: 60 },
      { name: 'filedOn', kind: 'date', zh: '备案日期', en: 'Filed on', isRequired: true, source: 'F14-9' },
      REMARKS,
    ],
  },
  approve: {
    id: 'approve',
    title: { zh: '审批', en: 'Approve' },
    fields: [{ ...OPINION, isRequired: true, source: 'F14-7' }],
  },
  'witness-check': {
    id: 'witness-check',
    title: { zh: '监销核对', en: 'Check before destruction' },
    fields: [
      {
        name: 'countedRecords',
        kind: 'integer',
        zh: '清点卷（件）数',
        en: 'Records counted',
        isRequired: true,
        min: 1,
        max: MOST_RECORDS,
      },
      {
        name: 'isAsRegistered',
        kind: 'boolean',
        zh: '与销毁清册相符',
        en: 'Agrees with the register',
        isRequired: true,
      },
      REMARKS,
    ],
  },
  'start-execution': {
    id: 'start-execution',
    title: { zh: '开始销毁', en: 'Start destruction' },
    fields: [NOTE],
  },
  'witness-sign': {
    id: 'witness-sign',
    title: { zh: '监销签字', en: 'Sign after destruction' },
    fields: [
      {
        name: 'method',
        kind: 'text',
        zh: '销毁方式',
        en: 'Method',
        isRequired: true,
        maxLength: 100,
        source: 'F16-14',
      },
      {
        name: 'place',
        kind: 'text',
        zh: '销毁地点',
        en: 'Place',
        isRequired: true,
        maxLength: 100,
        source: 'F16-13',
      },
      {
        name: 'destroyedOn',
        kind: 'date',
        zh: '销毁日期',
        en: 'Destroyed on',
        isRequired: true,
        source: 'F16-12',
      },
      { ...REMARKS, source: 'F16-17' },
    ],
  },
  'seal-batch': { id: 'seal-batch', title: { zh: '封存批次', en: 'Seal the batch' }, fields: [NOTE] },
  /** What only a person can check of a package (F19 6, 7) stands beside the way that it takes. */
  'send-batch': {
    id: 'send-batch',
    title: { zh: '送出移交包', en: 'Send the package' },
    fields: [
      {
        name: 'method',
        kind: 'choice',
        zh: '移交方式',
        en: 'Method',
        isRequired: true,
        choices: SEND_METHODS,
        source: 'F19-5',
      },
      {
        name: 'destination',
        kind: 'text',
        zh: '接收单位',
        en: 'Receiver',
        isRequired: false,
        maxLength: 100,
      },
      {
        name: 'mediumAppearance',
        kind: 'text',
        zh: '载体外观检验',
        en: 'Medium appearance',
        isRequired: false,
        maxLength: 200,
        source: 'F19-6',
      },
      {
        name: 'virusCheck',
        kind: 'text',
        zh: '病毒检验（工具与版本）',
        en: 'Virus check: tool and version',
        isRequired: false,
        maxLength: 200,
        source: 'F19-7',
      },
      { ...REMARKS, source: 'F19-12' },
    ],
  },
  /** What stands on the archive's paper receipt; two persons enter the same. */
  receipt: {
    id: 'receipt',
    title: { zh: '接收回执', en: 'Receipt' },
    fields: [
      {
        name: 'batchNumber',
        kind: 'text',
        zh: '批次号',
        en: 'Batch number',
        isRequired: true,
        maxLength: 40,
      },
      { name: 'number', kind: 'text', zh: '回执编号', en: 'Receipt number', isRequired: true, maxLength: 60 },
      { name: 'receivedOn', kind: 'date', zh: '接收日期', en: 'Received on', isRequired: true },
      {
        name: 'packageDigest',
        kind: 'text',
        zh: '移交包摘要（SHA-256）',
        en: 'SHA-256 of the package',
        isRequired: false,
        maxLength: 64,
      },
      { name: 'reason', kind: 'long-text', zh: '退回原因', en: 'Reason of a return', isRequired: false },
    ],
  },
} as const satisfies Readonly<Record<string, FormSchema>>

export type FormId = keyof typeof FORMS
