/** The mark of a state secret was found in a record's content (`found`), or it was declared one: nobody reads its bytes. */
export const QUARANTINES = ['found', 'declared'] as const
export type Quarantine = (typeof QUARANTINES)[number]

/** What events state of a record's access grade. */
export const GRADE_EVENT_TYPES = [
  'record.regrade-proposed',
  'record.regrade-refused',
  'record.regraded',
] as const

/** What events state of content that bears such a mark. */
export const SECRET_EVENT_TYPES = [
  'record.quarantined',
  'record.quarantine-lifted',
  'record.declared-secret',
  'record.secret-removed',
] as const

/** Grades of state secrets, lowest first: 秘密, 机密, 绝密 (保密法 Art 14). Of a record there is none: see GRADES. */
export const SECRECY_GRADES = ['confidential', 'secret', 'top-secret'] as const
export type SecrecyGrade = (typeof SECRECY_GRADES)[number]

/** How the stub of a classified file (涉密档案存根) ends: 解密, 销毁, 移交, 登记有误. */
export const STUB_ENDS = ['declassified', 'destroyed', 'transferred', 'mistaken'] as const
export type StubEnd = (typeof STUB_ENDS)[number]
