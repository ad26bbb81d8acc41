import type pg from 'pg'

/**
 * Puts children who stand under no account under their applicant's, where that one is open. An account that a transfer had
 * closed for want of children opens with its new child.
 */
export async function linkChildren(client: pg.ClientBase): Promise<void> {
  await client.query(
    `with linked as (
       update children set account_id = accounts.id from accounts
        where children.account_id is null and accounts.iin_index = children.applicant_index and accounts.closed_at is null
       returning accounts.id)
     update restrictions set ended_at = now(), ended_by = 'import'
      where kind = 'closed' and ended_at is null and account_id in (select id from linked)`,
  )
}
