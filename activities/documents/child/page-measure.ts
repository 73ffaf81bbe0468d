/** Measures on the grey values of a page. Pure numbers, so that they can be tested on pages that are drawn. */

export interface Grey {
  readonly pixels: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
}

/** Standard deviation of the grey values, in hundredths: a printed page has more than twenty, an empty one a few. */
export function deviationCentsOf({ pixels }: Grey): number {
  let sum = 0
  let squares = 0
  for (const value of pixels) {
    sum += value
    squares += value * value
  }
  const mean = sum / pixels.length
  return Math.round(Math.sqrt(Math.max(0, squares / pixels.length - mean * mean)) * 100)
}

/** Lines of print are turned by no more than this when a sheet lay askew; more is another orientation, not a skew. */
const WIDEST_DEGREES = 8
const COARSE_DEGREES = 0.25
const FINE_DEGREES = 0.05
/** Fewer dark pixels than this have no direction. */
const LEAST_INK = 400
/** Enough of them for a direction; more only take time. */
const MOST_INK = 60_000
/** How much sharper the best direction must be than the mean of all: below it the page has no lines. */
const LEAST_CONTRAST = 1.15

/**
 * By how much the lines of a page are turned, in hundredths of a degree, positive when they fall to the right; null when it has
 * none. The direction is right when the dark pixels fall into the sharpest stripes (variance of the projection).
 */
export function skewCentidegreesOf(grey: Grey): number | null {
  const ink = inkOf(grey)
  if (ink.count < LEAST_INK) return null
  const sharpness = (degrees: number): number =>
    sharpnessAt(ink, { degrees, heightPx: grey.heightPx, widthPx: grey.widthPx })
  const coarse = steps(-WIDEST_DEGREES, WIDEST_DEGREES, COARSE_DEGREES).map((degrees) => ({
    degrees,
    score: sharpness(degrees),
  }))
  const best = sharpest(coarse)
  const mean = coarse.reduce((sum, { score }) => sum + score, 0) / coarse.length
  if (best.score < mean * LEAST_CONTRAST) return null
  const fine = steps(best.degrees - COARSE_DEGREES, best.degrees + COARSE_DEGREES, FINE_DEGREES).map(
    (degrees) => ({
      degrees,
      score: sharpness(degrees),
    }),
  )
  return Math.round(sharpest(fine).degrees * 100)
}

interface Scored {
  readonly degrees: number
  readonly score: number
}

function sharpest(scored: readonly Scored[]): Scored {
  return scored.reduce((best, next) => (next.score > best.score ? next : best))
}

function steps(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step)
}

interface Ink {
  readonly xs: Int32Array
  readonly ys: Int32Array
  readonly count: number
}

/** Pixels clearly darker than the paper. The rim is left out: the shadow of the glass is no print. */
function inkOf({ pixels, widthPx, heightPx }: Grey): Ink {
  const histogram = new Uint32Array(256)
  for (const value of pixels) histogram[value] = (histogram[value] ?? 0) + 1
  const paper = brightest(histogram, pixels.length)
  const limit = paper - Math.max(40, paper * 0.3)
  const rim = Math.round(Math.min(widthPx, heightPx) * 0.03)
  const dark: number[] = []
  for (let y = rim; y < heightPx - rim; y += 1)
    for (let x = rim; x < widthPx - rim; x += 1) {
      const at = y * widthPx + x
      if ((pixels[at] ?? 255) < limit) dark.push(at)
    }
  const every = Math.max(1, Math.ceil(dark.length / MOST_INK))
  const kept = dark.filter((_, index) => index % every === 0)
  return {
    xs: Int32Array.from(kept, (at) => at % widthPx),
    ys: Int32Array.from(kept, (at) => Math.floor(at / widthPx)),
    count: kept.length,
  }
}

/** The grey of the paper: the median, because most of a page is paper. */
function brightest(histogram: Uint32Array, total: number): number {
  let seen = 0
  for (let value = 255; value >= 0; value -= 1) {
    seen += histogram[value] ?? 0
    if (seen * 2 >= total) return value
  }
  return 255
}

function sharpnessAt(
  { xs, ys, count }: Ink,
  {
    degrees,
    heightPx,
    widthPx,
  }: { readonly degrees: number; readonly heightPx: number; readonly widthPx: number },
): number {
  const slope = Math.tan((degrees * Math.PI) / 180)
  const margin = Math.ceil(widthPx * Math.abs(Math.tan((WIDEST_DEGREES * Math.PI) / 180))) + 2
  const stripes = new Uint32Array(heightPx + 2 * margin)
  for (let index = 0; index < count; index += 1) {
    const stripe = Math.round((ys[index] ?? 0) - (xs[index] ?? 0) * slope) + margin
    stripes[stripe] = (stripes[stripe] ?? 0) + 1
  }
  let sum = 0
  for (let stripe = 1; stripe < stripes.length; stripe += 1) {
    const difference = (stripes[stripe] ?? 0) - (stripes[stripe - 1] ?? 0)
    sum += difference * difference
  }
  return sum
}
