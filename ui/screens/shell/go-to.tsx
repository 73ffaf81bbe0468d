import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Loading } from '#ui/components/states.tsx'

/** Leads to another address of this site, once: what it was first told holds while the way there is loading. */
export function GoTo({ href }: { readonly href: string }) {
  const router = useRouter()
  const [target] = useState(href)
  useEffect(() => {
    void router.navigate({ href: target, replace: true })
  }, [router, target])
  return <Loading rows={10} />
}
