import type { Reference } from '#domain/acts/act.ts'
import type { BilingualText } from '#domain/lifecycle.ts'
import {
  SUBJECT_KINDS,
  type AppraiserKind,
  type BatchLeaveReason,
  type JobKind,
  type LeaveReason,
  type SubjectKind,
} from '#domain/vocabulary.ts'
import { newestOf, stepName } from './words.ts'

type Names<T extends string = string> = Readonly<Record<T, BilingualText>>

/** What people choose at a step, and what machines answer. */
export const OUTCOME_WORDS: Names = {
  submitted: { zh: '提交', en: 'Submit' },
  arranged: { zh: '整理完成', en: 'Arranged' },
  filed: { zh: '归档', en: 'File' },
  appraised: { zh: '鉴定完成', en: 'Appraised' },
  signed: { zh: '签字', en: 'Sign' },
  returned: { zh: '退回', en: 'Send back' },
  listed: { zh: '列入清单', en: 'Put on a list' },
  sealed: { zh: '封存', en: 'Seal' },
  given: { zh: '提交意见', en: 'Give opinion' },
  authorised: { zh: '核准', en: 'Authorise' },
  'filed-for-record': { zh: '已备案', en: 'Filed for record' },
  approved: { zh: '批准', en: 'Approve' },
  rejected: { zh: '不批准', en: 'Reject' },
  checked: { zh: '核对无误', en: 'Checked' },
  aborted: { zh: '中止', en: 'Abort' },
  started: { zh: '开始销毁', en: 'Start destruction' },
  inspected: { zh: '检测完成', en: 'Inspected' },
  preserved: { zh: '固化完成', en: 'Preserved' },
  registered: { zh: '清册已形成', en: 'Register concluded' },
  destroyed: { zh: '已销毁', en: 'Destroyed' },
  certified: { zh: '证明已出具', en: 'Certified' },
  empty: { zh: '没有在册的件', en: 'Nothing left on the list' },
  batched: { zh: '列入移交批次', en: 'Put on a transfer batch' },
  packaged: { zh: '移交包已制成', en: 'Packaged' },
  repackaged: { zh: '重新打包', en: 'Package again' },
  stale: { zh: '内容已变，重新打包', en: 'Changed meanwhile; package again' },
  sent: { zh: '送出', en: 'Send' },
  delivered: { zh: '已送达', en: 'Delivered' },
  accepted: { zh: '接受', en: 'Accept' },
  transferred: { zh: '已移交进馆', en: 'Transferred' },
  released: { zh: '本馆副本已清除', en: 'Local copy released' },
  scanned: { zh: '提交扫描', en: 'Hand over the scan' },
  passed: { zh: '检测通过', en: 'Passed' },
  faulty: { zh: '有问题页，退回扫描', en: 'Faulty, back to the scanner' },
  bound: { zh: '装订完成', en: 'Bound' },
  rescan: { zh: '补扫', en: 'Scan again' },
  shelved: { zh: '上架完成', en: 'Shelved' },
}

const JOB_WORDS: Names<JobKind> = {
  package: { zh: '制作移交包', en: 'package' },
  'check-package': { zh: '四性检测', en: 'four-nature check' },
  deliver: { zh: '传送移交包', en: 'deliver' },
  'conclude-transfer': { zh: '办结移交', en: 'conclude the transfer' },
  'release-copies': { zh: '清除本馆副本', en: 'release our copies' },
  inspect: { zh: '检测', en: 'inspect' },
  preserve: { zh: '固化', en: 'preserve' },
  'recognise-text': { zh: '文字识别', en: 'recognise text' },
  register: { zh: '编制清册', en: 'conclude the register' },
  destroy: { zh: '销毁', en: 'destroy' },
  certify: { zh: '出具证明', en: 'certify' },
  'check-images': { zh: '图像检测', en: 'check images' },
  'make-dual-layer': { zh: '制作双层 PDF', en: 'make a searchable PDF' },
  'print-forms': { zh: '制作打印表单', en: 'make forms for printing' },
  'secure-copies': { zh: '锁定副本', en: 'secure the copies' },
  'settle-retention': { zh: '核定保管期限', en: 'settle the retention' },
  'remove-secret': { zh: '清除涉密内容', en: 'remove classified content' },
  'check-fixity': { zh: '核验副本', en: 'check the copies' },
}

const LEAVE_WORDS: Names<LeaveReason | BatchLeaveReason> = {
  returned: { zh: '档案馆退回', en: 'returned by the archive' },
  'batch-aborted': { zh: '批次中止', en: 'batch aborted' },
  extended: { zh: '延长', en: 'extended' },
  transfer: { zh: '移交', en: 'transfer' },
  'not-unanimous': { zh: '意见不一致', en: 'not unanimous' },
  'on-hold': { zh: '冻结', en: 'on hold' },
  'fonds-frozen': { zh: '全宗承继未定', en: 'succession of the fonds not settled' },
  'not-due': { zh: '未到期', en: 'not due' },
  sampled: { zh: '留作样本', en: 'kept as a sample' },
  'list-aborted': { zh: '清单中止', en: 'list aborted' },
}

const APPRAISER_WORDS: Names<AppraiserKind> = {
  'agency-head': { zh: '单位领导', en: 'agency head' },
  business: { zh: '业务', en: 'business' },
  archives: { zh: '档案', en: 'archives' },
  administration: { zh: '行政主管', en: 'administration' },
}

/** Codes of events in people's words; a code that nobody has worded stands as it is. */
export interface CodeWords {
  readonly step: (code: unknown) => BilingualText
  /** The name of a definition, by its id. */
  readonly definition: (id: unknown) => BilingualText
  readonly outcome: (code: unknown) => BilingualText
  readonly job: (code: unknown) => BilingualText
  readonly leave: (code: unknown) => BilingualText
  readonly appraiser: (code: unknown) => BilingualText
}

/** Kinds of subjects have steps of the same id: `first` is the kind whose history is read. */
export function codeWords(reference: Reference, first: SubjectKind = 'record'): CodeWords {
  const definitions = [first, ...SUBJECT_KINDS].map((kind) => newestOf(reference, kind))
  return {
    step: (code) => {
      const named = definitions.map((definition) => stepName(definition, said(code)))
      return named.find(({ en }) => en !== code) ?? raw(code)
    },
    definition: (id) => reference.definition(said(id))?.name ?? raw(id),
    outcome: from(OUTCOME_WORDS),
    job: from(JOB_WORDS),
    leave: from(LEAVE_WORDS),
    appraiser: from(APPRAISER_WORDS),
  }
}

/** The words of a history of each kind; one that has no steps is read as a record's. */
export function codeWordsByKind(reference: Reference): (kind: string) => CodeWords {
  const known = new Map<string, CodeWords>(SUBJECT_KINDS.map((kind) => [kind, codeWords(reference, kind)]))
  const other = codeWords(reference)
  return (kind) => known.get(kind) ?? other
}

function from(names: Names): (code: unknown) => BilingualText {
  return (code) => names[said(code)] ?? raw(code)
}

function raw(code: unknown): BilingualText {
  return { zh: said(code), en: said(code) }
}

function said(code: unknown): string {
  return typeof code === 'string' ? code : '—'
}
