import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conclude, projectRoot } from './project.ts'
import type { Outcome } from './project.ts'

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

interface LockedPackage extends Manifest {
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly optional?: boolean
}

interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

const exactVersion = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/

/**
 * Exact pins, each the one that the lock file holds with its digest, and no address to load it from: an address would
 * send everybody who installs to one mirror.
 */
export function checkPackages(manifest: Manifest, lockfile: Lockfile): Outcome {
  const pins = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
  const locked = Object.entries(lockfile.packages).filter(([path]) => path !== '')
  const root = lockfile.packages['']
  const lockedPins: Readonly<Record<string, string>> = { ...root?.dependencies, ...root?.devDependencies }
  return {
    faults: [
      ...pins
        .filter(([, version]) => !exactVersion.test(version))
        .map(([name, version]) => `package.json: ${name} is ${version}, not one exact version`),
      ...pins
        .filter(([name, version]) => lockedPins[name] !== version)
        .map(([name]) => `package-lock.json does not hold ${name} as package.json has it: run npm install`),
      ...locked
        .filter(([, entry]) => entry.resolved !== undefined && entry.link !== true)
        .map(([path]) => `package-lock.json: ${path} names an address`),
      ...locked
        .filter(([, entry]) => needsDigest(entry) && entry.integrity === undefined)
        .map(([path]) => `package-lock.json: ${path} has no digest`),
    ],
    read: locked.length,
  }
}

/** Programs of other platforms are listed without ever having been loaded here, so nobody could digest them. */
function needsDigest(entry: LockedPackage): boolean {
  return entry.link !== true && entry.optional !== true
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(projectRoot, name), 'utf8')) as T
}

if (import.meta.main)
  conclude('packages', checkPackages(read<Manifest>('package.json'), read<Lockfile>('package-lock.json')))
