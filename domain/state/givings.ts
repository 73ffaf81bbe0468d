import type { PlainDate } from '#domain/dates.ts'
import type { Instant } from '#domain/state.ts'
import type {
  GivingApproval,
  GivingAsker,
  GivingGround,
  GivingState,
  GivingWay,
  IdentityProof,
} from '#domain/vocabulary/givings.ts'

/** Who asked, as the register keeps it until the record is destroyed: numbers are masked before they come here. */
export interface Applicant {
  /** The person whom the data is about. */
  readonly name: string
  readonly number: string
  readonly purpose: string
  /** Who came instead, and the paper that lets them; null where the person came. */
  readonly agent: { readonly name: string; readonly number: string; readonly authority: string } | null
}

/** One line of the register of what was asked for and given at the window (利用登记); a fold of the events of its record. */
export interface GivingRow {
  id: string
  subjectId: string
  /** Its number in the register of the year. */
  year: number
  number: number
  way: GivingWay
  asker: GivingAsker
  proof: IdentityProof
  approval: GivingApproval
  state: GivingState
  /** What was asked for; empty where the paper is read. */
  objectIds: readonly string[]
  /** Null once the record is destroyed. */
  applicant: Applicant | null
  askedBy: string
  askedAt: Instant
  askedOn: PlainDate
  /** Null until somebody approved or refused it, like the reason; where nobody needed to, it stays so. */
  decidedBy: string | null
  decidedOn: PlainDate | null
  ground: GivingGround | null
  reason: string | null
  givenBy: string | null
  givenOn: PlainDate | null
}

export interface GivingEvents {
  'giving.asked': Pick<
    GivingRow,
    'id' | 'year' | 'number' | 'way' | 'asker' | 'proof' | 'approval' | 'objectIds'
  > & {
    /** Names, masked numbers and the purpose are personal: the ledger keeps a digest. */
    applicantDigest: string | null
  }
  /** Reasons are kept for ever, so they name no person. */
  'giving.approved': { id: string; reason: string }
  'giving.refused': { id: string; ground: GivingGround; reason: string }
  /** The bytes of which a copy was made. */
  'giving.given': { id: string; objects: readonly { readonly id: string; readonly sha256: string }[] }
}
