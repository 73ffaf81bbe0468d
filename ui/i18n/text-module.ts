export type Texts = { readonly [key: string]: string | Texts }

/** A file of texts as the bundler gives it. */
export interface TextModule {
  readonly default: Texts
}
