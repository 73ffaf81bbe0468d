/** Papers of a destruction by invented persons, for tests and for a validator of PDF/A. */
import { createHash } from 'node:crypto'
import type { CertificateView, CertifiedItem, RegisterView } from '#domain/certificate.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export function aCertifiedItem(number: number, change: Partial<CertifiedItem> = {}): CertifiedItem {
  return {
    archivalCode: `J019-SB·2019·D10-${String(number).padStart(4, '0')}`,
    title: `社会保险费缴费基数核定表(第${number}批)`,
    formedOn: '2019-04-02',
    retention: '10年',
    endsOn: '2029-12-31',
    pages: 3,
    objects: 1,
    copies: 2,
    digests: [sha256(`object ${number}`)],
    ...change,
  }
}

/** A lawful certificate of two items by invented persons; change what the test is about. */
export function aCertificateView(change: Partial<CertificateView> = {}): CertificateView {
  return {
    certificateNumber: 'XH-2031-0007',
    siteName: '示范市人力资源和社会保障局',
    fonds: { code: 'J019', name: '示范市社会保险基金管理中心' },
    listNumber: 'XHQC-2031-0003',
    registerHash: sha256('register'),
    compiledBy: '林知远',
    opinions: [{ name: '何文静', kind: '业务部门', verdict: '无继续保存价值，同意销毁', on: '2031-02-03' }],
    filedForRecord: { number: '备〔2031〕12号', on: '2031-02-20' },
    approvedBy: { name: '梁启衡', at: '2031-03-01T02:11:09Z' },
    coolingOff: { from: '2031-03-01T02:11:09Z', until: '2031-03-31T02:11:09Z' },
    witnesses: [
      { name: '孙若溪', unit: '综合档案科', signedAt: '2031-04-02T06:40:00Z' },
      { name: '钱牧之', unit: '信息中心', signedAt: '2031-04-02T06:42:30Z' },
    ],
    executor: '吴海川',
    method: '删除全部版本并回收存储块',
    place: '示范市局机房',
    startedAt: '2031-04-02T06:00:00Z',
    finishedAt: '2031-04-02T06:31:12Z',
    items: [aCertifiedItem(1), aCertifiedItem(2)],
    samples: [],
    proof: { ledgerHead: sha256('ledger'), temporalRun: 'disp/XHQC-2031-0003' },
    backupsMaySurviveUntil: '2031-05-07',
    ...change,
  }
}

/** A register of one item, concluded and not yet approved. */
export function aRegisterView(change: Partial<RegisterView> = {}): RegisterView {
  return {
    siteName: '示范市人力资源和社会保障局',
    fonds: { code: 'J019', name: '示范市社会保险基金管理中心' },
    listNumber: 'XHQC-2031-0003',
    registerHash: sha256('register'),
    concludedOn: '2031-02-10',
    items: [
      {
        recordClass: '社会保险业务档案',
        title: '社会保险费缴费基数核定表',
        archivalCode: 'J019-SB·2019·D10-0001',
        secrecyGrade: '无',
        retention: '10年',
        copies: 2,
        pages: 3,
        reason: '保管期限届满',
        opinion: '同意销毁',
      },
    ],
    archivist: '林知远',
    witnesses: [
      { name: '孙若溪', unit: '综合档案科' },
      { name: '钱牧之', unit: '信息中心' },
    ],
    ...change,
  }
}
