import { useMemo, useState } from 'react'
import type { BatchDetailView } from '#api/contract/transfer.ts'
import { useManifest } from '#ui/client/manifest.ts'
import { CopyText, shortened } from '#ui/components/copy-text.tsx'
import { Answered } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { foldersOf, type Folder } from './folders.ts'

/** Folders and files of a level that are drawn at once. */
const MOST = 200

/** What lies in the package, as folders that open; the digests are those of its manifest. */
export function PackageTree({ batch }: { readonly batch: BatchDetailView }) {
  const { t } = useText()
  const manifest = batch.papers.find(({ role }) => role === 'bag-manifest')
  if (batch.package === null || manifest === undefined) return null
  return (
    <section className="card" aria-labelledby="tree">
      <h2 id="tree">{t('batch:tree.title')}</h2>
      <Tree objectId={manifest.objectId} name={batch.number} />
    </section>
  )
}

function Tree({ objectId, name }: { readonly objectId: string; readonly name: string }) {
  const manifest = useManifest(objectId)
  return (
    <Answered query={manifest} rows={3}>
      {(files) => <Root name={name} files={files} />}
    </Answered>
  )
}

function Root({ name, files }: { readonly name: string; readonly files: ReadonlyMap<string, string> }) {
  const root = useMemo(() => foldersOf(name, files), [name, files])
  return (
    <div className="bag">
      <Branch folder={root} depth={0} />
    </div>
  )
}

/** Folders down to the fonds stand open; what is closed is not drawn, for a package may hold many thousand files. */
const OPEN_TO_DEPTH = 2

function Branch({ folder, depth }: { readonly folder: Folder; readonly depth: number }) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(depth < OPEN_TO_DEPTH)
  const hidden = Math.max(0, folder.folders.length - MOST) + Math.max(0, folder.files.length - MOST)
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="code">{folder.name}/</span>{' '}
        <span className="faint">{t('filesCount', { count: folder.count })}</span>
      </summary>
      {isOpen && (
        <ul>
          {folder.folders.slice(0, MOST).map((inner) => (
            <li key={inner.name}>
              <Branch folder={inner} depth={depth + 1} />
            </li>
          ))}
          {folder.files.slice(0, MOST).map((file) => (
            <li key={file.name} className="bag-file">
              <span className="code clip" title={file.name}>
                {file.name}
              </span>
              <CopyText value={file.sha256} shown={shortened(file.sha256)} label="SHA-256" />
            </li>
          ))}
          {hidden > 0 && <li className="faint">{t('batch:tree.hidden', { count: hidden })}</li>}
        </ul>
      )}
    </details>
  )
}
