import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Config } from '../config.ts'
import { isShipped } from '../domain/limit-table.ts'
import { limits } from '../domain/limits.ts'

/** One thing that was looked at. Details say what is wrong, or what an operator may want to know. */
export type Finding = { readonly fine: boolean; readonly what: string; readonly details: readonly string[] }

const oldestNode = 24
const leastFreeBytes = 2 ** 30

export function checkNode(version: string): Finding {
  const fine = Number.parseInt(version, 10) >= oldestNode
  return { fine, what: `Node ${version}`, details: fine ? [] : [`Kabinet needs Node ${oldestNode} or newer`] }
}

export function checkLimits(): Finding {
  const fine = isShipped(limits)
  return { fine, what: 'limits are the shipped ones', details: fine ? [] : ['kabinet limits shows them'] }
}

/** The data folder: there or to be made, ours, closed to others, writable, with room. */
export async function checkFolder({ dataFolder }: Pick<Config, 'dataFolder'>): Promise<Finding[]> {
  const found = await stat(dataFolder).catch(() => undefined)
  if (found && !found.isDirectory())
    return [{ fine: false, what: 'data folder', details: [`${dataFolder} is a file`] }]
  const place = found ? dataFolder : await nearestFolder(dataFolder)
  const details: string[] = []
  const uid = process.getuid?.()
  if (found && uid !== undefined && found.uid !== uid)
    details.push(`it belongs to user ${found.uid}, not to ${uid}`)
  if (found && (found.mode & 0o066) !== 0)
    details.push('others on this machine can list or write it: chmod go-rw')
  const writable = await access(place, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!writable) details.push(`${place} cannot be written`)
  const { bavail, bsize } = await statfs(place)
  const free = bavail * bsize
  const gib = `${(free / 2 ** 30).toFixed(1)} GiB`
  return [
    {
      fine: details.length === 0,
      what: `data folder ${dataFolder}${found ? '' : ' (not made yet)'}`,
      details,
    },
    {
      fine: free >= leastFreeBytes,
      what: `free disk: ${gib}`,
      details: free >= leastFreeBytes ? [] : ['less than 1 GiB'],
    },
  ]
}

async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() || dirname(path) === path ? path : nearestFolder(dirname(path))
}
