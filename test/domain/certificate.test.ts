import { describe, expect, test } from 'vitest'
import { certificateFaults, type CertificateFault, type CertificateView } from '#domain/certificate.ts'
import { aCertificateView, aCertifiedItem } from '#scripts/pdf/disposal-papers.ts'

describe('FEA-D11 what forbids a certificate of destruction', () => {
  const witness = { name: '孙若溪', unit: '综合档案科', signedAt: '2031-04-02T06:40:00Z' }
  const cases: readonly (readonly [string, Partial<CertificateView>, CertificateFault])[] = [
    ['REQ-23 one witness is not two', { witnesses: [witness] }, 'certificate.witnesses-missing'],
    ['nothing destroyed', { items: [] }, 'certificate.no-items'],
    ['nobody gave an opinion', { opinions: [] }, 'certificate.no-opinion'],
    [
      'one archival code twice',
      { items: [aCertifiedItem(1), aCertifiedItem(1)] },
      'certificate.duplicate-code',
    ],
    [
      'an object without its digest',
      { items: [aCertifiedItem(1, { digests: [] })] },
      'certificate.item-without-digest',
    ],
    ['a digest that is none', { registerHash: 'ABC' }, 'certificate.digest-malformed'],
    [
      'destroyed before the cooling-off was over',
      { startedAt: '2031-03-31T02:11:08Z' },
      'certificate.order-of-times',
    ],
    ['finished before begun', { finishedAt: '2031-04-02T05:59:59Z' }, 'certificate.order-of-times'],
    [
      'approved after the cooling-off had begun',
      { approvedBy: { name: '梁启衡', at: '2031-03-01T02:11:10Z' } },
      'certificate.order-of-times',
    ],
  ]
  test.each(cases)('%s', (_name, change, fault) => {
    expect(certificateFaults(aCertificateView(change))).toEqual([fault])
  })

  test('a lawful view has no faults, whatever the zone its instants are written in', () => {
    expect(certificateFaults(aCertificateView())).toEqual([])
    expect(certificateFaults(aCertificateView({ startedAt: '2031-03-31T10:11:09+08:00' }))).toEqual([])
  })
})
