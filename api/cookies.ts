import type { Config } from '#config.ts'

type Cookie = 'everfile_session' | 'everfile_way'

/**
 * The name of a cookie and what is said with it. Over TLS the name promises that it was set over TLS, by this very host, for all of
 * its addresses (RFC 6265bis 4.1.3.2): no other host of the domain can lay one under. A browser takes no such name over http, where
 * the site is for this machine alone and the plain name stands.
 */
export function cookieOf({ http }: Pick<Config, 'http'>, cookie: Cookie) {
  const secure = http.origin?.startsWith('https:') === true
  return {
    name: secure ? (`__Host-${cookie}` as const) : cookie,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  } as const
}
