import { checkDigit } from '../src/domain/iin.ts'
import { iinOf, phoneOf } from './crowd.ts'
import { importLines, type Server } from './server.ts'

/** As many families as a run can use up. */
const families = 9000
/** Holders are the first of the crowd; claimants stand behind that many, whether they have accounts or not. */
const claimants = families

const since = { year: 2022, month: 3 }

/** A child of 2020 or 2021, always the same one at a place. */
function childOf(place: number): string {
  const day = String(1 + (place % 28)).padStart(2, '0')
  const month = String(1 + (Math.floor(place / 28) % 12)).padStart(2, '0')
  const year = 20 + (Math.floor(place / 336) % 2)
  for (let serial = Math.floor(place / 672) * 2; ; serial += 1) {
    const eleven = `${year}${month}${day}${5 + (place % 2)}${String(serial).padStart(4, '0')}`
    const digit = checkDigit(eleven)
    if (digit !== null) return `${eleven}${digit}`
  }
}

const certificateOf = (place: number) => String(1_000_000 + place)
/** Under whose account the child stands before. */
export const holderOf = (place: number) => iinOf(place)
/** The parent who claims it, with the number that BMG gives to that parent. */
export const claimantOf = (place: number) => ({
  iin: iinOf(claimants + place),
  phone: phoneOf(claimants + place),
})

/** What the claimant answers to the five questions, by the fields' names. */
export function answersOf(place: number): Record<string, string> {
  return {
    child: childOf(place),
    certificate: certificateOf(place),
    first: claimantOf(place).iin,
    second: '',
    status: 'queued',
    month: String(since.month),
    year: String(since.year),
  }
}

/** Writes so many families into the registers of a server that has the crowd. */
export async function importFamilies(server: Server, size = families): Promise<void> {
  const birth = (at: number) => `${childOf(at)},${certificateOf(at)},${claimantOf(at).iin},`
  const header = 'child_iin,certificate_number,first_parent_iin,second_parent_iin'
  await importLines(server, 'births', header, size, birth)
  const day = `${since.year}-${String(since.month).padStart(2, '0')}-14`
  const child = (at: number) => `${childOf(at)},Сынақ Бала,queued,${day},${holderOf(at)},MINDAL,`
  const named = 'child_iin,child_name,status,since,applicant_iin,system,organisation'
  await importLines(server, 'kindergarten', named, size, child)
  const number = (at: number) => `${claimantOf(at).iin},${claimantOf(at).phone}`
  await importLines(server, 'mobile-citizens', 'iin,phone', size, number)
}
