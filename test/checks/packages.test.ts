import { expect, test } from 'vitest'
import { checkPackages } from '#scripts/checks/packages.ts'

const locked = { '': { dependencies: { pino: '10.4.0' } }, 'node_modules/pino': { integrity: 'sha512-x' } }

test.each([
  [
    'a range',
    { dependencies: { pino: '^10.4.0' } },
    { packages: { ...locked, '': { dependencies: { pino: '^10.4.0' } } } },
    'package.json: pino is ^10.4.0, not one exact version',
  ],
  [
    'a pin that the lock file does not hold',
    { dependencies: { pino: '10.5.0' } },
    { packages: locked },
    'package-lock.json does not hold pino as package.json has it: run npm install',
  ],
  [
    'an address to load from',
    { dependencies: { pino: '10.4.0' } },
    {
      packages: {
        ...locked,
        'node_modules/pino': { integrity: 'sha512-x', resolved: 'https://packages.example/pino.tgz' },
      },
    },
    'package-lock.json: node_modules/pino names an address',
  ],
  [
    'a package without a digest',
    { dependencies: { pino: '10.4.0' } },
    { packages: { ...locked, 'node_modules/pino': {} } },
    'package-lock.json: node_modules/pino has no digest',
  ],
])('reports %s', (_, manifest, lockfile, fault) => {
  expect(checkPackages(manifest, lockfile).faults).toEqual([fault])
})

test('passes over the digest of a program for another platform', () => {
  const packages = { ...locked, 'node_modules/@example/program-win32': { optional: true } }
  expect(checkPackages({ dependencies: { pino: '10.4.0' } }, { packages })).toEqual({ faults: [], read: 2 })
})

test('accepts exact pins, locked with their digest', () => {
  expect(checkPackages({ dependencies: { pino: '10.4.0' } }, { packages: locked })).toEqual({
    faults: [],
    read: 1,
  })
})
