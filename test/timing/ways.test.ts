import { expect, inject, test } from 'vitest'
import { states } from '../support/figures.ts'
import { slotMilliseconds } from './measure-transfer.ts'
import {
  activateGroups,
  claimGroups,
  iinGroups,
  measureActivations,
  measureClaims,
  measureIins,
  measurePreviews,
  measurePrinted,
  previewGroups,
  printedGroups,
} from './measure-ways.ts'
import { compare } from './pairs.ts'

/** Smaller than at the password unless the whole is asked for (see timing.test.ts): many groups, and these are five steps more. */
const sample = inject('timingSample')
const size = sample >= 1000 ? sample : sample / 4
const atLeast = slotMilliseconds

test('how long the first step takes tells nothing about an IIN', async () => {
  // No slot holds these answers back, and they are quick: more of them fit.
  const whole = sample >= 1000 ? sample : sample / 2
  const { figure, far } = compare(await measureIins(whole), iinGroups, { size: whole })
  states('time of the first step, by IIN', figure)
  expect(far).toEqual([])
}, 900_000)

test('how long a wrong code from paper takes tells nothing about an account', async () => {
  const { figure, far } = compare(await measurePrinted(size), printedGroups, { size, atLeast })
  states('time of a wrong printed code', figure)
  expect(far).toEqual([])
}, 900_000)

test('how long the app takes to say who stands behind a QR code tells nobody’s from anybody’s', async () => {
  const { figure, far } = compare(await measurePreviews(size), previewGroups, { size })
  states('time of a look at a QR code', figure)
  expect(far).toEqual([])
}, 900_000)

test('how long a refused activation takes does not tell what was wrong', async () => {
  const { figure, far } = compare(await measureActivations(size), activateGroups, { size, atLeast })
  states('time of a refused activation', figure)
  expect(far).toEqual([])
}, 900_000)

test('how long a wrong code of a claim takes tells neither of a code nor of an account', async () => {
  const { figure, far } = compare(await measureClaims(size), claimGroups, { size, atLeast })
  states('time of a wrong code of a transfer', figure)
  expect(far).toEqual([])
}, 900_000)
