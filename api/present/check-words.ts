import type { FormatFindingCode } from '#domain/documents.ts'
import type { BilingualText } from '#domain/lifecycle.ts'

/** What an examination of files may find, as the screens say it too. */
const FINDING_WORDS: Readonly<Partial<Record<FormatFindingCode, BilingualText>>> = {
  'format.lies': { zh: '扩展名与内容不符', en: 'The name says another format' },
  'format.unknown': { zh: '格式无法识别', en: 'Format not recognised' },
  'format.empty': { zh: '空文件', en: 'Empty file' },
  'format.truncated': { zh: '文件不完整', en: 'File is cut off' },
  'format.trailing-archive': { zh: '末尾附有压缩包', en: 'An archive is attached at the end' },
  'pdf.encrypted': { zh: 'PDF 已加密', en: 'PDF is encrypted' },
  'pdf.javascript': { zh: 'PDF 含脚本', en: 'PDF holds scripts' },
  'pdf.launch-action': { zh: 'PDF 会启动程序', en: 'PDF starts programs' },
  'pdf.embedded-files': { zh: 'PDF 含附件', en: 'PDF holds other files' },
  'pdf.end-missing': { zh: 'PDF 缺少结尾', en: 'PDF lacks its end' },
  'office.macros': { zh: '含宏', en: 'Holds macros' },
  'mail.encrypted': { zh: '邮件已加密', en: 'Mail is encrypted' },
  'mail.partly-read': { zh: '邮件只读取了一部分', en: 'Mail was read in part' },
  'mail.too-complex': { zh: '邮件部分过多或嵌套过深', en: 'Mail has too many or too deeply nested parts' },
  'mail.unreadable': { zh: '邮件打不开', en: 'Mail cannot be read' },
}

/** Codes of checks in people's words: what is missing of a record, and what its files showed. */
export const CHECK_WORDS: Readonly<Record<string, BilingualText>> = {
  ...FINDING_WORDS,
  title: { zh: '题名', en: 'title' },
  classCode: { zh: '类别', en: 'class' },
  content: { zh: '电子文件', en: 'files' },
  contents: { zh: '卷内目录', en: 'list of contents' },
  metadata: { zh: '元数据', en: 'metadata' },
  'file-name': { zh: '文件名', en: 'name of a file' },
  identity: { zh: '身份证件号码', en: 'identity numbers' },
  health: { zh: '医疗健康信息', en: 'health data' },
  criminal: { zh: '违法犯罪信息', en: 'criminal data' },
}
