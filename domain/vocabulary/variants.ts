/** A public variant of a file (公开版, 遮蔽件): proposed by one person, confirmed or refused by another. */
export const VARIANT_STATES = ['proposed', 'confirmed', 'refused'] as const
export type VariantState = (typeof VARIANT_STATES)[number]

export const VARIANT_EVENT_TYPES = ['variant.proposed', 'variant.confirmed', 'variant.refused'] as const
