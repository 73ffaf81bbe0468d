export interface Folder {
  readonly name: string
  readonly folders: readonly Folder[]
  readonly files: readonly { readonly name: string; readonly sha256: string }[]
  /** Files in it and below it. */
  readonly count: number
}

interface Growing {
  readonly folders: Map<string, Growing>
  readonly files: { name: string; sha256: string }[]
}

/** The paths of a manifest as folders, each by name. */
export function foldersOf(name: string, files: ReadonlyMap<string, string>): Folder {
  const root: Growing = { folders: new Map(), files: [] }
  for (const [path, sha256] of files) {
    const parts = path.split('/')
    const file = parts.pop() ?? path
    let at = root
    for (const part of parts) {
      const next = at.folders.get(part) ?? { folders: new Map(), files: [] }
      at.folders.set(part, next)
      at = next
    }
    at.files.push({ name: file, sha256 })
  }
  return grown(name, root)
}

function grown(name: string, { folders, files }: Growing): Folder {
  const inner = [...folders]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, content]) => grown(folder, content))
  return {
    name,
    folders: inner,
    files: files.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    count: files.length + inner.reduce((sum, folder) => sum + folder.count, 0),
  }
}
