/**
 * How the engine runs on a small machine (2 cores, a few GB). They are given at each start, so a new version of Kabinet
 * brings its own. Durable: a committed transaction survives a power cut. Quiet: statements, parameters, key values and the
 * wording of a statement's error hold personal data, so the log has none; the caller gets the error anyway.
 */
const settings: Record<string, string> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',

  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',

  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  random_page_cost: '1.1',
  jit: 'off',
  // No replica hangs on the embedded engine, so the log need not carry more than a crash needs.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  checkpoint_timeout: '15min',

  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_destination: 'stderr',
  log_directory: 'log',
  log_filename: 'postgres-%a.log',
  log_file_mode: '0600',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_line_prefix: '%m [%p] ',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  // Above ERROR: "invalid input syntax for …" quotes its input.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

/** The command line of `postgres` for this data and socket folder. */
export function postgresArguments(data: string, socketFolder: string, port: number): string[] {
  const all = { ...settings, unix_socket_directories: socketFolder, port: String(port) }
  return ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
