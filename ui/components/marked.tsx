import type { z } from 'zod'
import type { HighlightView } from '#api/contract/search.ts'

type Part = z.output<typeof HighlightView>

/** A text with what was searched for marked in it. */
export function Marked({ parts }: { readonly parts: readonly Part[] }) {
  return (
    <>
      {parts.map(({ text, isHit }, index) =>
        // The parts of one text have no other name than their place, and never move.
        isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
      )}
    </>
  )
}
