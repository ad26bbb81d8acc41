/** A node of `explain (format json)`, as far as we read it. */
export type PlanNode = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly Filter?: string
  readonly 'Join Type'?: string
  readonly 'Total Cost': number
  readonly Plans?: readonly PlanNode[]
}

/** A table that a plan reads whole, and how. */
export type WholeRead = { readonly table: string; readonly how: string }

/** Nodes that hand rows on as they come, so that a LIMIT above them ends what is below. */
const streaming = new Set([
  'Limit',
  'LockRows',
  'Result',
  'Append',
  'Merge Append',
  'Subquery Scan',
  'ModifyTable',
])

/**
 * What a plan reads from end to end: by a sequential scan, or along an index without a condition that narrows it; only
 * relations that are large count. A few rows under a LIMIT, without a filter that could make it look further, are no such
 * reading.
 */
export function wholeReads(root: PlanNode, isLarge: (relation: string) => boolean): WholeRead[] {
  const found: WholeRead[] = []
  const walk = (node: PlanNode, isLimited: boolean): void => {
    const type = node['Node Type']
    const isIndex = /^(Bitmap )?Index (Only )?Scan/.test(type)
    const relation = isIndex ? node['Index Name'] : node['Relation Name']
    const isWhole = type.endsWith('Seq Scan') || (isIndex && node['Index Cond'] === undefined)
    if (relation && isWhole && isLarge(relation) && !(isLimited && node.Filter === undefined))
      found.push({
        table: tableOf(node['Relation Name'] ?? relation),
        how: isIndex ? `${type} of ${relation}` : type,
      })
    for (const child of node.Plans ?? []) walk(child, type === 'Limit' || (isLimited && streaming.has(type)))
  }
  walk(root, false)
  return found
}

/** A month of a partitioned table stands for the table. */
function tableOf(relation: string): string {
  return relation.replace(/_(\d{4}_\d\d|rest)$/, '')
}
