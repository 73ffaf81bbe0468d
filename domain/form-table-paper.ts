/** The forms of a paper file's own steps; fields come from the bureau's forms F04, F06, F07 and F29 where there is one. */
import {
  CLASS_CONFIRMED,
  RESERVED_NUMBER,
  MOST_PAGES,
  NOTE,
  PAGES,
  REMARKS,
  type FormSchema,
} from './form-fields.ts'
import { QUALITY_MODES } from './vocabulary.ts'

export const PAPER_FORMS = {
  /** The contents list may be saved before by an act of its own; typed here, one entry a line, it replaces that. */
  'arrange-file': {
    id: 'arrange-file',
    title: { zh: '整理案卷', en: 'Arrange the file' },
    fields: [
      {
        name: 'pages',
        kind: 'integer',
        zh: '总页数',
        en: 'Pages',
        isRequired: true,
        min: 1,
        max: MOST_PAGES,
      },
      {
        name: 'contents',
        kind: 'long-text',
        zh: '卷内目录（每行：题名|责任者|文号|日期|页号）',
        en: 'Contents list (a line each: title|author|number|date|pages)',
        isRequired: false,
        maxLength: 100_000,
        source: 'F06-4',
      },
      { name: 'isInOrder', kind: 'boolean', zh: '顺序已核对', en: 'Order checked', isRequired: false },
      NOTE,
    ],
  },
  /** With the reference sheet (卷内备考表) of the volume. */
  'file-volume': {
    id: 'file-volume',
    title: { zh: '立卷归档', en: 'File' },
    fields: [
      CLASS_CONFIRMED,
      RESERVED_NUMBER,
      {
        name: 'volumeState',
        kind: 'long-text',
        zh: '本卷情况说明',
        en: 'State of the volume',
        isRequired: false,
        source: 'F07-1',
      },
      {
        name: 'checkedBy',
        kind: 'text',
        zh: '检查人',
        en: 'Checked by',
        isRequired: false,
        maxLength: 60,
        source: 'F07-3',
      },
      NOTE,
    ],
  },
  scan: {
    id: 'scan',
    title: { zh: '扫描', en: 'Scan' },
    fields: [
      {
        name: 'pages',
        kind: 'integer',
        zh: '图像数',
        en: 'Images',
        isRequired: true,
        min: 1,
        max: MOST_PAGES,
      },
      {
        name: 'asOriginal',
        kind: 'text',
        zh: '原件如此的页（如 3, 5-7）',
        en: 'Pages that are so in the original (as 3, 5-7)',
        isRequired: false,
        maxLength: 200,
      },
      REMARKS,
    ],
  },
  quality: {
    id: 'quality',
    title: { zh: '质检', en: 'Check quality' },
    fields: [
      {
        name: 'mode',
        kind: 'choice',
        zh: '方式',
        en: 'Mode',
        isRequired: false,
        choices: QUALITY_MODES,
        source: 'F29-3',
      },
      {
        ...PAGES,
        name: 'checkedPages',
        zh: '已质检页数',
        en: 'Pages checked',
        isRequired: false,
        source: 'F29-5',
      },
      REMARKS,
    ],
  },
  'return-scans': {
    id: 'return-scans',
    title: { zh: '退回补扫', en: 'Back to the scanner' },
    fields: [
      { name: 'reason', kind: 'long-text', zh: '退回原因', en: 'Reason', isRequired: true, source: 'F29-7' },
      {
        name: 'faults',
        kind: 'long-text',
        zh: '问题页（如 3:skewed 5:cut-off）',
        en: 'Faults by page (as 3:skewed 5:cut-off)',
        isRequired: false,
        maxLength: 20_000,
        source: 'F29-6',
      },
    ],
  },
  bind: {
    id: 'bind',
    title: { zh: '装订', en: 'Bind' },
    fields: [{ ...PAGES, name: 'countedPages', zh: '实物页数', en: 'Pages of the paper', min: 1 }, REMARKS],
  },
  shelve: {
    id: 'shelve',
    title: { zh: '上架', en: 'Shelve' },
    fields: [
      {
        name: 'barcode',
        kind: 'text',
        zh: '架位条码',
        en: 'Barcode of the cell',
        isRequired: true,
        maxLength: 60,
      },
      {
        name: 'boxNumber',
        kind: 'text',
        zh: '盒号',
        en: 'Box number',
        isRequired: false,
        maxLength: 30,
        source: 'F04-6',
      },
      REMARKS,
    ],
  },
} as const satisfies Readonly<Record<string, FormSchema>>
