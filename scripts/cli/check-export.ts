import { lstat } from 'node:fs/promises'
import { checkBag } from '#activities/export/check-bag.ts'
import { UsageFault, type Answer, type Context } from './verb.ts'

/** Whether an exported bag is what left: by its own digests, chains and signed heads, without the site that made it. */
export async function checkExport(
  folder: string,
  { key }: { readonly key?: string },
  { progress }: Pick<Context, 'progress'>,
): Promise<Answer> {
  const known = await lstat(folder).catch(() => undefined)
  if (known?.isDirectory() !== true) throw new UsageFault(`there is no folder ${folder}`)
  const checked = await checkBag(folder, progress)
  const strangers = key === undefined ? [] : checked.keys.filter((one) => one !== key.toLowerCase())
  const verdict = strangers.length > 0 ? 'broken' : checked.verdict
  const { faults, files, histories, events, heads, keys, manifestSha256 } = checked
  return {
    lines: [
      ...faults.map(({ code, path }) => `${path}: ${code}`),
      ...strangers.map((one) => `key ${one} is not the one you gave`),
      ...(heads === 0 ? ['No signed head: the chains alone prove the events.'] : []),
      ...(key === undefined
        ? keys.map((one) => `key ${one}: compare it with one that came another way`)
        : []),
      `${verdict}: ${files} files, ${histories} histories, ${events} events, ${heads} signed heads, manifest ${manifestSha256}`,
    ],
    json: { ...checked, verdict },
    hasFaults: verdict === 'broken',
  }
}
