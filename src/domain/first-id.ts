/**
 * The smallest id that a row made at this moment can have, in ms since 1970: ids are UUIDv7 and grow with the time at which
 * they were given (RFC 9562 §5.7).
 */
export function firstIdAt(milliseconds: number): string {
  const hex = Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
