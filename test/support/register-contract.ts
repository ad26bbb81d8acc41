import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

type Schema = z.core.JSONSchema.JSONSchema
type Example = { readonly value: unknown }
type Content = {
  readonly schema: Schema
  readonly examples: Readonly<Record<string, Example>>
}
export type Response = {
  readonly headers?: Readonly<Record<string, { readonly schema: Schema }>>
  readonly content: Readonly<Record<string, Content>>
}
export type Operation = {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: { readonly 'application/json': Content } }
  readonly responses: Readonly<Record<string, Response>>
}
type Contract = {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<'get' | 'post', Operation>>>>>
}

const file = new URL('../../docs/registers/openapi.yaml', import.meta.url)
const written: unknown = parse(readFileSync(file, 'utf8'), { uniqueKeys: true })

/** `docs/registers/openapi.yaml`, its references followed. */
export const contract = follow(written) as Contract

/** An operation by its path, whatever its method. */
export function operationOf(path: string): Operation {
  const operation = contract.paths[path]?.post ?? contract.paths[path]?.get
  if (!operation) throw new Error(`the contract has no ${path}`)
  return operation
}

/** Whether a value has the form that the contract gives it. */
export function fits(schema: Schema, value: unknown): boolean {
  return z.fromJSONSchema(schema).safeParse(value).success
}

/** Puts what every `$ref` names in its place; what stands beside it (OpenAPI 3.1) stays. */
function follow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(follow)
  if (typeof value !== 'object' || value === null) return value
  const { $ref, ...rest } = value as Record<string, unknown>
  const own = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, follow(each)]))
  return typeof $ref === 'string' ? { ...(follow(target($ref)) as object), ...own } : own
}

function target(reference: string): unknown {
  const found = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], written)
  if (found === undefined) throw new Error(`the contract has no ${reference}`)
  return found
}
