import type pg from 'pg'

/** Puts children who stand under no account under their applicant's, where that one is open. */
export async function linkChildren(client: pg.ClientBase): Promise<void> {
  await client.query(
    `update children set account_id = accounts.id from accounts
      where children.account_id is null and accounts.iin_index = children.applicant_index and accounts.closed_at is null`,
  )
}
