import type { Nature } from './vocabulary.ts'

/**
 * The checks at hand-over (移交与接收) of DA/T 70-2018, as the sender runs them. `YJ-1-9` and `YJ-3-7` are not known to us and
 * stay reserved; most numbers are mirrored from those of filing (GD), so a report to the archive names the check beside its id.
 */
export const TRANSFER_CHECKS = [
  { id: 'YJ-1-1', nature: 'authenticity', zh: '固化信息有效性', en: 'validity of fixing information' },
  { id: 'YJ-1-2', nature: 'authenticity', zh: '元数据项数据长度', en: 'metadata value length' },
  { id: 'YJ-1-3', nature: 'authenticity', zh: '元数据项数据类型、格式', en: 'metadata data type and format' },
  { id: 'YJ-1-4', nature: 'authenticity', zh: '设定值域的元数据项值域符合度', en: 'value-domain conformity' },
  { id: 'YJ-1-5', nature: 'authenticity', zh: '元数据项数据值合理性', en: 'plausibility of values' },
  {
    id: 'YJ-1-6',
    nature: 'authenticity',
    zh: '元数据项数据包含特殊字符',
    en: 'special characters in values',
  },
  { id: 'YJ-1-7', nature: 'authenticity', zh: '档号规范性', en: 'archival-code conformity' },
  { id: 'YJ-1-8', nature: 'authenticity', zh: '元数据项数据重复性', en: 'duplicate values' },
  { id: 'YJ-1-10', nature: 'authenticity', zh: '内容数据电子属性一致性', en: 'electronic attributes agree' },
  { id: 'YJ-1-11', nature: 'authenticity', zh: '元数据是否关联内容数据', en: 'metadata linked to content' },
  {
    id: 'YJ-1-12',
    nature: 'authenticity',
    zh: '说明文件和目录文件规范性',
    en: 'readme and catalogue conformity',
  },
  { id: 'YJ-1-13', nature: 'authenticity', zh: '信息包目录结构规范性', en: 'package directory structure' },
  { id: 'YJ-1-14', nature: 'authenticity', zh: '信息包一致性', en: 'package unchanged in transit' },
  { id: 'YJ-2-1', nature: 'integrity', zh: '总件数相符性', en: 'item count matches' },
  { id: 'YJ-2-2', nature: 'integrity', zh: '总字节数相符性', en: 'byte total matches' },
  { id: 'YJ-2-3', nature: 'integrity', zh: '元数据项完整性', en: 'all elements present' },
  { id: 'YJ-2-4', nature: 'integrity', zh: '元数据必填著录项目完整性', en: 'mandatory elements filled' },
  { id: 'YJ-2-5', nature: 'integrity', zh: '过程信息完整性', en: 'process history complete' },
  { id: 'YJ-2-6', nature: 'integrity', zh: '连续性元数据项', en: 'continuity of sequence values' },
  { id: 'YJ-2-7', nature: 'integrity', zh: '内容数据完整性', en: 'content complete' },
  { id: 'YJ-2-8', nature: 'integrity', zh: '附件数据完整性', en: 'attachments complete' },
  { id: 'YJ-2-9', nature: 'integrity', zh: '归档范围检测', en: 'filing-scope coverage' },
  { id: 'YJ-2-10', nature: 'integrity', zh: '信息包元数据完整性', en: 'package metadata complete' },
  { id: 'YJ-2-11', nature: 'integrity', zh: '信息包内容数据完整性', en: 'package content complete' },
  { id: 'YJ-3-1', nature: 'usability', zh: '信息包中元数据可读性', en: 'package metadata readable' },
  {
    id: 'YJ-3-2',
    nature: 'usability',
    zh: '目标数据库中元数据可访问性',
    en: 'metadata reachable after load',
  },
  { id: 'YJ-3-3', nature: 'usability', zh: '内容数据格式检测', en: 'content format' },
  { id: 'YJ-3-4', nature: 'usability', zh: '内容数据可读性', en: 'content readable' },
  { id: 'YJ-3-5', nature: 'usability', zh: '内容数据可访问性', en: 'content reachable after load' },
  { id: 'YJ-3-6', nature: 'usability', zh: '软硬件环境合规性', en: 'software and hardware environment' },
  {
    id: 'YJ-3-8',
    nature: 'usability',
    zh: '信息包中内容数据格式合规性',
    en: 'package holds no closed formats',
  },
  { id: 'YJ-4-1', nature: 'security', zh: '系统环境中是否安装杀毒软件', en: 'anti-virus present' },
  { id: 'YJ-4-2', nature: 'security', zh: '病毒感染检测', en: 'virus scan' },
  { id: 'YJ-4-3', nature: 'security', zh: '载体中多余文件', en: 'extra files on the medium' },
  { id: 'YJ-4-4', nature: 'security', zh: '载体读取速度', en: 'medium read speed' },
  { id: 'YJ-4-5', nature: 'security', zh: '载体外观', en: 'medium appearance' },
  { id: 'YJ-4-6', nature: 'security', zh: '光盘合格性', en: 'optical disc quality' },
  { id: 'YJ-4-7', nature: 'security', zh: '操作过程安全性', en: 'process security' },
] as const satisfies readonly {
  readonly id: string
  readonly nature: Nature
  readonly zh: string
  readonly en: string
}[]
export type TransferCheckId = (typeof TRANSFER_CHECKS)[number]['id']
