import { Temporal } from 'temporal-polyfill'

/**
 * What stands on the certificate of destruction (档案销毁证明书) and on the destruction register (档案销毁清册).
 * Both are printed from one view, so that the same facts always give the same bytes.
 */

type Named = { readonly code: string; readonly name: string }

export type CertifiedOpinion = {
  readonly name: string
  /** Which seat in the appraisal group: business, archives, legal and so on, as the site words it. */
  readonly kind: string
  readonly verdict: string
  /** PlainDate. */
  readonly on: string
}

export type CertifiedItem = {
  readonly archivalCode: string
  readonly title: string
  readonly formedOn: string
  readonly retention: string
  readonly endsOn: string
  readonly pages: number
  /** Digital objects, and stored copies of them, that were destroyed. */
  readonly objects: number
  readonly copies: number
  /** SHA-256 of each destroyed object, lower-case hexadecimal. */
  readonly digests: readonly string[]
}

/** What of a class was kept as a sample while the rest of it was destroyed. */
export type CertifiedSample = {
  readonly classCode: string
  readonly kept: number
  /** Items of the class that were on the list when it was drawn. */
  readonly population: number
  /** Every so many from the start on; absent where persons chose. */
  readonly interval?: { readonly n: number; readonly start: number }
}

export type CertificateView = {
  readonly certificateNumber: string
  readonly siteName: string
  readonly fonds: Named
  readonly listNumber: string
  /** SHA-256 of the sealed register, to which approval and witnesses are bound. */
  readonly registerHash: string
  readonly compiledBy: string
  readonly opinions: readonly CertifiedOpinion[]
  readonly filedForRecord: { readonly number: string; readonly on: string }
  /** Instants are ISO 8601 with a zone or Z. */
  readonly approvedBy: { readonly name: string; readonly at: string }
  readonly coolingOff: { readonly from: string; readonly until: string }
  readonly witnesses: readonly { readonly name: string; readonly unit: string; readonly signedAt: string }[]
  readonly executor: string
  readonly method: string
  readonly place: string
  readonly startedAt: string
  readonly finishedAt: string
  readonly items: readonly CertifiedItem[]
  readonly samples: readonly CertifiedSample[]
  readonly proof: { readonly ledgerHead: string; readonly temporalRun: string }
  /** PlainDate: no backup made before the destruction is kept beyond it. */
  readonly backupsMaySurviveUntil: string
  /** Zone in which instants are printed; Asia/Shanghai unless the site says otherwise. */
  readonly timeZone?: string
}

/** One line of form F16. Empty words are printed as empty cells, to be filled in by hand. */
export type RegisterItem = {
  readonly recordClass: string
  readonly title: string
  readonly archivalCode: string
  readonly secrecyGrade: string
  readonly retention: string
  readonly copies: number
  readonly pages: number
  readonly reason: string
  readonly opinion: string
  readonly remarks?: string
}

/** The register as concluded; what happens after that (approval, destruction) is absent until it has happened. */
export type RegisterView = {
  readonly siteName: string
  readonly fonds: Named
  readonly listNumber: string
  readonly registerHash: string
  /** The day on which the register was concluded: PlainDate. */
  readonly concludedOn: string
  readonly items: readonly RegisterItem[]
  readonly archivist: string
  readonly approvedBy?: { readonly name: string; readonly at: string }
  readonly destruction?: { readonly at: string; readonly place: string; readonly method: string }
  readonly witnesses: readonly { readonly name: string; readonly unit: string }[]
  readonly timeZone?: string
}

export const CERTIFICATE_FAULTS = [
  'certificate.no-items',
  'certificate.item-without-digest',
  'certificate.duplicate-code',
  'certificate.digest-malformed',
  'certificate.witnesses-missing',
  'certificate.order-of-times',
  'certificate.no-opinion',
] as const
export type CertificateFault = (typeof CERTIFICATE_FAULTS)[number]

/** Two persons at least witness a destruction (Order 3 of 2009, Art 15; 档案法实施条例). */
export const MIN_WITNESSES = 2

/**
 * What forbids issuing a certificate from this view; empty when nothing does. A certificate says that approval, cooling-off and
 * destruction happened in this order, so a view that shows otherwise is a fault upstream. That the persons are distinct is the
 * gate's to know: two people may bear one name.
 */
export function certificateFaults(view: CertificateView): CertificateFault[] {
  const codes = view.items.map((item) => item.archivalCode)
  const hashes = [view.registerHash, view.proof.ledgerHead, ...view.items.flatMap((item) => item.digests)]
  const checks: readonly (readonly [CertificateFault, boolean])[] = [
    ['certificate.no-items', view.items.length === 0],
    [
      'certificate.item-without-digest',
      view.items.some((item) => item.objects > 0 && item.digests.length === 0),
    ],
    ['certificate.duplicate-code', new Set(codes).size < codes.length],
    ['certificate.digest-malformed', !hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))],
    ['certificate.witnesses-missing', view.witnesses.length < MIN_WITNESSES],
    ['certificate.order-of-times', !isInOrder(view)],
    ['certificate.no-opinion', view.opinions.length === 0],
  ]
  return checks.filter(([, isFault]) => isFault).map(([fault]) => fault)
}

function isInOrder(view: CertificateView): boolean {
  const { approvedBy, coolingOff, startedAt, finishedAt } = view
  const instants = [approvedBy.at, coolingOff.from, coolingOff.until, startedAt, finishedAt].map((at) =>
    Temporal.Instant.from(at),
  )
  return instants.every((instant, index) => {
    const earlier = instants[index - 1]
    return earlier === undefined || Temporal.Instant.compare(earlier, instant) <= 0
  })
}
