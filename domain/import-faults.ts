/** What may be wrong with a row or a whole table of an import: one table of reasons and ways out, in both languages. */

interface Words {
  readonly zh: string
  readonly en: string
}

/** `{…}` stands for what the fault tells beside its code. */
export const IMPORT_FAULTS = {
  'import.cell-missing': {
    reason: { zh: '此列不能为空', en: 'This cell must not be empty' },
    fix: { zh: '补填后重新上传', en: 'Fill it in and upload the table again' },
  },
  'import.cell-too-long': {
    reason: { zh: '超过 {most} 个字符', en: 'Longer than {most} characters' },
    fix: { zh: '缩短内容', en: 'Shorten it' },
  },
  'import.row-width': {
    reason: { zh: '本行列数与表头不一致', en: 'The row has another number of cells than the header' },
    fix: { zh: '检查分隔符和引号', en: 'Look for stray separators and quotes' },
  },
  'import.control-character': {
    reason: { zh: '含有控制字符（如 NUL）', en: 'Holds a control character such as NUL' },
    fix: { zh: '删除不可见的控制字符', en: 'Remove the invisible character' },
  },
  'import.direction-mark': {
    reason: {
      zh: '含有改变文字方向的不可见标记',
      en: 'Holds an invisible mark that turns the direction of text',
    },
    fix: { zh: '删除该标记后重新输入', en: 'Remove the mark and type the text again' },
  },
  'import.unreadable-character': {
    reason: { zh: '含有无法辨认的字符（编码错误）', en: 'Holds a character that could not be decoded' },
    fix: { zh: '按 UTF-8 或 GB18030 重新导出', en: 'Export the table again as UTF-8 or GB18030' },
  },
  'import.state-secret': {
    reason: { zh: '标有国家秘密密级', en: 'Bears the mark of a state secret' },
    fix: { zh: '涉密档案不得录入本系统', en: 'State secrets do not belong into this system' },
  },
  'import.formula': {
    reason: { zh: '以公式符号开头（=、+、-、@）', en: 'Begins like a formula (=, +, -, @)' },
    fix: { zh: '改为普通文本', en: 'Write plain text' },
  },
  'import.date': {
    reason: { zh: '不是有效日期', en: 'Is no valid date' },
    fix: {
      zh: '写成 2015-03-08、2015/3/8、20150308 或 2015年3月8日',
      en: 'Write it as 2015-03-08, 2015/3/8 or 20150308',
    },
  },
  'import.date-range': {
    reason: {
      zh: '日期超出可计算范围（1900–2299 年）',
      en: 'The date lies outside of the years 1900 to 2299',
    },
    fix: { zh: '核对年份', en: 'Check the year' },
  },
  'import.date-future': {
    reason: { zh: '日期晚于今天', en: 'The date lies in the future' },
    fix: { zh: '核对日期', en: 'Check the date' },
  },
  'import.event-before': {
    reason: { zh: '事件日期早于形成日期', en: 'The event lies before the date of formation' },
    fix: { zh: '核对两个日期', en: 'Check both dates' },
  },
  'import.event-not-foreseen': {
    reason: { zh: '此类别不因事件起算保管期限', en: 'No event starts the clock of this class' },
    fix: {
      zh: '清空事件日期，或改用相应类别',
      en: 'Leave the event date empty, or use the class that waits for it',
    },
  },
  'import.class-unknown': {
    reason: { zh: '没有这个类别', en: 'There is no such class' },
    fix: { zh: '使用现行保管期限表中的类别代码', en: 'Use a code of the schedule in force' },
  },
  'import.class-not-granted': {
    reason: { zh: '导入人未获该门类授权', en: 'Whoever brings it in is not granted classes of this kind' },
    fix: { zh: '由获得该门类授权的人导入', en: 'Have somebody bring it in who is granted them' },
  },
  'import.class-inactive': {
    reason: { zh: '类别未启用或缺少保管期限', en: 'The class is not in force, or has no retention rule' },
    fix: {
      zh: '改用现行类别，或先启用该类别',
      en: 'Use a class in force, or bring this one into force first',
    },
  },
  'import.undatable': {
    reason: { zh: '按此类别无法算出保管期限', en: 'No date can be computed under this class' },
    fix: {
      zh: '补充起算事件或日期，或改用其他类别',
      en: 'Give the date that starts its clock, or use another class',
    },
  },
  'import.class-without-code': {
    reason: {
      zh: '此类别没有编号规则，且本行没有档号',
      en: 'The class has no rule for codes and the row brings none',
    },
    fix: { zh: '填写档号', en: 'Fill in the archival code' },
  },
  'import.code-malformed': {
    reason: { zh: '档号不符合编号规则（{part}）', en: 'The archival code does not follow the rule ({part})' },
    fix: { zh: '按“全宗-门类·年度·期限-件号”填写', en: 'Write fonds-class·year·period-number' },
  },
  'import.code-fonds': {
    reason: {
      zh: '档号属于其他全宗，本次导入为 {fonds}',
      en: 'The code is of another fonds; this import is of {fonds}',
    },
    fix: { zh: '核对全宗号', en: 'Check the fonds' },
  },
  'import.code-in-file': {
    reason: { zh: '与第 {row} 行档号相同', en: 'The same archival code as row {row}' },
    fix: { zh: '每个档号只能使用一次', en: 'A code is used once' },
  },
  'import.code-taken': {
    reason: { zh: '该档号已在系统中使用', en: 'The archive uses this code already' },
    fix: { zh: '删除此行，或更正档号', en: 'Take the row out, or correct the code' },
  },
  'import.reference-in-file': {
    reason: { zh: '与第 {row} 行原编号相同', en: 'The same reference as row {row}' },
    fix: { zh: '删除重复行', en: 'Take out the double' },
  },
  'import.reference-taken': {
    reason: { zh: '此前已导入相同原编号的档案', en: 'A record with this reference was imported before' },
    fix: { zh: '删除此行', en: 'Take the row out' },
  },
  'import.unit-unknown': {
    reason: { zh: '本全宗没有这个单位', en: 'The fonds has no such unit' },
    fix: { zh: '使用系统中的单位名称', en: 'Use the name of a unit as the system has it' },
  },
  'import.pages': {
    reason: { zh: '页数须为 0 至 {most} 的整数', en: 'Pages are a whole number from 0 to {most}' },
    fix: { zh: '更正页数', en: 'Correct the number' },
  },
  'import.grade': {
    reason: { zh: '控制等级无法识别', en: 'The access grade is not known' },
    fix: { zh: '使用公开、内部、控制', en: 'Use public, internal or restricted' },
  },
  'import.carrier': {
    reason: { zh: '载体无法识别', en: 'The carrier is not known' },
    fix: { zh: '使用纸质、电子、双套', en: 'Use paper, electronic or both' },
  },
  'import.cell-without-paper': {
    reason: { zh: '电子档案没有架位', en: 'An electronic record stands in no cell' },
    fix: { zh: '清空架位，或更正载体', en: 'Leave the cell empty, or correct the carrier' },
  },
  'import.cell-unknown': {
    reason: { zh: '没有这个条码的架位', en: 'There is no cell with this barcode' },
    fix: {
      zh: '填写架位上的条码，或留空以后上架',
      en: 'Use the barcode on the cell, or leave it empty and put the paper away later',
    },
  },
  'import.cell-full': {
    reason: { zh: '这个架位没有空位了', en: 'The cell has no place left for this row' },
    fix: {
      zh: '换一个架位，或留空以后上架',
      en: 'Name another cell, or leave it empty and put the paper away later',
    },
  },
  'import.content-unknown': {
    reason: { zh: '没有收到名为“{name}”的文件', en: 'No file of the name "{name}" was handed in' },
    fix: { zh: '补充该文件，或清空此列', en: 'Hand the file in, or leave the cell empty' },
  },
  'import.content-missing': {
    reason: { zh: '电子档案没有对应文件', en: 'An electronic record has no file' },
    fix: { zh: '填写文件名并补充文件，或改为纸质', en: 'Name its file and hand it in, or call it paper' },
  },
} as const satisfies Readonly<Record<string, { readonly reason: Words; readonly fix: Words }>>
export type ImportFaultCode = keyof typeof IMPORT_FAULTS

/** Why a whole table cannot be read; such an import ends as `unreadable`. */
export const TABLE_FAULTS_OF_IMPORT = [
  'import.file-empty',
  'import.file-encoding',
  'import.file-quotes',
  'import.file-broken',
  'import.file-bomb',
  'import.file-too-long',
  'import.file-changed',
] as const
export type ImportFileFault = (typeof TABLE_FAULTS_OF_IMPORT)[number]

/** One fault of one cell. `detail` is never the cell's own text, which may be of a person. */
export interface RowFault {
  /** Null where it is of the whole row. */
  readonly field: string | null
  readonly code: ImportFaultCode
  readonly detail?: Readonly<Record<string, string | number>>
}

/** Reason and way out of a fault in both languages. */
export function faultWords({ code, detail = {} }: Pick<RowFault, 'code' | 'detail'>): {
  readonly reason: Words
  readonly fix: Words
} {
  const { reason, fix } = IMPORT_FAULTS[code]
  return {
    reason: { zh: filled(reason.zh, detail), en: filled(reason.en, detail) },
    fix: { zh: filled(fix.zh, detail), en: filled(fix.en, detail) },
  }
}

function filled(text: string, detail: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(detail[name] ?? ''))
}
