/**
 * What the shipped schedules say of their sources, in Chinese. The tables are versions and are never edited; their citations are Chinese,
 * and beside them stand remarks in English. What a person writes stays as it is.
 */

import type { BilingualText } from './lifecycle.ts'

/** Whole remarks first: a shorter one may be part of a longer. */
const REMARKS = [
  [
    "item seen in text, the choice of 30 or 10 is the unit's approved table",
    '条目见于原文，30 年或 10 年以本单位经批准的期限表为准',
  ],
  [
    'no rule found for agency archives; keep >= life of the records it evidences',
    '未见机关档案的规定；不短于其所证明档案的保管期限',
  ],
  [
    'item seen in text, its period was cut off; recalled as permanent',
    '条目见于原文，期限未见；据记忆为永久',
  ],
  ['custody period 5 years, then transfer, not destruction', '保管 5 年后移交，不销毁'],
  ['recalled; every benefit class seen carries the same line', '据记忆；所见各待遇类均有此条'],
  ['recalled by the pattern of classes 四/五/七', '据第四、五、七类的体例推定'],
  ['proposed by analogy; confirm against the printed annex', '类推拟定，须对照附件原文确认'],
  ['no national period found; local proposal, confirm', '未见国家规定期限；本单位拟定，须确认'],
  ['names the report; permanence by practice', '规定须有报告，永久保管依惯例'],
  ['period runs from disposal of the asset', '自资产处置之日起算'],
  ['no disposal while the person lives', '本人在世期间不处置'],
  ['register kept with the fonds dossier', '目录存入全宗卷'],
  ['see SI-3-01 for the agency copy', '机关留存件见 SI-3-01'],
  ['requires the file, no period', '要求立卷，未规定期限'],
  ['所属单位报送的2年, outside this enum', '所属单位报送的为 2 年，不在本表期限内'],
  ['derived from the death rule', '由死亡人员档案的规定推定'],
  ['item position not confirmed', '条目位置未核实'],
  ['register kept permanently', '登记簿永久保管'],
  ['no national schedule found', '未见国家规定的保管期限表'],
  ['recalled, not seen', '据记忆，未见原文'],
  ['全宗卷 practice', '全宗卷惯例'],
  ['local practice', '本地做法'],
  ['seen in text', '见于原文'],
  ['minimum', '最低期限'],
] as const

/** The source of a rule, or what is in doubt about it, in both languages. */
export function sourceWords(text: string): BilingualText {
  return { zh: REMARKS.reduce((said, [en, zh]) => said.replaceAll(en, zh), text), en: text }
}
