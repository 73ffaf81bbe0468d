import { Fragment } from 'react'

/** A digest in groups of eight, as one reads it aloud. */
export function HashText({ value }: { readonly value: string }) {
  const groups = value.match(/.{1,8}/g) ?? []
  return (
    <p className="hash">
      {groups.map((group, index) => (
        <Fragment key={index}>{index === 0 ? group : ` ${group}`}</Fragment>
      ))}
    </p>
  )
}
