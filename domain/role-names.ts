import type { BilingualText } from './lifecycle.ts'
import type { Role } from './vocabulary.ts'

/** What a post is called on papers and screens. */
export const ROLE_NAMES: Readonly<Record<Role, BilingualText>> = {
  'business-clerk': { zh: '业务经办', en: 'Business clerk' },
  'unit-archivist': { zh: '兼职档案员', en: 'Unit archivist' },
  'unit-head': { zh: '科室负责人', en: 'Unit head' },
  'archives-clerk': { zh: '档案员', en: 'Archives clerk' },
  'archives-head': { zh: '档案室负责人', en: 'Archives head' },
  scanner: { zh: '扫描员', en: 'Scanner' },
  'quality-checker': { zh: '质检员', en: 'Quality checker' },
  binder: { zh: '装订员', en: 'Binder' },
  'repository-keeper': { zh: '库房管理员', en: 'Repository keeper' },
  executor: { zh: '销毁执行人', en: 'Executor' },
  appraiser: { zh: '鉴定人', en: 'Appraiser' },
  'main-head': { zh: '主要负责人', en: 'Main head' },
  witness: { zh: '监销人', en: 'Witness' },
  'window-clerk': { zh: '窗口人员', en: 'Window clerk' },
  auditor: { zh: '审计员', en: 'Auditor' },
  leader: { zh: '领导', en: 'Leader' },
  'system-admin': { zh: '系统管理员', en: 'System administrator' },
  'security-admin': { zh: '安全管理员', en: 'Security administrator' },
  'audit-admin': { zh: '审计管理员', en: 'Audit administrator' },
  'receiving-archive': { zh: '接收档案馆', en: 'Receiving archive' },
  integration: { zh: '业务系统', en: 'Business system' },
  engine: { zh: '流程引擎', en: 'Engine' },
}
