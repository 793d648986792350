// The phone's database as the source tells it: every store, and the version that brought it. No story repeats that list.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = (path) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const table = source('domain/notebook/src/records/table.rs').split('\nrecords! {')[1];
const schema = source('app/src/store/schema.rs');
const records = [...table.matchAll(/\{\s*(\w+): [^{}]*?since: (\d+),/g)].map(([, name, since]) => ({ name, since: Number(since) }));
const others = [...schema.matchAll(/\((\d+), v\d+::(\w+)\)/g)].map(([, since, name]) => (
  { name: schema.match(new RegExp(`const ${name}: &str = "([^"]+)"`))[1], since: Number(since) }));
assert.ok(records.length >= 19 && others.length >= 2, 'the lists in the source are where they were');

/** Every store there is, those of records first. */
export const stores = [...records, ...others];

/** The version that today's app writes. */
export const newest = Math.max(...stores.map((it) => it.since));
